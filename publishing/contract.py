"""What content promises to the engine; the only module that content imports.

A page says what is true about itself in an `Announcement`, knowing no channel.
The engine makes every channel show it and keeps it so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who may see content."""

    EVERYONE = "everyone", _("Everyone")
    MERCHANTS = "merchants", _("Merchants only")

    @classmethod
    def seen_by(cls, user: User | AnonymousUser) -> tuple["Audience", ...]:
        """Return the audiences to which `user` belongs: merchants may sign in."""
        if user.is_authenticated and user.has_perm("wagtailadmin.access_admin"):
            return cls.EVERYONE, cls.MERCHANTS
        return (cls.EVERYONE,)


class Status(models.TextChoices):
    """Whether what a page speaks of takes place as said (schema.org eventStatus)."""

    SCHEDULED = "scheduled", _("As planned")
    RESCHEDULED = "rescheduled", _("Moved to another date")
    POSTPONED = "postponed", _("Postponed, date to come")
    CANCELLED = "cancelled", _("Cancelled")
    FULL = "full", _("Full")


@dataclass(frozen=True)
class Picture:
    """A Wagtail image and the words for those who don't see it."""

    image_id: int
    alt_text: str = ""


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What a page says about itself, frozen.

    `kind` names the templates ("opening", "event", "session" …). `text` is
    plain text. `url` is absolute. `image_id` is a Wagtail image, None without a
    picture; `more_pictures` come after it. `shop` is the name of the shop that
    says it, empty for the town. `starts_at` and `ends_at` are aware instants; `when` says the same
    in the words of `language` (a language code, "fr"). `day` is the day of what has
    no hour (a shop opens). `tags` are free words
    without "#". `signature` is a first name or empty. `useless_after`: an aware
    instant after which announcing it helps nobody, None for never. `places`: how
    many may come, None where that isn't limited.
    """

    kind: str
    title: str
    text: str
    url: str
    language: str
    audience: Audience = Audience.EVERYONE
    image_id: int | None = None
    alt_text: str = ""
    more_pictures: tuple[Picture, ...] = ()
    shop: str = ""
    when: str = ""
    where: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    day: date | None = None
    status: Status = Status.SCHEDULED
    tags: tuple[str, ...] = ()
    signature: str = ""
    useless_after: datetime | None = None
    places: int | None = None

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Return all pictures, the first one first."""
        if self.image_id is None:
            return self.more_pictures
        return (Picture(self.image_id, self.alt_text), *self.more_pictures)


class Publishable:
    """The ability of a page to be announced.

    Mix it into a Wagtail page *before* `Page`. `words` names the page's fields
    that the commerce manager may correct while she approves, `announced_with` the
    foreign keys that its announcement follows. A page that
    carries others on its channel (an issue carries what was approved for the
    newsletter) sets `carrier`. `site_preview` is the preview mode in which it looks
    as on the site. `trusted`: where the town wants it so, it goes out though nobody
    decided in time.
    """

    words: ClassVar[tuple[str, ...]] = ("title", "text")
    announced_with: ClassVar[tuple[str, ...]] = ()
    carrier: ClassVar[bool] = False
    site_preview: ClassVar[str] = ""

    @property
    def trusted(self) -> bool:
        """Whether the town trusts who says it."""
        return False

    def closed_days(self) -> list[date]:
        """Return on which of its days the place it names is closed, as that says."""
        return []

    @classmethod
    def coming(cls, begin: datetime, end: datetime) -> models.QuerySet | None:
        """Return the live pages of this kind that begin between two aware instants.

        None for a kind that has no dates.
        """
        return None

    def announcement(self) -> Announcement:
        """Return what this page says about itself now."""
        message = f"{type(self).__name__} must say what it announces"
        raise NotImplementedError(message)

    @classmethod
    def read_along(cls, pages: Sequence[Any]) -> None:
        """Read at once what the announcements of many `pages` of this kind need."""
        prefetch_related_objects(pages, *cls.announced_with)
