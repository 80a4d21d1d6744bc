"""What a shop has to say."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from publishing.contract import Announcement, Audience, Publishable
from shops.models.shop import ShopPage
from shops.more_photos import WithMorePhotos
from shops.own_photos import OwnPhotosForm

OTHERS_SHOWN = 3


class NewsTag(TaggedItemBase):
    """A tag on a piece of news."""

    content_object = ParentalKey(
        "shops.NewsPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class NewsQuerySet(PageQuerySet):
    """News, as lists need it."""

    def seen_by(self, user: User | AnonymousUser) -> "NewsQuerySet":
        """Return what is live and meant for `user` too."""
        return self.live().filter(audience__in=Audience.seen_by(user))

    def latest_first(self) -> "NewsQuerySet":
        """Return the latest first, with their photos and languages."""
        return (
            self.select_related("photo", "locale")
            .prefetch_related("photo__renditions")
            .order_by(models.F("first_published_at").desc(nulls_last=True), "-pk")
        )


class NewsPage(Publishable, WithMorePhotos):
    """A piece of news of a shop; its kind says which."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening")
        REOPENING = "reopening", _("Reopening")
        NEW_OWNER = "new_owner", _("New owner")
        MOVE = "move", _("Move")
        ANNIVERSARY = "anniversary", _("Anniversary")
        PORTRAIT = "portrait", _("Portrait")
        NEWS = "news", _("News")
        CLOSING = "closing", _("Closing")

    parent_page_types: ClassVar = ["shops.ShopPage"]
    subpage_types: ClassVar[list[str]] = []
    words: ClassVar = ("title", "text", "alt_text")
    base_form_class = OwnPhotosForm
    objects = PageManager.from_queryset(NewsQuerySet)()
    shown_with: ClassVar = ("photo", "locale")

    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind.choices, default=Kind.NEWS
    )
    text = models.TextField(_("in a few words"), max_length=2000)
    photo = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("photo"),
    )
    alt_text = models.CharField(_("what the photo shows"), max_length=250, blank=True)
    opening_date = models.DateField(_("opening date"), null=True, blank=True)
    before = models.CharField(_("what was there before"), max_length=200, blank=True)
    who = models.TextField(
        _("who you are, in your own words"), max_length=1000, blank=True
    )
    signature = models.CharField(_("first name"), max_length=60, blank=True)
    audience = models.CharField(
        _("who may see it"),
        max_length=20,
        choices=Audience.choices,
        default=Audience.EVERYONE,
    )
    tags = ClusterTaggableManager(through=NewsTag, blank=True, verbose_name=_("tags"))

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("text"),
        FieldPanel("photo"),
        FieldPanel("alt_text"),
        FieldPanel("more_photos"),
        MultiFieldPanel(
            [
                FieldPanel("opening_date"),
                FieldPanel("before"),
                FieldPanel("who"),
                FieldPanel("signature"),
            ],
            heading=_("For an opening"),
        ),
        FieldPanel("audience"),
        FieldPanel("tags"),
    ]

    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("text"),
        index.SearchField("who"),
        index.FilterField("kind"),
        index.FilterField("audience"),
    ]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    @cached_property
    def shop(self) -> ShopPage:
        """Return the shop that says it: the page's parent."""
        return ShopPage.objects.get(path=self.path[: -self.steplen])

    def get_parent(self, *args: Any, **kwargs: Any) -> Page:
        """Return its shop, where that is known already."""
        return self.__dict__.get("shop") or super().get_parent(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "NewsPage":
        """Return another version of it, which knows the same shop."""
        version = super().with_content_json(content)
        if "shop" in self.__dict__:
            version.shop = self.shop
        return version

    @property
    def opens_later(self) -> bool:
        """Return whether the opening date is still to come, today included."""
        return bool(self.opening_date and self.opening_date >= timezone.localdate())

    @property
    def said_at(self) -> datetime | None:
        """Return when it was first read here."""
        return self.first_published_at or self.latest_revision_created_at

    @property
    def trusted(self) -> bool:
        """Return whether the town trusts its shop."""
        return self.shop.trusted

    def closed_days(self) -> list[date]:
        """Return the day on which the shop opens, when it is closed then."""
        day = self.opening_date
        return self.shop.closed_at_either_end([(day, day)]) if day else []

    def announcement(self) -> Announcement:
        """Return what this piece of news says about itself now."""
        shop = self.shop
        return Announcement(
            kind=self.kind,
            title=self.title,
            text=self.text,
            url=self.full_url or "",
            language=self.locale.language_code,
            audience=Audience(self.audience),
            image_id=self.photo_id,
            alt_text=self.alt_text,
            more_pictures=self.more_pictures,
            shop=shop.title,
            where=", ".join(part for part in (shop.title, shop.address) if part),
            day=self.opening_date,
            tags=tuple(tag.name for tag in self.tags.all()),
            signature=self.signature,
        )

    @classmethod
    def read_along(cls, pages: Sequence["NewsPage"]) -> None:
        """Read their shops and tags at once."""
        super().read_along(pages)
        with_shops(pages)
        prefetch_related_objects(pages, "tags")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """Add its other photos and the shop's other news."""
        context = super().get_context(request, *args, **kwargs)
        context["gallery"] = self.gallery()
        others = NewsPage.objects.child_of(self.shop).exclude(pk=self.pk)
        context["others"] = others.seen_by(request.user).latest_first()[:OTHERS_SHOWN]
        for other in context["others"]:
            other.shop = self.shop
        return context


def with_shops(news: Iterable[NewsPage]) -> list[NewsPage]:
    """Return `news` knowing their shops, at the price of one query for all."""
    pages = list(news)
    paths = {page.path: page.path[: -Page.steplen] for page in pages}
    shops = {
        shop.path: shop
        for shop in ShopPage.objects.filter(path__in=set(paths.values()))
    }
    for page in pages:
        page.shop = shops[paths[page.path]]
    return pages
