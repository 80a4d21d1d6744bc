"""The town's news as RSS."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site

from cityhub.home.models import TownSettings
from cityhub.photos.renditions import existing
from publishing.contract import Audience
from shops.models import NewsPage
from shops.models.news import with_shops

NUMBER = 30


class NewsFeed(Feed):
    """The latest news of all shops, for everyone."""

    item_enclosure_mime_type = "image/jpeg"

    def get_object(self, request: HttpRequest) -> Site:
        """Return the site, whose address stands in all links."""
        return Site.objects.select_related("root_page").get(is_default_site=True)

    def title(self, site: Site) -> str:
        """Return the name of the feed."""
        return _("News of the shops: %(town)s") % {
            "town": TownSettings.for_site(site).name
        }

    def link(self, site: Site) -> str:
        """Return the town's own address."""
        return f"{site.root_url}/"

    def feed_url(self, site: Site) -> str:
        """Return the feed's own address."""
        return f"{site.root_url}/actualites.rss"

    def description(self, site: Site) -> str:
        """Return the town in one sentence."""
        return TownSettings.for_site(site).sentence

    def items(self, site: Site) -> list[NewsPage]:
        """Return the latest news, with their shops and photos."""
        news = NewsPage.objects.live().filter(audience=Audience.EVERYONE)
        return with_shops(news.latest_first()[:NUMBER])

    def item_title(self, item: NewsPage) -> str:
        """Return the title."""
        return item.title

    def item_description(self, item: NewsPage) -> str:
        """Return what the shop says."""
        return item.text

    def item_link(self, item: NewsPage) -> str:
        """Return the absolute address."""
        return item.full_url

    def item_author_name(self, item: NewsPage) -> str:
        """Return the shop."""
        return item.shop.title

    def item_categories(self, item: NewsPage) -> list[str]:
        """Return the kind in words."""
        return [item.get_kind_display()]

    def item_pubdate(self, item: NewsPage) -> datetime | None:
        """Return when it was first read here."""
        return item.said_at

    def item_updateddate(self, item: NewsPage) -> datetime | None:
        """Return when its words last changed."""
        return item.last_published_at

    def item_enclosure_url(self, item: NewsPage) -> str | None:
        """Return the absolute address of the picture, None without one."""
        rendition = existing(item.photo, "social") if item.photo else None
        return rendition.full_url if rendition else None

    def item_enclosure_length(self, item: NewsPage) -> int:
        """Return 0: the length is not kept, and a feed reader can do without."""
        return 0
