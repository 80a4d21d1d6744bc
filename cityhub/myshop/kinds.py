"""What a shopkeeper can say: each kind with its words, its icon and its form."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Page

from events.models import EventPage, SessionPage
from shops.models import NewsPage

News = NewsPage.Kind


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of item; `asks` names the fields it has besides words and photo."""

    name: str
    label: str | Promise
    hint: str | Promise
    icon: str
    page_class: type[Page] = NewsPage
    asks: tuple[str, ...] = ()

    @property
    def titled(self) -> bool:
        """Whether kind and shop make a title; elsewhere the words have to."""
        return self.page_class is NewsPage and self.name != News.NEWS

    @property
    def dated(self) -> bool:
        """Whether it takes place on dates of its own."""
        return self.page_class is not NewsPage

    def propose_title(self, shop: str) -> str:
        """Return a title for when none was typed."""
        # Translators: the title of an item, such as "Opening: Maison Weber".
        return _("%(kind)s: %(shop)s") % {"kind": self.label, "shop": shop}


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name=News.NEWS,
            label=News.NEWS.label,
            hint=gettext_lazy("Something new in the shop"),
            icon="megaphone",
        ),
        Kind(
            name="event",
            label=pgettext_lazy("kind of item", "Event"),
            hint=gettext_lazy("A tasting, a signing, a sale …"),
            icon="calendar-days",
            page_class=EventPage,
            asks=("price", "place"),
        ),
        Kind(
            name=News.OPENING,
            label=News.OPENING.label,
            hint=gettext_lazy("A new shop opens its doors"),
            icon="door-open",
            asks=("opening_date", "before", "who", "signature"),
        ),
        Kind(
            name=News.REOPENING,
            label=News.REOPENING.label,
            hint=gettext_lazy("After works or holidays"),
            icon="repeat",
            asks=("opening_date",),
        ),
        Kind(
            name=News.NEW_OWNER,
            label=News.NEW_OWNER.label,
            hint=gettext_lazy("You have taken over the shop"),
            icon="user",
            asks=("opening_date", "before", "who", "signature"),
        ),
        Kind(
            name=News.MOVE,
            label=News.MOVE.label,
            hint=gettext_lazy("A new address"),
            icon="map-pin",
            asks=("opening_date", "before"),
        ),
        Kind(
            name=News.ANNIVERSARY,
            label=News.ANNIVERSARY.label,
            hint=gettext_lazy("The shop has a birthday"),
            icon="ticket",
        ),
        Kind(
            name=News.PORTRAIT,
            label=News.PORTRAIT.label,
            hint=gettext_lazy("The people behind the counter"),
            icon="users",
            asks=("who", "signature"),
        ),
        Kind(
            name=News.CLOSING,
            label=News.CLOSING.label,
            hint=gettext_lazy("Saying goodbye"),
            icon="store",
        ),
        Kind(
            name="session",
            label=pgettext_lazy("kind of item", "Session"),
            hint=gettext_lazy("One date of a workshop"),
            icon="mic",
            page_class=SessionPage,
            asks=("speaker", "place", "places"),
        ),
    )
}


def kind_of(page: Page) -> Kind:
    """Return the kind of `page` (news, an event or a session)."""
    if isinstance(page, NewsPage):
        return KINDS[page.kind]
    return KINDS["event" if isinstance(page, EventPage) else "session"]
