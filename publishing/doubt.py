"""What stays doubtful after vain looks: a person decides, who sees the channel."""

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.models import Attempt, Channel, Publication
from publishing.models.doubt import settle_doubt
from publishing.outcomes import call
from publishing.transport import Outcome, SendError, Sight, transport_for

#: After so many looks that told nothing, a person is asked.
VAIN_LOOKS = 3
#: Channels that nobody can read before somebody mends them.
UNREADABLE = (Channel.State.ATTENTION, Channel.State.CLOSED)


def doubtful() -> QuerySet[Publication]:
    """Return what nobody knows of whether it is there, and looking doesn't tell."""
    vain = Count(
        "attempts",
        filter=Q(
            attempts__purpose=Attempt.Purpose.LOOK,
            attempts__result__in=Attempt.SETBACKS,
            attempts__looked_by=None,
        ),
    )
    return (
        Publication.objects.annotate(vain_looks=vain)
        .filter(
            Q(vain_looks__gte=VAIN_LOOKS)
            | Q(due_at=None)  # it was sent again and again, and never found
            | Q(channel__state__in=UNREADABLE),
            state=Publication.State.UNSURE,
        )
        .select_related("channel")
        .order_by("at")
    )


def sights(publication: Publication) -> list[Sight]:
    """Return what was published on the channel last and belongs to no item.

    Raises SendError when the channel can't be read.
    """
    seen = call(call(transport_for, publication.channel).recent)
    taken = set(
        Publication.objects.filter(
            channel=publication.channel,
            remote_id__in=[sight.remote_id for sight in seen],
        ).values_list("remote_id", flat=True)
    )
    return [sight for sight in seen if sight.remote_id not in taken]


def it_is_there(publication: Publication, address: str, by: User) -> bool:
    """Adopt what stands at `address`, if it can be read there.

    False when the doubt was settled meanwhile. Raises SendError with a sentence
    when nothing can be read at `address`, or when it belongs to another item.
    """
    sight = call(call(transport_for, publication.channel).locate, address)
    if sight is None:
        raise SendError(
            _("Nothing of this channel can be read at that address."), Outcome.REFUSED
        )
    try:
        with transaction.atomic():
            return settle_doubt(
                publication, by, remote_id=sight.remote_id, url=sight.url
            )
    except IntegrityError:
        other = Publication.objects.get(
            channel=publication.channel, remote_id=sight.remote_id, carried=False
        )
        sentence = _(
            "That one belongs to “%(title)s” already. Look whether there is another."
        )
        raise SendError(
            sentence % {"title": other.page_title}, Outcome.REFUSED
        ) from None


def it_is_not_there(publication: Publication, by: User) -> bool:
    """Send it after all: `by` saw that it isn't there.

    False when the doubt was settled meanwhile, or when a try may still be on
    its way: what isn't there yet may come.
    """
    grace = call(transport_for, publication.channel).grace_time()
    on_its_way = any(
        attempt.settled_at(grace) > timezone.now()
        for attempt in publication.attempts.unclear()
    )
    return not on_its_way and settle_doubt(publication, by)
