"""What a shop has to say."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from publishing.contract import Announcement, Audience, Publishable
from shops.models.shop import ShopPage


class NewsTag(TaggedItemBase):
    """A tag on a piece of news."""

    content_object = ParentalKey(
        "shops.NewsPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class NewsPage(Publishable, Page):
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
    subpage_types: ClassVar = []

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

    @property
    def shop(self) -> ShopPage:
        """Return the shop that says it: the page's parent."""
        return self.get_parent().specific

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
            where=", ".join(part for part in (shop.title, shop.address) if part),
            tags=tuple(self.tags.names()),
            signature=self.signature,
        )
