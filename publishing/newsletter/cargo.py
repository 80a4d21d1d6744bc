"""What rides on which issue: each item on one, bound when the issue is planned."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import notices
from publishing.models import Channel, Publication
from publishing.newsletter.blocks import publications_of
from publishing.newsletter.models import IssuePage
from publishing.newsletter.pages import announcements

#: Free for the next issue: on none yet, or on one that will not leave. Where a
#: part has left already, the item was read; it doesn't come twice.
FREE = Q(carrier=None) | Q(
    carrier__state__in=(
        Publication.State.CANCELLED,
        Publication.State.MISSED,
        Publication.State.WITHDRAWN,
    ),
    carrier__frozen_issue=None,
)
OVER = _("It was over before an issue could carry it.")


def waiting_items(channel: Channel, until: datetime) -> QuerySet[Publication]:
    """Return what was approved for `channel` by `until` (aware) and has no issue."""
    return (
        Publication.objects.filter(
            FREE,
            channel=channel,
            carried=True,
            state=Publication.State.PLANNED,
            at__lte=until,
        )
        .exclude(page=None)
        .order_by("at", "pk")
    )


def load_cargo(publication: Publication, issue: IssuePage) -> None:
    """Bind the items of `issue` to its publication; let go of those taken out.

    An item rides on one issue: whoever binds it first has it.
    """
    marks = [item.pk for item in publications_of(issue.body)]
    planned = Publication.objects.filter(
        state=Publication.State.PLANNED, carried=True, channel=publication.channel
    )
    with transaction.atomic():
        planned.filter(carrier=publication).exclude(pk__in=marks).update(carrier=None)
        free = planned.filter(FREE, pk__in=marks).values_list("pk", flat=True)
        planned.filter(pk__in=list(free)).update(carrier=publication)


def items_to_send(publication: Publication) -> list[Publication]:
    """Return the bound items whose page is live and not over yet.

    What isn't online waits for the next issue; of what is over, nobody hears.
    """
    bound = publication.cargo.filter(state=Publication.State.PLANNED)
    bound.exclude(page__live=True).update(carrier=None)
    items = list(bound.filter(page__live=True))
    over = let_go_of_past(items)
    return [item for item in items if item.pk not in over]


def let_go_of_past(items: list[Publication]) -> set[str]:
    """Note which of `items` can help nobody any more; return their marks."""
    now, said = timezone.now(), announcements(items)
    over = set()
    for item in items:
        end = said[item.page_id].useless_after if item.page_id in said else None
        if end is not None and end <= now and item.record_missed(str(OVER)):
            notices.missed(item, OVER)
            over.add(item.pk)
    return over
