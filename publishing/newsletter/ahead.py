"""Ahead of each slot of the newsletter's rhythm, an issue composes itself."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify

from publishing import letters, notices
from publishing.models import Channel
from publishing.newsletter.blocks import publications_of
from publishing.newsletter.compose import compose_issue, title_for
from publishing.newsletter.models import ComposedIssue, IssuePage, NewsletterPage


def compose_ahead(now: datetime) -> IssuePage | None:
    """Compose the issue of the next slot when its days are near `now` (aware).

    Each slot gets one draft: None when it is too early, or done. A draft that
    nobody approved in time becomes that of the next slot.
    """
    newsletter = NewsletterPage.objects.live().first()
    channel = Channel.objects.filter(kind=Channel.Kind.NEWSLETTER).first()
    if not newsletter or not newsletter.days_ahead or not channel or not channel.slots:
        return None
    at = channel.next_slot(now)
    if at - now > timedelta(days=newsletter.days_ahead):
        return None
    with transaction.atomic():
        composed, first = ComposedIssue.objects.get_or_create(slot=at)
        if not first:
            return None
        draft = compose_issue(newsletter, None, at)
        composed.issue = draft
        composed.save(update_fields=["issue"])
        _rename(draft, at)
        _tell(draft, at)
    return draft


def _rename(draft: IssuePage, at: datetime) -> None:
    """Let a draft that is late bear the new day, unless it has a title of its own."""
    before = ComposedIssue.last_slot_of(draft, at)
    with translation.override(draft.locale.language_code):
        if before is None or draft.title != title_for(before):
            return
        draft.title = title_for(at)
    draft.slug = slugify(draft.title)
    draft.save_revision(log_action=True)


def _tell(draft: IssuePage, at: datetime) -> None:
    """Write to the managers what is in it, and by when it wants their approval."""
    path = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    for manager in notices.managers():
        letters.write(
            "newsletter/letters/composed",
            {
                "issue": draft,
                "at": at,
                "items": publications_of(draft.body),
                "address": f"{settings.CITYHUB_BASE_URL}{path}",
            },
            to=manager.email,
            language=letters.language_of(manager),
        )
