"""Whose turn it is on a channel, asked at the moment of sending.

What was planned well can still come at a bad moment: after a pause everything
is due at once, or days were blocked in the meantime. Corrections and withdrawals
of what stands there already never wait for the rhythm.
"""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from publishing.models import Attempt, Publication
from publishing.obstacles import Obstacle
from publishing.town_time import in_town, say_hour


def out_of_turn(publication: Publication, now: datetime) -> Obstacle | None:
    """Take the turn on the channel; return what keeps `publication` waiting.

    On a channel without a rhythm this asks nothing of the database.
    """
    channel = publication.channel
    blocked = getattr(publication, "blocked_day", None)
    paced = channel.takes_turns or channel.quiet_from or blocked
    if not paced or _under_way(publication):
        return None
    rhythm = channel.rhythm
    if not publication.insisted and (clash := rhythm.why_not(now)):
        return Obstacle(clash.sentence, until=rhythm.next_moment(now))
    if not channel.takes_turns:
        return None
    if not channel.take_turn(publication, now):
        return Obstacle(_say_whose_turn(publication), until=channel.next_turn_at or now)
    if not publication.insisted and _day_is_full(publication, now):
        channel.give_turn_back(publication)
        sentence = _("As many items went out today as the town wants on a day.")
        return Obstacle(sentence, until=channel.next_slot(now))
    return None


def _under_way(publication: Publication) -> bool:
    """Whether a part of it is out; the rest follows without waiting."""
    return publication.attempts.filter(result=Attempt.Result.PARTIAL).exists()


def _day_is_full(publication: Publication, now: datetime) -> bool:
    if not publication.channel.most_per_day:
        return False
    midnight = in_town(now).replace(hour=0, minute=0, second=0, microsecond=0)
    state = Publication.State
    others = publication.channel.publications.exclude(pk=publication.pk).filter(
        Q(state=state.PUBLISHED, published_at__gte=midnight)
        | Q(
            state__in=(state.SENDING, state.UNSURE),
            attempts__purpose=Attempt.Purpose.PUBLISH,
            attempts__started_at__gte=midnight,
        ),
        carried=False,
    )
    return others.distinct().count() >= publication.channel.most_per_day


def _say_whose_turn(publication: Publication) -> str:
    channel = publication.channel
    other = Publication.objects.filter(pk=channel.turn_of).first()
    title = other.page_title if other else channel.name
    if channel.next_turn_at is None:
        return _("“%(title)s” goes out first.") % {"title": title}
    hour = say_hour(in_town(channel.next_turn_at).time())
    sentence = _("“%(title)s” goes out first; this one follows at %(hour)s.")
    return sentence % {"title": title, "hour": hour}
