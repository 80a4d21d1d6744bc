"""Events and their dates."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page
from wagtail.search import index

from events.wording import say_dates
from publishing.contract import Announcement, Audience, Publishable, Status
from shops.hours import days_of
from shops.models import ShopPage
from shops.more_photos import WithMorePhotos
from shops.own_photos import OwnPhotosForm


class EventTag(TaggedItemBase):
    """A tag on an event."""

    content_object = ParentalKey(
        "events.EventPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class EventPage(Publishable, WithMorePhotos):
    """Something that happens in town, on one or several dates."""

    parent_page_types: ClassVar = ["events.EventIndexPage", "shops.ShopPage"]
    shown_with: ClassVar = ("photo", "shop", "locale")
    subpage_types: ClassVar[list[str]] = []
    announced_with: ClassVar = ("shop",)
    words: ClassVar = ("title", "text", "alt_text")
    base_form_class = OwnPhotosForm

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
    shop = models.ForeignKey(
        ShopPage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hosted_events",
        verbose_name=_("hosting shop"),
    )
    place = models.CharField(
        _("place"),
        max_length=200,
        blank=True,
        help_text=_("Only when it is not at the hosting shop."),
    )
    price = models.CharField(
        _("price"), max_length=100, blank=True, help_text=_("Empty when it is free.")
    )
    accessibility = models.CharField(_("accessibility"), max_length=200, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.SCHEDULED
    )
    audience = models.CharField(
        _("who may see it"),
        max_length=20,
        choices=Audience.choices,
        default=Audience.EVERYONE,
    )
    tags = ClusterTaggableManager(through=EventTag, blank=True, verbose_name=_("tags"))

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("text"),
        InlinePanel("dates", label=_("date"), min_num=1),
        FieldPanel("status"),
        MultiFieldPanel(
            [FieldPanel("shop"), FieldPanel("place"), FieldPanel("accessibility")],
            heading=_("Where"),
        ),
        FieldPanel("photo"),
        FieldPanel("alt_text"),
        FieldPanel("more_photos"),
        FieldPanel("price"),
        FieldPanel("audience"),
        FieldPanel("tags"),
    ]

    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("text"),
        index.SearchField("place"),
        index.FilterField("audience"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def where(self) -> str:
        """Return the place in words: its own, else the hosting shop's."""
        if self.place or self.shop is None:
            return self.place
        return ", ".join(part for part in (self.shop.title, self.shop.address) if part)

    def full_clean(self, *args: object, **kwargs: object) -> None:
        """Take the hosting shop from the place in the tree, then check as usual."""
        parent = self.get_parent() if self.path else None
        if self.shop_id is None and parent and parent.specific_class is ShopPage:
            self.shop = parent.specific
        super().full_clean(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """Add its other photos."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"gallery": self.gallery()}

    @classmethod
    def coming(cls, begin: datetime, end: datetime) -> "models.QuerySet[EventPage]":
        """Return the live events with a date that begins between two instants."""
        dates = EventDate.objects.filter(starts_at__gte=begin, starts_at__lt=end)
        return cls.objects.live().filter(pk__in=dates.values("event_id"))

    @classmethod
    def read_along(cls, pages: Sequence["EventPage"]) -> None:
        """Read their shops, dates and tags at once."""
        super().read_along(pages)
        prefetch_related_objects(pages, "dates", "tags")

    @property
    def trusted(self) -> bool:
        """Return whether the town trusts the hosting shop."""
        return self.shop is not None and self.shop.trusted

    def closed_days(self) -> list[date]:
        """Return on which days the shop where it takes place is closed."""
        if self.place or self.shop is None:
            return []
        spans = [days_of(each.starts_at, each.ends_at) for each in self.dates.all()]
        return self.shop.closed_at_either_end(spans)

    def announcement(self) -> Announcement:
        """Return what this event says about itself now."""
        dates = list(self.dates.all())
        language = self.locale.language_code
        return Announcement(
            kind="event",
            title=self.title,
            text=self.text,
            url=self.full_url or "",
            language=language,
            audience=Audience(self.audience),
            image_id=self.photo_id,
            alt_text=self.alt_text,
            more_pictures=self.more_pictures,
            shop=self.shop.title if self.shop else "",
            when=say_dates([(d.starts_at, d.ends_at) for d in dates], language),
            where=self.where,
            starts_at=dates[0].starts_at if dates else None,
            ends_at=dates[-1].last_instant if dates else None,
            status=Status(self.status),
            tags=tuple(tag.name for tag in self.tags.all()),
            useless_after=dates[-1].last_instant if dates else None,
        )


class EventDate(Orderable):
    """One date of an event, from one instant to another."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="dates")
    # Calendars know the date by this for ever: its key changes when a draft
    # with a new date is edited again before it goes live.
    uid = models.UUIDField(default=uuid4, editable=False)
    starts_at = models.DateTimeField(_("starts"), db_index=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    panels: ClassVar = [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])]

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("date")
        verbose_name_plural = _("dates")

    def __str__(self) -> str:
        return f"{self.starts_at}"

    @property
    def last_instant(self) -> datetime:
        """Return the end, or the start where no end was said."""
        return self.ends_at or self.starts_at

    def clean(self) -> None:
        """Refuse an end before the start, at the field of the end."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            message = _("The end must be later than the start.")
            raise ValidationError({"ends_at": message})
