"""What an issue says, ready for every form it takes: mail, text, archive."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.formats import date_format
from wagtail.blocks import StreamValue, StructValue
from wagtail.models import Page

from publishing.contract import Announcement, Audience, Status
from publishing.lending import images_by_number
from publishing.models import Publication
from publishing.newsletter.blocks import publications_of
from publishing.newsletter.models.frozen import FrozenIssue
from publishing.newsletter.richtext import absolute, as_text
from publishing.town_time import in_town

if TYPE_CHECKING:
    from publishing.newsletter.models.issue import IssuePage

#: Twice the width of the column for sharp screens; JPEG, which every program shows.
ITEM_PICTURE = "fill-1040x584|format-jpeg|jpegquality-72"
WIDE_PICTURE = "width-1040|format-jpeg|jpegquality-72"

Piece = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """An issue as its mail and its archive show it, knowing no reader.

    `language` is a code ("fr"); `url` the archive's address, absolute; `mark`
    the identifier of the issue's publication, empty before it is planned.
    `pieces` are plain values; `piece.kind` names their templates.
    """

    title: str
    subject: str
    edito: str
    language: str
    url: str
    mark: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def for_everyone(self) -> "Contents":
        """Return what the public archive may show: nothing for merchants only."""
        return replace(self, pieces=for_everyone(self.pieces))

    def for_mail(self) -> "Contents":
        """Return what the mail holds: nothing that is only for the web version."""
        mailed = [piece for piece in self.pieces if not piece.get("web_only")]
        return replace(self, pieces=_without_empty_sections(mailed))

    @property
    def edito_is_within(self) -> bool:
        """Whether the edito stands among the pieces, not above them."""
        return any(piece["kind"] == "edito" for piece in self.pieces)


def for_everyone(pieces: Iterable[Piece]) -> list[Piece]:
    """Return what the public archive may show of `pieces`."""
    return _without_empty_sections([*_public(pieces)])


def _public(pieces: Iterable[Piece]) -> Iterable[Piece]:
    for piece in pieces:
        if piece["kind"] == "agenda":
            entries = [e for e in piece["entries"] if not e["merchants_only"]]
            if entries:
                yield {**piece, "entries": entries}
        elif not piece.get("merchants_only"):
            yield piece


def of_page(issue: "IssuePage") -> Contents:
    """Return what was sent of `issue`; before that, what would be sent now."""
    publication = issue.publication
    frozen = FrozenIssue.objects.filter(publication=publication).first()
    if publication and frozen:
        return thawed(issue, publication, frozen)
    free = [
        item
        for item in publications_of(issue.body)
        if item.carrier_id is None
        or item.carrier_id == (publication and publication.pk)
    ]
    return gathered(issue, publication, free)


def thawed(
    issue: "IssuePage", publication: Publication, frozen: FrozenIssue
) -> Contents:
    """Return what stands frozen."""
    return Contents(
        title=issue.title,
        subject=frozen.better_subject,
        edito=frozen.edito,
        language=issue.locale.language_code,
        url=issue.full_url or "",
        mark=publication.pk,
        pieces=frozen.pieces,
    )


def gathered(
    issue: "IssuePage",
    publication: Publication | None,
    items: Iterable[Publication],
    fresh: Collection[str] = (),
) -> Contents:
    """Return what `issue` says now, with no other items than `items`.

    Lines of the agenda say what was written down, those of `fresh` marks what
    their pages say now.
    """
    announcement = issue.announcement()
    return Contents(
        title=issue.title,
        subject=announcement.title,
        edito=announcement.text,
        language=announcement.language,
        url=announcement.url,
        mark=publication.pk if publication else "",
        pieces=_Gathering(items, fresh).pieces(issue.body),
    )


def of_item(publication: Publication | None, announcement: Announcement) -> Piece:
    """Return one item as a piece, in the manager's words where she gave some."""
    text = publication.text if publication and publication.text else announcement.text
    images = _images([announcement.image_id], ITEM_PICTURE)
    return {
        "kind": "item",
        "what": announcement.kind,
        "title": announcement.title,
        "text": text,
        "when": announcement.when,
        "where": announcement.where,
        "signature": announcement.signature,
        "status": ""
        if announcement.status == Status.SCHEDULED
        else announcement.status,
        "mark": publication.pk if publication else "",
        "link": publication.short_link if publication else announcement.url,
        "image": _shown(images.get(announcement.image_id), announcement.alt_text),
        "merchants_only": announcement.audience != Audience.EVERYONE,
    }


def tile(day: date) -> dict[str, str]:
    """Return a day as a date tile says it, in the active language."""
    return {
        "weekday": date_format(day, "D"),
        "number": date_format(day, "j"),
        "month": date_format(day, "M"),
    }


def town_day(moment: datetime) -> date:
    """Return the day of an aware instant, in town time."""
    return in_town(moment).date()


