"""The one screen on which a shopkeeper says something."""

import json
import re
import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cityhub.myshop.closed_days import day_of, say_closed
from cityhub.myshop.forms.photos import PhotosForm
from cityhub.myshop.kinds import KINDS, Kind, kind_of
from cityhub.myshop.proposals import propose_alt, propose_tags, propose_title
from cityhub.myshop.understanding.dates import Understood, understand
from cityhub.myshop.understanding.kind import guess_kind
from cityhub.myshop.usual_hours import usual_hours
from cityhub.photos.models import Photo
from events.models import EventPage, SessionPage, WorkshopPage
from publishing.contract import Picture
from shops.models import NewsPage, ShopPage

Item = NewsPage | EventPage | SessionPage

IN_THE_DRAWER = ("price", "place", "places")
MOST_TAGS = 10
#: "Open on Sunday, for once": of such words the page of the shop should know.
SPEAKS_OF_OPENING = re.compile(r"\b(?:ouver|ouvr|open)", re.IGNORECASE)
MOST_WORDS = 2000


def line(label: Any, length: int, **attrs: str) -> forms.CharField:
    """Return an optional field of one line."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=length,
        widget=forms.TextInput(attrs=attrs),
    )


class ItemForm(PhotosForm):
    """What every item has, and what each kind asks besides.

    All fields stand in the form, so that another kind takes nothing away; only
    those that `kind` asks are checked and written. `understood` are the dates of
    its words. Fill it from a page with `words_of`, put it back with `write_to`.
    """

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    #: Set once she has seen what we propose: what is empty then stays empty.
    seen = forms.BooleanField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(
            attrs={"rows": 3, "autocapitalize": "sentences", "data-words": ""}
        ),
        error_messages={
            "required": gettext_lazy("Write at least one sentence: it is the news.")
        },
    )
    title = line(
        gettext_lazy("Title"), 120, autocapitalize="sentences", **{"data-proposed": ""}
    )
    tags = line(gettext_lazy("Hashtags"), 200, **{"data-proposed": ""})

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[Kind],
        shop: ShopPage,
        page: Item | None = None,
        workshops: Iterable[WorkshopPage] = (),
        **kwargs: Any,
    ) -> None:
        self.kinds = {kind.name: kind for kind in kinds}
        self.shop, self.page = shop, page
        self.workshops = {str(workshop.pk): workshop for workshop in workshops}
        kwargs["initial"] = {
            "token": uuid.uuid4(),
            **(words_of(page) if page else {}),
            **(kwargs.get("initial") or {}),
        }
        kwargs.setdefault("pictures", pictures_of(page) if page else ())
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            required=False, choices=[(kind.name, kind.label) for kind in kinds]
        )
        self.fields["title"].help_text = _("Empty: we propose one.")
        self.fields["tags"].help_text = _(
            "Words below the post, with commas between them."
        )
        for name, field in ASKED.items():
            if self._kinds_asking(name):
                self.fields[name] = field()
        if "session" in self.kinds and page is None:
            self.fields["workshop"] = forms.ChoiceField(
                label=_("Workshop"),
                required=False,
                choices=[(key, w.title) for key, w in self.workshops.items()],
            )

    # --- The kind -----------------------------------------------------------

    @cached_property
    def understood(self) -> Understood:
        """Return the dates of her words."""
        words = self["text"].value() or ""
        return understand(words[:MOST_WORDS], timezone.now(), usual_hours(self.shop))

    @property
    def chosen(self) -> str:
        """Return the name of the kind she chose, "" while it is only guessed."""
        name = self["kind"].value() or ""
        return name if name in self.kinds else ""

    @property
    def chosen_label(self) -> str:
        """Return what that kind is called; `form.kind` is a field for templates."""
        return str(self.kinds[self.chosen].label) if self.chosen else ""

    @cached_property
    def kind(self) -> Kind:
        """Return the kind she chose, else the one her words sound like."""
        text = self["text"].value() or ""
        guess = guess_kind(text, dated=bool(self.understood.spans))
        name = self.chosen or guess
        return self.kinds.get(name) or next(iter(self.kinds.values()))

    def choices(self) -> list[Kind]:
        """Return the kinds among which she may choose."""
        return list(self.kinds.values())

    def dated_kinds(self) -> str:
        """Return the names of the kinds that have dates of their own."""
        return " ".join(kind.name for kind in self.kinds.values() if kind.dated)

    def _kinds_asking(self, name: str) -> list[str]:
        return [kind.name for kind in self.kinds.values() if name in kind.asks]

    def asked(self) -> list[tuple[BoundField, str]]:
        """Return the fields in plain view, each with the kinds that ask it."""
        return [
            (self[name], " ".join(self._kinds_asking(name)))
            for name in ASKED
            if name in self.fields and name not in IN_THE_DRAWER
        ]

    def extras(self) -> list[tuple[BoundField, str]]:
        """Return the fields that few people need, each with the kinds that ask it."""
        return [
            (self[name], " ".join(self._kinds_asking(name)))
            for name in IN_THE_DRAWER
            if name in self.fields
        ]

    def opens_drawer(self) -> bool:
        """Whether something behind "more" is wrong and must be seen."""
        return bool(self.errors.keys() & set(IN_THE_DRAWER))

    @property
    def takes_place(self) -> ShopPage | None:
        """Return the shop unless another place was typed, or it is the town's."""
        place = self["place"].value() if "place" in self.fields else ""
        return None if place or self.kind.name == "session" else self.shop

    @property
    def closed(self) -> str:
        """Return a sentence when the shop says that it is closed on a day of opening.

        Kinds with dates of their own say it at each date.
        """
        if "opening_date" in self.kind.asks:
            day = day_of(self["opening_date"].value()) or self.understood.day
            return say_closed(self.shop, day)
        if self.kind.dated or not SPEAKS_OF_OPENING.search(self["text"].value() or ""):
            return ""
        return say_closed(self.shop, self.understood.day)

    # --- What was typed -----------------------------------------------------

    def clean_opening_date(self) -> date | None:
        """Refuse a day that is over, unless it stood there already."""
        day = self.cleaned_data["opening_date"]
        if day and day < timezone.localdate() and "opening_date" in self.changed_data:
            raise ValidationError(
                _("This day is over. Choose one to come, or leave the field empty.")
            )
        return day

    def clean_tags(self) -> list[str]:
        """Return the words between commas or behind signs, each once."""
        words = re.split(r"[,;#\n]+", self.cleaned_data["tags"])
        tags = dict.fromkeys(" ".join(word.split())[:100] for word in words)
        return [tag for tag in tags if tag][:MOST_TAGS]

    def clean(self) -> dict[str, Any]:
        """Forget what is wrong in fields that this kind doesn't ask."""
        data = super().clean() or self.cleaned_data
        for name in ASKED:
            if name in self.errors and name not in self.kind.asks:
                del self.errors[name]
        if self.kind.name == "session":
            if "workshop" in self.fields and not data.get("workshop"):
                self.add_error("workshop", _("Choose a workshop."))
            if "photo" not in self.errors and len(self.photos()) > 1:
                self.add_error("photo", _("A session shows one photo."))
        return data

    def write_to(self, page: Item) -> None:
        """Put the words onto `page`, with what is proposed where none were typed."""
        data = self.cleaned_data
        for name in ("text", *self.kind.asks):
            setattr(page, name, data[name])
        if isinstance(page, NewsPage):
            page.kind = self.kind.name
        page.title = data["title"] or self.propose_title()
        tags = data["tags"]
        if not tags and not data["seen"]:
            tags = self.propose_tags()
        page.tags.set(tags)

    def propose_title(self) -> str:
        """Return a title from her words."""
        text = self["text"].value() or ""
        return propose_title(self.kind, text, self.shop, self.understood)

    def propose_tags(self) -> list[str]:
        """Return hashtags from her words and her shop."""
        return propose_tags(self["text"].value() or "", self.shop, self.understood)

    def propose_alt(self, title: str, number: int) -> str:
        """Return words for the photo with this number."""
        return propose_alt(self.kind, title, self.shop, number)

    def put_photos(self, page: Item, photos: list[tuple[Photo, str]]) -> None:
        """Put `photos` with their words onto `page`, the first one first."""
        page.photo, page.alt_text = photos[0] if photos else (None, "")
        if not isinstance(page, SessionPage):
            rows = [
                {
                    "type": "photo",
                    "value": {"image": photo.pk, "alt_text": alt, "decorative": False},
                }
                for photo, alt in photos[1:]
            ]
            page.more_photos = json.dumps(rows)


