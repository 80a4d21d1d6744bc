"""The directory and its shops."""

from collections.abc import Container, Iterable
from datetime import date, time
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page
from wagtail.search import index

from shops.hours import (
    OpenNow,
    Weekday,
    hours_by_day,
    hours_on,
    open_now,
    over_not_yet,
)
from shops.own_photos import OwnPhotosForm
from shops.paging import page_of

if TYPE_CHECKING:
    from shops.models.days_apart import DaysApart

SHOPS_ON_A_PAGE = 24
NEWS_SHOWN = 6


class ShopCategory(models.Model):  # type: ignore[django-manager-missing]  # Wagtail has no stubs
    """What a shop is: bakery, books, flowers …"""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)

    panels: ClassVar = [FieldPanel("name"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("shop category")
        verbose_name_plural = _("shop categories")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ShopIndexPage(Page):
    """The directory of the town's shops."""

    max_count = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["shops.ShopPage"]

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("shop directory")
        verbose_name_plural = _("shop directories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """Add a page of shops, of one category when `?categorie=` names it."""
        context = super().get_context(request, *args, **kwargs)
        categories = list(
            ShopCategory.objects.filter(shops__live=True)
            .annotate(number=models.Count("shops"))
            .order_by("name")
        )
        asked_for = request.GET.get("categorie", "")
        category = next((c for c in categories if c.slug == asked_for), None)
        shops = (
            ShopPage.objects.live()
            .child_of(self)
            .select_related("category", "photo")
            .prefetch_related("photo__renditions", "opening_hours", "days_apart")
            .order_by("title", "pk")
        )
        if category:
            shops = shops.filter(category=category)
        return context | {
            "categories": categories,
            "category": category,
            "shops": page_of(shops, request, SHOPS_ON_A_PAGE),
        }


class ShopTag(TaggedItemBase):
    """A tag on a shop."""

    content_object = ParentalKey(
        "shops.ShopPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class ShopPage(Page):
    """A shop in the directory; its news and events live under it."""

    parent_page_types: ClassVar = ["shops.ShopIndexPage"]
    shown_with: ClassVar = ("photo", "category", "locale")
    base_form_class = OwnPhotosForm

    category = models.ForeignKey(
        ShopCategory,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="shops",
        verbose_name=_("category"),
    )
    sentence = models.CharField(
        _("the shop in one sentence"), max_length=160, blank=True
    )
    description = models.TextField(_("description"), blank=True)
    photo = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("main photo"),
    )
    alt_text = models.CharField(_("what the photo shows"), max_length=250, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    accessible = models.BooleanField(_("step-free entrance"), default=False)
    tags = ClusterTaggableManager(through=ShopTag, blank=True, verbose_name=_("tags"))
    trusted = models.BooleanField(
        _("trusted by the town"),
        default=False,
        help_text=_(
            "What it sends goes out as proposed when nobody decided in time, if the "
            "town wants it so."
        ),
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("category"),
        FieldPanel("sentence"),
        FieldPanel("description"),
        FieldPanel("photo"),
        FieldPanel("alt_text"),
        InlinePanel("photos", label=_("more photos"), max_num=10),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("accessible"),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("email"), FieldPanel("website")],
            heading=_("Contact"),
        ),
        InlinePanel("opening_hours", label=_("opening hours")),
        InlinePanel("days_apart", label=_("days with other hours")),
        FieldPanel("tags"),
        # The manager's; shopkeepers may not change the town's categories either.
        FieldPanel("trusted", permission="shops.change_shopcategory"),
    ]

    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("sentence"),
        index.SearchField("description"),
        index.SearchField("street"),
        index.FilterField("category"),
    ]

    class Meta:
        verbose_name = _("shop")
        verbose_name_plural = _("shops")

    @property
    def address(self) -> str:
        """Return the address on one line, "" without a street."""
        place = " ".join(part for part in (self.postcode, self.town) if part)
        return ", ".join(part for part in (self.street, place) if part)

    @cached_property
    def stretches(self) -> list["OpeningHours"]:
        """Return the opening hours, read once."""
        return list(self.opening_hours.all())

    @cached_property
    def other_days(self) -> list["DaysApart"]:
        """Return the days with other hours that are not over, the next ones first."""
        rows = over_not_yet(self.days_apart.all(), timezone.localdate())
        return sorted(
            rows, key=lambda row: (row.first_day, row.last_day, row.opens or time.min)
        )

    def open_now(self, holidays: Container[date]) -> OpenNow | None:
        """Return whether it is open at this moment; None when nobody can say.

        Nobody can without any hours, and on those of the town's `holidays` of
        which the shop says nothing.
        """
        if self.holiday_today(holidays):
            return None
        return open_now(self.stretches, timezone.now(), self.other_days)

    def holiday_today(self, holidays: Container[date]) -> bool:
        """Return whether today is one of `holidays` of which the shop says nothing."""
        today = timezone.localdate()
        told = any(row.first_day <= today for row in self.other_days)
        return not told and today in holidays

    def hours_on(self, day: date) -> list[tuple[time, time]] | None:
        """Return its hours on a day to come, [] when closed; None when nobody can say."""
        return hours_on(day, self.stretches, self.other_days)

    def closed_at_either_end(self, spans: Iterable[tuple[date, date]]) -> list[date]:
        """Return on which days to come it is closed when a span begins or ends.

        A market of a week needs no doubt because of the Sunday in its middle.
        """
        days = sorted({day for span in spans for day in span})
        today = timezone.localdate()
        return [day for day in days if day >= today and self.hours_on(day) == []]

    @property
    def hours_of_other_days(self) -> list[tuple[str, str, list["DaysApart"]]]:
        """Return days to come in words, why, and their stretches; none when closed."""
        spans = groupby(self.other_days, key=lambda row: (row.first_day, row.last_day))
        days = [list(rows) for _span, rows in spans]
        return [
            (
                rows[0].days,
                next((row.why for row in rows if row.why), ""),
                [row for row in rows if row.opens is not None],
            )
            for rows in days
        ]

    @property
    def hours_by_day(self) -> list[tuple[str, list["OpeningHours"]]]:
        """Return the days of the week with their stretches; none for no hours."""
        return hours_by_day(self.stretches)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """Add its news and other photos; all photos know their renditions, by one query."""
        context = super().get_context(request, *args, **kwargs)
        gallery = list(self.photos.select_related("photo"))
        NewsPage = apps.get_model("shops.NewsPage")  # noqa: N806 (its module needs ours)
        seen = NewsPage.objects.child_of(self).seen_by(request.user)
        news = list(seen.latest_first().prefetch_related(None)[:NEWS_SHOWN])
        for each in news:
            each.shop = self
        shown = [each.photo for each in (self, *gallery, *news) if each.photo]
        models.prefetch_related_objects(shown, "renditions")
        return context | {"gallery": gallery, "news": news}


class ShopPhoto(Orderable):
    """One more photo of a shop."""

    shop = ParentalKey(ShopPage, on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(
        get_image_model_string(), on_delete=models.CASCADE, related_name="+"
    )
    alt_text = models.CharField(_("what it shows"), max_length=250, blank=True)

    panels: ClassVar = [FieldPanel("photo"), FieldPanel("alt_text")]


class OpeningHours(Orderable):
    """One stretch of a weekday in which the shop is open, in town time."""

    shop = ParentalKey(ShopPage, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    panels: ClassVar = [
        FieldRowPanel(
            [FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")]
        )
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"
