"""Workshops and their sessions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from events.recurrence import occurrences, validate_rule
from events.wording import say_dates, say_day
from publishing.contract import Announcement, Audience, Publishable, Status
from shops.audience import ForItsAudience
from shops.hours import days_of
from shops.models import ShopPage


class WorkshopPage(ForItsAudience):
    """A series of sessions with a rule (« first Tuesday of the month »)."""

    parent_page_types: ClassVar = ["events.EventIndexPage"]
    shown_with: ClassVar = ("photo", "locale")
    subpage_types: ClassVar = ["events.SessionPage"]

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
    rule = models.CharField(
        _("rule"),
        max_length=200,
        blank=True,
        validators=[validate_rule],
        help_text=_(
            "RFC 5545, for example FREQ=MONTHLY;BYDAY=1TU for the first Tuesday "
            "of each month. Empty: dates are entered one by one."
        ),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    starts = models.TimeField(_("starts"), null=True, blank=True)
    duration = models.DurationField(_("lasts"), default=timedelta(hours=1, minutes=30))
    place = models.CharField(_("place"), max_length=200, blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    audience = models.CharField(
        _("who may see it"),
        max_length=20,
        choices=Audience.choices,
        default=Audience.EVERYONE,
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("text"),
        MultiFieldPanel(
            [
                FieldPanel("rule"),
                FieldRowPanel(
                    [
                        FieldPanel("starts_on"),
                        FieldPanel("starts"),
                        FieldPanel("duration"),
                    ]
                ),
            ],
            heading=_("When"),
        ),
        FieldRowPanel([FieldPanel("place"), FieldPanel("places")]),
        FieldPanel("photo"),
        FieldPanel("alt_text"),
        FieldPanel("audience"),
    ]

    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("text"),
        index.FilterField("audience"),
    ]

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")

    @transaction.atomic
    def lay_sessions(self, until: date, *, live: bool = True) -> list["SessionPage"]:
        """Make the sessions that the rule foresees from today to `until`.

        Returns the new ones. A session's address is the day on which the rule
        put it, so that one that was moved, cancelled or unpublished is not made
        again; nor is a day taken twice.
        """
        if not self.rule or self.starts is None:
            return []
        WorkshopPage.objects.select_for_update().get(pk=self.pk)  # one at a time
        today = timezone.localdate()
        foreseen = occurrences(self.rule, self.starts_on or today, self.starts, until)
        taken = self._days_taken()
        return [
            self._lay_session(starts_at, live=live)
            for starts_at in foreseen
            if starts_at >= timezone.now() and _day_of(starts_at) not in taken
        ]

    def _days_taken(self) -> set[str]:
        sessions = SessionPage.objects.child_of(self).values_list("slug", "starts_at")
        return {name for slug, at in sessions for name in (slug, _day_of(at))}

    def _lay_session(self, starts_at: datetime, *, live: bool) -> "SessionPage":
        session = self.add_child(
            instance=SessionPage(
                title=self.title,
                slug=_day_of(starts_at),
                starts_at=starts_at,
                ends_at=starts_at + self.duration,
                places=self.places,
                audience=self.audience,
                live=False,
            )
        )
        revision = session.save_revision()
        if live:
            revision.publish()
        return session


def _day_of(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}"


class SessionTag(TaggedItemBase):
    """A tag on a session."""

    content_object = ParentalKey(
        "events.SessionPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class SessionPage(Publishable, ForItsAudience):
    """One date of a workshop, with its theme, speaker and places."""

    parent_page_types: ClassVar = ["events.WorkshopPage"]
    shown_with: ClassVar = ("photo", "shop", "locale")
    subpage_types: ClassVar[list[str]] = []
    announced_with: ClassVar = ("shop",)
    words: ClassVar = ("title", "text", "alt_text")

    starts_at = models.DateTimeField(_("starts"), db_index=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    text = models.TextField(_("theme, in a few words"), max_length=2000, blank=True)
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    shop = models.ForeignKey(
        ShopPage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hosted_sessions",
        verbose_name=_("hosting shop"),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    photo = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("photo"),
    )
    alt_text = models.CharField(_("what the photo shows"), max_length=250, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.SCHEDULED
    )
    audience = models.CharField(
        _("who may see it"),
        max_length=20,
        choices=Audience.choices,
        default=Audience.EVERYONE,
    )
    tags = ClusterTaggableManager(
        through=SessionTag, blank=True, verbose_name=_("tags")
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("text"),
        FieldPanel("speaker"),
        FieldPanel("status"),
        FieldPanel("shop"),
        FieldRowPanel([FieldPanel("place"), FieldPanel("places")]),
        FieldPanel("photo"),
        FieldPanel("alt_text"),
        FieldPanel("audience"),
        FieldPanel("tags"),
    ]

    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("text"),
        index.SearchField("speaker"),
        index.FilterField("audience"),
    ]

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @cached_property
    def workshop(self) -> WorkshopPage:
        """Return the series that this is a date of: the page's parent."""
        return self.get_parent().specific

    def get_admin_display_title(self) -> str:
        """Tell the sessions of a workshop apart by their days, in lists."""
        title = super().get_admin_display_title()
        return f"{title}, {say_day(timezone.localtime(self.starts_at).date())}"

    @property
    def last_instant(self) -> datetime:
        """Return the end, or the start where no end was said."""
        return self.ends_at or self.starts_at

    @property
    def where(self) -> str:
        """Return the place in words: its own, the hosting shop's, the series'."""
        if self.place:
            return self.place
        if self.shop:
            return ", ".join(p for p in (self.shop.title, self.shop.address) if p)
        return self.workshop.place

    def full_clean(self, *args: object, **kwargs: object) -> None:
        """Keep a session of a merchants-only workshop for merchants, then check."""
        if self.path and self.workshop.audience == Audience.MERCHANTS:
            self.audience = Audience.MERCHANTS
        super().full_clean(*args, **kwargs)

    @classmethod
    def coming(cls, begin: datetime, end: datetime) -> "models.QuerySet[SessionPage]":
        """Return the live sessions that begin between two instants."""
        return cls.objects.live().filter(starts_at__gte=begin, starts_at__lt=end)

    @classmethod
    def read_along(cls, pages: Sequence["SessionPage"]) -> None:
        """Read their workshops, shops and tags at once."""
        super().read_along(pages)
        prefetch_related_objects(pages, "tags")
        paths = {page.path[: -page.steplen] for page in pages}
        series = {
            each.path: each for each in WorkshopPage.objects.filter(path__in=paths)
        }
        for page in pages:
            page.workshop = series[page.path[: -page.steplen]]

    @property
    def trusted(self) -> bool:
        """Return whether the town trusts the hosting shop."""
        return self.shop is not None and self.shop.trusted

    def closed_days(self) -> list[date]:
        """Return on which days the shop where it takes place is closed."""
        if self.place or self.shop is None:
            return []
        span = days_of(self.starts_at, self.ends_at)
        return self.shop.closed_at_either_end([span])

    def announcement(self) -> Announcement:
        """Return what this session says about itself now."""
        language = self.locale.language_code
        workshop = self.workshop
        return Announcement(
            kind="session",
            title=self.title,
            text=self.text or workshop.text,
            url=self.full_url or "",
            language=language,
            audience=Audience(self.audience),
            image_id=self.photo_id or workshop.photo_id,
            alt_text=self.alt_text if self.photo_id else workshop.alt_text,
            shop=self.shop.title if self.shop else "",
            when=say_dates([(self.starts_at, self.ends_at)], language),
            where=self.where,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            status=Status(self.status),
            tags=tuple(tag.name for tag in self.tags.all()),
            useless_after=self.last_instant,
            places=self.places,
        )
