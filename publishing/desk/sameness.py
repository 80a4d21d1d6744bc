"""Texts that say almost the same as their neighbours on a channel."""

import re
from collections.abc import Iterator
from datetime import datetime
from difflib import SequenceMatcher
from typing import cast

from wagtail.models import Page

from publishing.contract import Announcement
from publishing.models import Channel, Publication
from publishing.transport import SendError, transport_for

#: From this share of common letters on, readers feel they have read it before.
ALIKE = 0.85
NEIGHBOURS = 3
LINK = re.compile(r"https?://\S+")


def neighbour_alike(
    channel: Channel, draft: Publication, announcement: Announcement, at: datetime
) -> str:
    """Return the title of a neighbour that says almost the same, "" for none.

    Neighbours are the last that went out before `at` (aware) and the next ones
    planned. `draft` need not be saved.
    """
    transport = transport_for(channel)
    try:
        words = bare(transport.wording(draft, announcement))
        for title, text in _neighbours(channel, draft, at):
            if alike(words, bare(text)):
                return title
    except SendError:
        return ""
    return ""


def _neighbours(
    channel: Channel, draft: Publication, at: datetime
) -> Iterator[tuple[str, str]]:
    state = Publication.State
    others = channel.publications.filter(carried=False).exclude(pk=draft.pk)
    published = others.filter(state=state.PUBLISHED, published_at__lte=at)
    yield from published.order_by("-published_at").values_list(
        "page_title", "sent_wording"
    )[:NEIGHBOURS]
    transport = transport_for(channel)
    planned = others.filter(state=state.PLANNED).exclude(page=None)
    for other in planned.select_related("page").order_by("at")[:NEIGHBOURS]:
        said = cast("Page", other.page).specific.announcement()
        yield other.page_title, transport.wording(other, said)


def bare(text: str) -> str:
    """Return the words alone, as they are compared."""
    return " ".join(LINK.sub("", text).casefold().split())


def alike(one: str, other: str) -> bool:
    """Whether readers of both take them for the same."""
    if not one or not other:
        return False
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.quick_ratio() >= ALIKE and match.ratio() >= ALIKE
