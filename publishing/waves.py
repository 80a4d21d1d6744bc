"""Reminders and last calls: when they go out, and that they move with the date."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone
from wagtail.models import Page

from publishing.contract import Publishable
from publishing.models import Channel, Publication, Rule
from publishing.rhythm import Rhythm


def moment(
    rule: Rule,
    channel: Channel,
    start: datetime,
    besides: Publication | None = None,
) -> datetime | None:
    """Return when that wave of what begins at `start` (aware) goes out.

    That is the rule's time for it, or the first free moment after that; None
    when either has passed, or would come after the start.
    """
    now = timezone.now()
    meant = rule.before(start)
    if meant is None or meant <= now:
        return None
    taken = channel.publications.taken(meant, besides)
    return moment_among(rule, start, now, channel.rhythm, taken)


def moment_among(
    rule: Rule,
    start: datetime,
    now: datetime,
    rhythm: Rhythm,
    taken: Collection[datetime],
) -> datetime | None:
    """Return the same as `moment` at `now`, of what others have (all aware)."""
    at = rule.before(start)
    if at is None or at <= now:
        return None
    if rule.at_a_slot:
        at = rhythm.next_free(at, taken)
    elif rhythm.why_not(at, taken):
        at = rhythm.next_moment(at, taken)
    return at if at < start else None


def follow(page: Page) -> None:
    """Move the planned waves of `page` along with its start.

    One that would be in the past is cancelled; one whose time the manager set
    herself moves, too: it was said for another date.
    """
    state = Publication.State
    planned = list(
        Publication.objects.filter(page_id=page.pk, state=state.PLANNED)
        .exclude(wave=Publication.Wave.ANNOUNCE)
        .select_related("channel")
    )
    specific = page.specific
    if not planned or not isinstance(specific, Publishable):
        return
    announcement = specific.announcement()
    rules = {rule.key: rule for rule in Rule.objects.filter(kind=announcement.kind)}
    for publication in planned:
        start, channel = announcement.starts_at, publication.channel
        rule = rules.get((announcement.kind, channel.kind, publication.wave))
        if start is None or start == publication.begins_at or rule is None:
            continue
        at = moment(rule, channel, start, publication)
        if at is None:
            publication.cancel()
        else:
            publication.move_along(at, start)
