"""What the town's rules say of an item: where it goes, and when.

Whatever proposes a time asks here: the approval screen, its lists, the answer to
"why there?", and the dry run of a rule that is not saved yet.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, time

from django.utils.translation import gettext as _

from publishing.contract import Announcement, Audience
from publishing.models import Channel, Publication, Rule
from publishing.rhythm import Rhythm
from publishing.town_time import at_town_time, say_moment


class Rules:
    """A set of rules, saved or not."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = {rule.key: rule for rule in rules}

    @classmethod
    def of_the_town(cls) -> "Rules":
        """Return the rules that hold now, by one query."""
        return cls(Rule.objects.all())

    def announcing(self, kind: str, channel_kind: str) -> Rule | None:
        """Return the rule that sends items of `kind` there first, None without one."""
        return self._rules.get((kind, channel_kind, Publication.Wave.ANNOUNCE))

    def again(self, kind: str, channel_kind: str) -> list[Rule]:
        """Return the rules that announce it there again."""
        return [
            rule
            for rule in self._rules.values()
            if (rule.kind, rule.channel_kind) == (kind, channel_kind)
            and rule.wave != Publication.Wave.ANNOUNCE
        ]

    def about(self, kind: str, channel_kind: str) -> list[Rule]:
        """Return all that is said of items of `kind` there, the announcement first."""
        first = self.announcing(kind, channel_kind)
        return ([first] if first else []) + self.again(kind, channel_kind)


def start_of(announcement: Announcement) -> datetime | None:
    """Return the instant (aware) from which rules count back, None for no date."""
    if announcement.starts_at is None and announcement.day is not None:
        return at_town_time(announcement.day, time.min)
    return announcement.starts_at


def earliest(rule: Rule | None, said: Announcement, now: datetime) -> datetime:
    """Return from when (aware) the item may be announced: `now` (aware) at least."""
    start = start_of(said)
    meant = rule.before(start) if rule and start else None
    return max(meant, now) if meant else now


def proposed_at(
    rule: Rule | None,
    said: Announcement,
    now: datetime,
    rhythm: Rhythm,
    taken: Collection[datetime] = (),
) -> datetime:
    """Return when (aware) the item is announced first, if approved `now` (aware).

    `taken` are the instants of all others. A rule's own time gives way to others
    by a quarter of an hour; what has no time of its own, or whose time has gone
    by, takes the next free slot.
    """
    meant = earliest(rule, said, now)
    if rule is None or rule.at_a_slot or meant <= now:
        return rhythm.next_free(meant, taken)
    if rhythm.why_not(meant, taken):
        return rhythm.next_moment(meant, taken)
    return meant


def refusal(channel: Channel, said: Announcement, now: datetime) -> str:
    """Return why the item can't go there at all, "" when it can."""
    if channel.public and said.audience != Audience.EVERYONE:
        return _("For merchants only: everybody can read this channel.")
    end = said.useless_after
    if end is not None and end <= now:
        return _("It is over since %(end)s.") % {"end": say_moment(end)}
    return ""