class _Gathering:
    """The pages behind the items of one issue, read once."""

    def __init__(
        self, items: Iterable[Publication], fresh: Collection[str] = ()
    ) -> None:
        self.fresh = fresh
        self.items = {item.pk: item for item in items}
        pages = Page.objects.filter(
            pk__in=[item.page_id for item in self.items.values() if item.page_id]
        )
        self.announcements = {page.pk: page.announcement() for page in pages.specific()}

    def pieces(self, body: StreamValue) -> list[Piece]:
        found = (self._piece(block) for block in body)
        return _without_empty_sections([piece for piece in found if piece])

    def _piece(self, block: StreamValue.StreamChild) -> Piece | None:
        piece = getattr(self, f"_{block.block_type}")(block.value)
        if piece and isinstance(block.value, StructValue):
            piece["web_only"] = block.value.get("web_only", False)
        return piece

    def _announcement(self, item: Publication | None) -> Announcement | None:
        if item is None or item.pk not in self.items:
            return None
        return self.announcements.get(item.page_id)

    def _item(self, value: Any) -> Piece | None:
        item = value["publication"]
        announcement = self._announcement(item)
        if announcement is None:
            return None
        piece = of_item(item, announcement)
        own = {key: value[key] for key in ("title", "text") if value[key]}
        return {**piece, **own}

    def _workshop(self, value: Any) -> Piece | None:
        item = value["publication"]
        announcement = self._announcement(item)
        if announcement is None:
            return None
        return {
            **of_item(item, announcement),
            "kind": "workshop",
            "text": value["text"] or announcement.text,
            "places": announcement.places,
            "open": announcement.status in (Status.SCHEDULED, Status.RESCHEDULED),
            "button": value["button"],
        }

    def _edito(self, value: None) -> Piece:
        return {"kind": "edito"}

    def _agenda(self, value: Any) -> Piece | None:
        entries = [e for entry in value["entries"] if (e := self._entry(entry))]
        return {"kind": "agenda", "entries": entries} if entries else None

    def _entry(self, value: Any) -> Piece | None:
        item = value["publication"]
        announcement = self._announcement(item)
        if value["day"] is None or (item is not None and announcement is None):
            return None  # a draft may lack what an issue must have
        if announcement and announcement.starts_at and item.pk in self.fresh:
            value = {
                "day": town_day(announcement.starts_at),
                "when": announcement.when,
                "title": announcement.title,
                "where": announcement.where,
            }
        everyone = announcement is None or announcement.audience == Audience.EVERYONE
        scheduled = announcement is None or announcement.status == Status.SCHEDULED
        return {
            "tile": tile(value["day"]),
            "when": value["when"],
            "title": value["title"],
            "where": value["where"],
            "mark": item.pk if item else "",
            "link": item.short_link if item else "",
            "status": "" if scheduled else announcement.status,  # type: ignore[union-attr]
            "merchants_only": not everyone,
        }

    def _correction(self, value: Any) -> Piece | None:
        item = value["publication"]
        if item is None or item.page is None or not item.page.live:
            return None
        announcement = item.page.specific.announcement()
        return {
            "kind": "correction",
            "mark": item.pk,
            "title": announcement.title,
            "text": value["text"],
            "link": item.short_link,
            "merchants_only": announcement.audience != Audience.EVERYONE,
        }

    def _heading(self, value: str) -> Piece:
        return {"kind": "heading", "text": value}

    def _text(self, value: Any) -> Piece | None:
        html = absolute(value["text"].source)
        if not as_text(html):
            return None
        return {"kind": "text", "html": html, "text": as_text(html)}

    def _picture(self, value: Any) -> Piece | None:
        if value["image"] is None:
            return None
        images = _images([value["image"].pk], WIDE_PICTURE)
        image = _shown(images[value["image"].pk], value["alt_text"])
        return {"kind": "picture", "image": image, "caption": value["caption"]}

    def _quote(self, value: Any) -> Piece:
        return {"kind": "quote", "text": value["text"], "who": value["who"]}

    def _figure(self, value: Any) -> Piece:
        names = ("number", "label", "source")
        return {"kind": "figure", **{name: value[name] for name in names}}

    def _poll(self, value: Any) -> Piece:
        names = ("question", "url", "button")
        return {"kind": "poll", **{name: value[name] for name in names}}


def _without_empty_sections(pieces: list[Piece]) -> list[Piece]:
    """Leave out a heading that nothing follows but another heading."""
    following = [piece["kind"] for piece in pieces[1:]] + ["heading"]
    return [
        piece
        for piece, after in zip(pieces, following, strict=False)
        if (piece["kind"], after) != ("heading", "heading")
    ]


def _images(ids: Iterable[int | None], spec: str) -> dict[int | None, Any]:
    images = images_by_number(ids)
    return {number: each.get_rendition(spec) for number, each in images.items()}


def _shown(rendition: Any, alt_text: str) -> Piece | None:
    if rendition is None:
        return None
    url = rendition.url
    return {
        "url": url if "://" in url else f"{settings.CITYHUB_BASE_URL}{url}",
        "width": rendition.width,
        "height": rendition.height,
        "alt": alt_text,
    }
