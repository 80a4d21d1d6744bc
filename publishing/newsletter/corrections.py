"""What readers were told and is no longer so: the next issue says it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from publishing.contract import Announcement, Status
from publishing.models import Channel, Publication
from publishing.newsletter.models.correction import Correction
from publishing.newsletter.pages import announcements
from publishing.newsletter.sections import Piece

#: What makes a reader come on another day, or to another place, or not at all.
MATTERS = ("starts_at", "ends_at", "where", "status")
#: What was mailed longer ago is corrected no more.
REMEMBERED_FOR = timedelta(days=180)


def facts(announcement: Announcement) -> dict[str, str]:
    """Return what an item tells its readers of when, where and whether."""
    starts_at, ends_at = announcement.starts_at, announcement.ends_at
    return {
        "starts_at": starts_at.isoformat() if starts_at else "",
        "ends_at": ends_at.isoformat() if ends_at else "",
        "where": announcement.where,
        "status": str(announcement.status),
        "when": announcement.when,
    }


def is_true_still(item: Publication, announcement: Announcement) -> bool:
    """Whether what readers were told of `item` is what its page says now."""
    now = facts(announcement)
    return not item.said or all(item.said[name] == now[name] for name in MATTERS)


def remember(items: Iterable[Publication]) -> None:
    """Note what readers are told of `items` now."""
    told = [item for item in items if item.page_id]
    said = announcements(told)
    for item in told:
        if item.page_id in said:
            item.said = facts(said[item.page_id])
    Publication.objects.bulk_update(told, ["said"])


def keep(issue: Publication, pieces: Iterable[dict[str, Any]]) -> None:
    """Keep what `issue` corrects, so that the issues before it can say so."""
    Correction.objects.bulk_create(
        Correction(issue=issue, item_id=piece["mark"], text=piece["text"])
        for piece in pieces
        if piece["kind"] == "correction" and not piece["merchants_only"]
    )


def corrections_for(channel: Channel, seen: set[str]) -> list[Piece]:
    """Return what must be corrected, in the active language.

    `seen` are marks of items whose correction stood in the draft before: what the
    manager took out stays out.
    """
    return [
        (
            "correction",
            {"publication": item, "text": sentence(item, said), "web_only": False},
        )
        for item, said in _due(channel, timezone.now())
        if item.pk not in seen
    ]


def corrected_in(body: StreamValue) -> list[Publication]:
    """Return the items that `body` corrects."""
    found = (block.value["publication"] for block in body if _corrects(block))
    return [item for item in found if item]


def sentence(item: Publication, announcement: Announcement) -> str:
    """Return what has changed since readers were told, in the active language."""
    before, now, parts = item.said, facts(announcement), []
    if before["status"] != now["status"] and now["status"] != Status.SCHEDULED:
        parts.append(f"{announcement.status.label}.")
    when = ("starts_at", "ends_at")
    moved = any(before[name] != now[name] for name in when)
    if moved and announcement.status not in (Status.CANCELLED, Status.POSTPONED):
        words = {"new": now["when"], "old": before["when"]}
        parts.append(_("Now: %(new)s (it was: %(old)s).") % words)
    if before["where"] != now["where"]:
        parts.append(_("Where: %(where)s.") % {"where": now["where"] or "–"})
    return " ".join(parts) or _("It takes place as first said.")


def _due(channel: Channel, now: datetime) -> list[tuple[Publication, Announcement]]:
    """Return the mailed items that are no longer true and still to come."""
    items = list(
        Publication.objects.filter(
            channel=channel,
            carried=True,
            state=Publication.State.PUBLISHED,
            published_at__gte=now - REMEMBERED_FOR,
            page__live=True,
        )
        .exclude(said={})
        .order_by("at", "pk")
    )
    said = announcements(items)
    return [
        (item, said[item.page_id])
        for item in items
        if item.page_id in said
        and not is_true_still(item, said[item.page_id])
        and not _is_over(item, said[item.page_id], now)
    ]


def _is_over(item: Publication, announcement: Announcement, now: datetime) -> bool:
    """Whether both the day that was told and the day that is right have passed."""
    told = item.said["ends_at"] or item.said["starts_at"]
    days = [announcement.ends_at or announcement.starts_at]
    days.append(datetime.fromisoformat(told) if told else None)
    known = [day for day in days if day]
    return bool(known) and max(known) < now


def _corrects(block: StreamValue.StreamChild) -> bool:
    return block.block_type == "correction"
