"""The issues of the newsletter as RSS."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string

from publishing.newsletter import archive
from publishing.newsletter.archive import Entry
from publishing.newsletter.models import NewsletterPage

NUMBER = 30


@dataclass(frozen=True)
class Newsletter:
    """The newsletter as its feed names it."""

    page: NewsletterPage
    title: str


class IssueFeed(Feed):
    """The latest issues, as everybody may read them."""

    item_enclosure_mime_type = "image/jpeg"
    item_enclosure_length = 0  # not kept, and a feed reader can do without

    def get_object(self, request: HttpRequest) -> Newsletter:
        """Return the newsletter with the town's name. Raises Http404 for none."""
        page = NewsletterPage.objects.live().first()
        if page is None:
            raise Http404
        context = {"page": page}
        return Newsletter(page, render_to_string("newsletter/feed_title.txt", context))

    def title(self, newsletter: Newsletter) -> str:
        """Return the name of the feed."""
        return newsletter.title

    def link(self, newsletter: Newsletter) -> str:
        """Return the archive's address."""
        return newsletter.page.full_url

    def feed_url(self, newsletter: Newsletter) -> str:
        """Return the feed's own address."""
        return f"{newsletter.page.get_site().root_url}/newsletter.rss"

    def description(self, newsletter: Newsletter) -> str:
        """Return what the newsletter is."""
        return newsletter.page.introduction

    def items(self, newsletter: Newsletter) -> list[Entry]:
        """Return the latest issues."""
        return archive.entries(newsletter.page.issues()[:NUMBER])

    def item_title(self, item: Entry) -> str:
        """Return the issue's title."""
        return item.page.title

    def item_description(self, item: Entry) -> str:
        """Return what is in it, in a few words."""
        return render_to_string("newsletter/headlines.txt", {"entry": item})

    def item_link(self, item: Entry) -> str:
        """Return the absolute address."""
        return item.page.full_url

    def item_pubdate(self, item: Entry) -> datetime | None:
        """Return when the issue was approved."""
        return item.page.first_published_at

    def item_enclosure_url(self, item: Entry) -> str | None:
        """Return the absolute address of its first picture, None without one."""
        return item.picture["url"] if item.picture else None
