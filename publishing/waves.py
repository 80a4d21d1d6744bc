"""Reminders and last calls: when they go out, and that they move with the date."""

from datetime import datetime

from django.utils import timezone
from wagtail.models import Page

from publishing.contract import Publishable
from publishing.models import Channel, Publication, Rule


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
    at = rule.before(start)
    if at is None or at <= now:
        return None
    if rule.at_a_slot:
        at = channel.rhythm.next_free(at, channel.publications.taken(at, besides))
    elif channel.why_not(at, besides):
        at = channel.rhythm.next_moment(at, channel.publications.taken(at, besides))
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