def words_of(page: Item) -> dict[str, object]:
    """Return what the form shows of an existing page."""
    kind = kind_of(page)
    names = ("title", "text", *kind.asks)
    return {
        "kind": kind.name,
        "tags": ", ".join(page.tags.names()),
        "seen": True,
        **{name: getattr(page, name) for name in names},
    }


def pictures_of(page: Item) -> tuple[Picture, ...]:
    """Return the photos of an existing page, the first one first."""
    first = (Picture(page.photo_id, page.alt_text),) if page.photo_id else ()
    return (*first, *getattr(page, "more_pictures", ()))


def all_kinds(with_sessions: bool) -> list[Kind]:
    """Return the kinds of a new item; sessions only for those who may add some."""
    return [k for k in KINDS.values() if k.name != "session" or with_sessions]


def kinds_like(page: Item) -> list[Kind]:
    """Return the kinds that an existing page can become: news stays news."""
    return [kind for kind in KINDS.values() if isinstance(page, kind.page_class)]


ASKED = {
    "opening_date": lambda: forms.DateField(
        label=_("Which day?"),
        required=False,
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "data-proposed": ""}
        ),
        error_messages={"invalid": _("Choose a day.")},
    ),
    "before": lambda: line(_("What was there before"), 200),
    "who": lambda: forms.CharField(
        label=_("Who you are, in your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    ),
    "signature": lambda: line(_("Your first name"), 60, autocomplete="given-name"),
    "speaker": lambda: line(_("Speaker"), 120),
    "price": lambda: line(_("Price (empty when it is free)"), 100),
    "place": lambda: line(_("Place (when it is not at your shop)"), 200),
    "places": lambda: forms.IntegerField(
        label=_("Number of places"),
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    ),
}
