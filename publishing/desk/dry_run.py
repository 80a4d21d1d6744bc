"""What other rules would have proposed for the items of the last 90 days.

Nothing is planned and nothing saved: both sets of rules are asked about the same
items, as if each had been approved when it first showed on the site, and as if
nothing else had taken the times.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.models import get_page_models

from publishing.contract import Announcement, Publishable
from publishing.desk.rule_map import LATELY
from publishing.models import Channel, Publication, Rule
from publishing.rhythm import Rhythm
from publishing.rules import Rules, proposed_at, refusal, start_of
from publishing.town_time import say_moment

#: The latest of each kind of page; more would make people wait.
MOST = 300
#: Enough to see what a rule does; the number says how many there are.
SHOWN = 40


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One item on one channel, with and without the change."""

    title: str
    channel: Channel
    occasion: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class DryRun:
    """How many items were looked at, and what would have been otherwise."""

    looked_at: int
    differences: list[Difference]

    @property
    def shown(self) -> list[Difference]:
        """Return the first ones."""
        return self.differences[:SHOWN]

    @property
    def more(self) -> int:
        """Return how many are not shown."""
        return len(self.differences) - len(self.shown)


def dry_run(before: Rules, after: Rules, now: datetime) -> DryRun:
    """Hold two sets of rules against what was said in the last 90 days."""
    channels = [
        (channel, channel.rhythm)
        for channel in Channel.objects.open().order_by("kind", "pk")
    ]
    looked_at = 0
    differences: list[Difference] = []
    for approved_at, said in _said_since(now - LATELY):
        looked_at += 1
        for channel, rhythm in channels:
            if not refusal(channel, said, approved_at):
                differences += _compare(
                    said, channel, rhythm, approved_at, before, after
                )
    return DryRun(looked_at=looked_at, differences=differences)


def _compare(
    said: Announcement,
    channel: Channel,
    rhythm: Rhythm,
    approved_at: datetime,
    before: Rules,
    after: Rules,
) -> Iterator[Difference]:
    for wave in Publication.Wave:
        old, new = (
            _moment(_rule(rules, said, channel, wave), said, rhythm, approved_at)
            for rules in (before, after)
        )
        if old != new:
            yield Difference(
                title=said.title,
                channel=channel,
                occasion=str(wave.label),
                before=_say(old, channel),
                after=_say(new, channel),
            )


def _rule(rules: Rules, said: Announcement, channel: Channel, wave: str) -> Rule | None:
    about = rules.about(said.kind, channel.kind)
    return next((rule for rule in about if rule.wave == wave and rule.ticked), None)


def _moment(
    rule: Rule | None, said: Announcement, rhythm: Rhythm, approved_at: datetime
) -> datetime | None:
    if rule is None:
        return None
    if rule.wave == Publication.Wave.ANNOUNCE:
        return proposed_at(rule, said, approved_at, rhythm)
    start = start_of(said)
    meant = rule.before(start) if start else None
    if start is None or meant is None or meant <= approved_at:
        return None
    at = proposed_at(rule, said, approved_at, rhythm)
    return at if at < start else None


def _say(at: datetime | None, channel: Channel) -> str:
    if at is None:
        return _("not there")
    if channel.gathers:
        return _("in the issue of %(when)s") % {"when": say_moment(at)}
    return say_moment(at)


def _said_since(since: datetime) -> Iterator[tuple[datetime, Announcement]]:
    """Yield what was first shown after `since` (aware), and when."""
    for model in get_page_models():
        if not issubclass(model, Publishable) or model.carrier:
            continue
        pages = list(
            model.objects.filter(first_published_at__gte=since)
            .select_related("locale")
            .order_by("-first_published_at")[:MOST]
        )
        model.read_along(pages)
        for page in pages:
            yield page.first_published_at, page.announcement()
