"""The port between the engine and a channel's kind.

A transport speaks our language on one side and its vendor's on the other. It
alone decides what an error of the vendor means; only the engine acts on it.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, TypeAlias, TypedDict

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from publishing.contract import Announcement

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from publishing.models import Channel, Publication

#: Words for people, translated when they are read.
Sentence: TypeAlias = "str | _StrPromise"

TRANSPORTS = {
    "facebook": "publishing.facebook.transport.FacebookTransport",
    "newsletter": "publishing.newsletter.transport.NewsletterTransport",
}


class Outcome(models.TextChoices):
    """What a failed call means for the engine."""

    NOT_SENT = "not_sent", _("nothing can have happened")
    LATER = "later", _("the channel asks to wait")
    AMBIGUOUS = "ambiguous", _("it may be there")
    REFUSED = "refused", _("this content will not do")
    CHANNEL_DOWN = "channel_down", _("the channel does not work")


class SendError(Exception):
    """A call failed, with one verdict.

    `message` is a sentence for the commerce manager, lazy and translated.
    `retry_after` says how long the channel asks to wait (LATER only), and
    `whole_channel` whether that holds for all that it publishes. `detail` is for
    the log of attempts; it never holds a token.
    """

    def __init__(
        self,
        message: Sentence,
        outcome: Outcome,
        *,
        retry_after: timedelta | None = None,
        whole_channel: bool = True,
        detail: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.outcome = outcome
        self.retry_after = retry_after
        self.whole_channel = whole_channel
        self.detail = detail


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Where a publication lives: the channel's identifier and a link to look at.

    `flaw` is a sentence for the managers when it came out otherwise than meant.
    """

    remote_id: str
    url: str = ""
    flaw: Sentence = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of a channel's health: what was checked, whether it is well.

    `ok` is None where only a person can tell or decide. `sentence` is for people:
    what is wrong and what to do; may be empty when ok. What works until `ends_at`
    (aware) and no longer has a `key`, by which its warnings are told apart. Nothing
    can be sent on the channel while something `fatal` isn't mended.
    """

    name: str
    ok: bool | None
    sentence: str = ""
    ends_at: datetime | None = None
    key: str = ""
    fatal: bool = False


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something in a page that readers of a channel should not meet.

    `where` names the part, `sentence` says what is wrong and how to mend it, both
    for the manager. Nothing is approved for the channel while a fault `blocks`.
    `url` leads to where it can be mended, where that is another screen.
    """

    where: str
    sentence: str
    blocks: bool = True
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Rest:
    """A pause that a channel calls for before it would enforce one.

    `sentence` says why, for people; `time` is how long.
    """

    sentence: str
    time: timedelta


@dataclass(frozen=True, kw_only=True)
class Sight:
    """Something that stands on a channel, for a person to recognise.

    `published_at` is aware. `ours`: this installation of CityHub put it there.
    """

    remote_id: str
    url: str
    text: str
    published_at: datetime
    ours: bool = True


class ShownPicture(TypedDict):
    """A picture as it stands on a channel, as far as a page can change it.

    `names` are those of its file, any of which tells that it is the same; `crop`
    and `alt_text` are how it is shown.
    """

    names: list[str]
    crop: str
    alt_text: str


class Transport(ABC):
    """The behaviour behind a channel's kind.

    Calls take at most the channel's time limits, raise nothing but SendError,
    and never run inside a transaction.
    """

    #: How long to wait after an unclear try before the channel can be read back.
    grace: ClassVar[timedelta | None] = None

    def __init__(self, channel: "Channel") -> None:
        self.channel = channel

    @classmethod
    def grace_time(cls) -> timedelta:
        """Return the wait between an unclear try and the look."""
        if cls.grace is not None:
            return cls.grace
        return timedelta(seconds=settings.PUBLISHING_GRACE_SECONDS)

    @abstractmethod
    def wording(self, publication: "Publication", announcement: Announcement) -> str:
        """Return what would stand on the channel, as text.

        Its fingerprint tells the engine whether the channel still agrees with
        the page.
        """

    def pictures(
        self, publication: "Publication", announcement: Announcement
    ) -> "list[ShownPicture]":
        """Return the pictures that would stand on the channel, [] for none."""
        return []

    def faults(self, page: Page) -> list[Fault]:
        """Return what is wrong with `page` (a draft, specific) for this channel.

        May ask other servers; never call it inside a transaction.
        """
        return []

    @abstractmethod
    def publish(
        self, publication: "Publication", announcement: Announcement
    ) -> Receipt | None:
        """Send once. None: part of it is sent, the engine calls again for the rest."""

    @abstractmethod
    def find(self, publication: "Publication", since: datetime) -> Receipt | None:
        """Return where the publication's mark stands on the channel, None if absent.

        `since` is an aware instant before which it can't have been sent.
        """

    def was_told(self, publication: "Publication") -> bool:
        """Whether the channel told us by itself that the mark stands there.

        No call is made. Then an unclear try needn't wait to be looked for.
        """
        return False

    @abstractmethod
    def amend(self, publication: "Publication", announcement: Announcement) -> Receipt:
        """Make what stands there say what the page says now. Safe to repeat."""

    @abstractmethod
    def withdraw(self, publication: "Publication") -> None:
        """Take away what stands there. Gone already counts as done."""

    def agrees(self, publication: "Publication", announcement: Announcement) -> bool:
        """Whether what was sent says what would be said now."""
        return self.wording(publication, announcement) == publication.sent_wording

    def shows(self, announcement: Announcement) -> bool:
        """Whether the town wants something that says this to stand here at all."""
        return True

    def address(self) -> str:
        """Return where people see this channel, "" where there is no such place."""
        return ""

    def recent(self) -> list[Sight]:
        """Return what was published here last, newest first; [] where nobody can see."""
        return []

    def other_posts(self, begin: datetime, end: datetime) -> list[Sight]:
        """Return what others put here between two instants (aware), as we know it.

        From our own rows, without a call.
        """
        return []

    def locate(self, address: str) -> Sight | None:
        """Return what stands at `address` (pasted, or an identifier), None if nothing."""
        return None

    def remark(self, publication: "Publication", words: str) -> None:
        """Write `words` below what stands there, once."""
        raise SendError(_("Nothing can be written below it there."), Outcome.REFUSED)

    def has_remark(self, publication: "Publication", words: str) -> bool:
        """Whether `words` stand below what stands there."""
        return False

    def follow_up(self, publication: "Publication", announcement: Announcement) -> str:
        """Return what is to be remarked below it once it is out, "" for nothing."""
        return ""

    def correction(self, publication: "Publication", announcement: Announcement) -> str:
        """Return what to write below something that can't be amended, "" for nothing."""
        return ""

    def new_pictures(
        self, publication: "Publication", announcement: Announcement
    ) -> str:
        """Return what to write below what shows other pictures, "" for nothing.

        It stays true whatever pictures follow, so that it is written once.
        """
        return ""

    @abstractmethod
    def count_fans(self) -> int:
        """Return how many follow this channel now."""

    def rest(self) -> Rest | None:
        """Return the pause that the last answer calls for; it makes no call itself."""
        return None

    @abstractmethod
    def check(self) -> list[Finding]:
        """Return the channel's health, one finding for each thing that must work."""

    @abstractmethod
    def preview(self, announcement: Announcement) -> SafeString:
        """Return HTML that shows the item as it will look on this channel."""


def transport_for(channel: "Channel") -> Transport:
    """Return the transport of `channel`."""
    return import_string(TRANSPORTS[channel.kind])(channel)
