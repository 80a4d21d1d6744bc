"""The item as it will look on each channel, before anything is sent."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from wagtail.models import Page, Revision

from publishing.contract import Announcement, Audience, Publishable
from publishing.models import Channel
from publishing.transport import transport_for

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What stands on one channel."""

    channel: Channel
    html: SafeString


def previews_of(page: Page, channels: Iterable[Channel] | None = None) -> list[Preview]:
    """Return `page` (a specific page, maybe never saved so) on each open channel.

    `channels` are the open ones, where they are known already.
    """
    if not isinstance(page, Publishable):
        return []
    return drawn(page.announcement(), channels, on_itself=not page.carrier)


def site_mode(page: Page) -> str:
    """Return the preview mode in which `page` looks as on the site."""
    if isinstance(page, Publishable):
        return page.site_preview
    return page.default_preview_mode


def on_site(page: Page, revision: Revision) -> str:
    """Return the address that shows `revision` of `page` as it will look on the site."""
    address = reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision.pk])
    mode = site_mode(page)
    return f"{address}?{urlencode({'mode': mode})}" if mode else address


def drawn(
    announcement: Announcement,
    channels: Iterable[Channel] | None = None,
    *,
    on_itself: bool = True,
) -> list[Preview]:
    """Return `announcement` on each open channel; on those alone that gather
    items, unless it stands `on_itself`.
    """
    if channels is None:
        channels = Channel.objects.open().order_by("kind", "pk")
    return [
        Preview(channel=channel, html=_draw(channel, announcement))
        for channel in channels
        if (channel.gathers or on_itself)
        and (not channel.public or announcement.audience == Audience.EVERYONE)
    ]


def _draw(channel: Channel, announcement: Announcement) -> SafeString:
    try:
        return transport_for(channel).preview(announcement)
    except Exception:
        # A lost picture must not keep the manager from deciding: she gets the words.
        logger.exception("No preview of %s on %s", announcement.title, channel)
        return render_to_string("desk/plain_preview.html", {"item": announcement})
