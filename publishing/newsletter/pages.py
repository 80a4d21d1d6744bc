"""The pages behind the newsletter's items, and what they say."""

from collections.abc import Iterable

from wagtail.models import Page

from publishing.contract import Announcement
from publishing.models import Publication


def announcements(items: Iterable[Publication]) -> dict[int, Announcement]:
    """Return what the pages of `items` say, by their keys."""
    pages = Page.objects.filter(pk__in=[item.page_id for item in items])
    return {page.pk: page.announcement() for page in pages.specific()}
