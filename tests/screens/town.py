"""Whose screens there are in a demonstration town, with their addresses.

`python -m tests.screens.town` prints them for the town it is run in, as JSON.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

import django

if __name__ == "__main__":
    django.setup()

from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from sesame.utils import get_token
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry
from wagtail.models import Page, Site, TaskState

from cityhub.home.models import HomePage
from cityhub.myshop import personal_links
from cityhub.myshop.models import Departure, Invitation, invitation
from cityhub.photos.models import Photo
from events.models import EventIndexPage, EventPage, SessionPage, WorkshopPage
from publishing.desk import mail_links
from publishing.models import Channel, Deputy, Publication
from publishing.newsletter import tokens
from publishing.newsletter.models import IssuePage, NewsletterPage, Segment, Subscriber
from shops.models import NewsPage, ShopCategory, ShopIndexPage, ShopPage
from shops.people import shops_of
from tests.screens.names import not_screens, our_names

CONTENT = (
    HomePage, ShopIndexPage, ShopPage, NewsPage, EventIndexPage, EventPage,
    WorkshopPage, SessionPage, NewsletterPage, IssuePage,
)  # fmt: skip

#: Who walks first: a sign-in ends the link with which a visitor comes in.
ORDER = ("visitor", "shopkeeper", "manager", "administrator")
DRAFT = "Un brouillon"
#: Where a shopkeeper must have come in; the rest of My shop is its entrance.
BEHIND_HER_DOOR = {"myshop:items", "myshop:people", "myshop:say", "myshop:shop"}


@dataclass(frozen=True)
class Screen:
    """One screen: who opens it, under which name, where."""

    role: str
    name: str
    address: str


class Town:
    """One of each thing that has a screen; what the demonstration lacks is made."""

    def __init__(self) -> None:
        self.manager = User.objects.get(username="manager")
        self.shopkeeper = User.objects.get(username="shopkeeper")
        self.shop = shops_of(self.shopkeeper).order_by("pk").first()
        self.waiting = TaskState.objects.filter(
            status="in_progress", workflow_state__requested_by=self.shopkeeper
        ).earliest("pk")
        self.subscriber = Subscriber.objects.earliest("pk")
        self.segment, _made = Segment.objects.get_or_create(name="Commerçants")
        self.deputy, _made = Deputy.objects.get_or_create(
            email="ana@example.org", defaults={"name": "Ana", "active": False}
        )
        self.invitation = Invitation.objects.first() or Invitation.invite(
            name="Ana", email="ana@example.org", shop=self.shop, by=self.manager
        )
        self.departure, _asked = Departure.ask(
            self.shopkeeper, self.shop, self.shopkeeper
        )
        letter = Publication.objects.filter(channel__kind=Channel.Kind.NEWSLETTER)
        self.issued = letter.filter(carried=False).order_by("pk")
        posts = Publication.objects.exclude(channel__kind=Channel.Kind.NEWSLETTER)
        self.posts = posts.order_by("pk")
        self.pages = {kind: kind.objects.order_by("pk").first() for kind in CONTENT}

    def draft(self) -> int:
        """Return the shopkeeper's draft, which she has not sent yet."""
        mine = NewsPage.objects.child_of(self.shop).filter(title=DRAFT)
        if not mine.exists():
            page = NewsPage(title=DRAFT, text="…", live=False, owner=self.shopkeeper)
            self.shop.add_child(instance=page)
            page.save_revision(user=self.shopkeeper)
        return mine.get().pk

    def manager_opens(self) -> Iterator[tuple[str, Iterable]]:
        """Yield (name, values of each address) of our screens in the admin."""
        posts = {
            state: self.posts.filter(state=state) for state in ("published", "planned")
        }
        keys = [some.first().pk for some in posts.values() if some.exists()]
        yield "desk:approve", [self.waiting.pk]
        yield "desk:publication", keys
        yield "desk:move", keys[1:]
        yield "desk:again", keys[:1]
        yield "desk:publication_found", keys[:1]
        yield "desk:item", [self.draft()]  # with posts, it leads to these
        yield (
            "desk:channel",
            Channel.objects.order_by("pk").values_list("pk", flat=True),
        )
        yield "desk:text", [("opening", "fr", "announce")]
        yield "invitations:leaves", [self.departure.pk]
        yield "newsletter_desk:look", [self.pages[IssuePage].pk]
        yield "newsletter_desk:ask_test", [self.pages[IssuePage].pk]
        yield "newsletter_desk:deliveries", [p.pk for p in self.issued[:1]]
        for view in ("edit", "delete", "inspect", "history", "usage"):
            yield f"newsletter_subscribers:{view}", [self.subscriber.pk]
        for view in ("edit", "history", "usage"):
            yield f"newsletter_segments:{view}", [self.segment.pk]

    def manager_opens_of_wagtail(self) -> Iterator[tuple[str, Iterable]]:
        """Yield the same of the screens that Wagtail draws."""
        for name in (
            "wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_pages:search",
            "wagtailimages:index", "wagtailimages:add_multiple",
            "wagtailsnippets_shops_shopcategory:list",
            "wagtailsnippets_shops_shopcategory:add",
        ):  # fmt: skip
            yield name, [()]
        news, shop = self.pages[NewsPage].pk, self.pages[ShopPage].pk
        yield "wagtailadmin_explore", [self.pages[HomePage].pk, shop]
        yield "wagtailadmin_pages:edit", [p.pk for p in self.pages.values()]
        yield "wagtailadmin_pages:add", [("shops", "newspage", shop)]
        yield "wagtailadmin_pages:add_subpage", [shop]
        for view in ("delete", "unpublish", "move", "copy", "history",
                     "workflow_history", "usage"):  # fmt: skip
            yield f"wagtailadmin_pages:{view}", [news]
        photo = Photo.objects.earliest("pk").pk
        yield "wagtailimages:edit", [photo]
        yield "wagtailimages:delete", [photo]
        category = ShopCategory.objects.earliest("pk").pk
        yield "wagtailsnippets_shops_shopcategory:edit", [category]
        yield "wagtailsnippets_shops_shopcategory:delete", [category]
        for kind in registry:
            kept = (
                kind.for_site(Site.objects.get(is_default_site=True))
                if issubclass(kind, BaseSiteSetting)
                else kind.load()
            )
            where = kept.site_id if isinstance(kept, BaseSiteSetting) else kept.pk
            meta = kind._meta
            yield "wagtailsettings:edit", [(meta.app_label, meta.model_name, where)]

    def administrator_opens(self) -> Iterator[tuple[str, Iterable]]:
        """Yield what only an administrator looks after."""
        for view in ("edit", "delete", "history", "usage"):
            yield f"deputies:{view}", [self.deputy.pk]

    def shopkeeper_opens(self) -> Iterator[tuple[str, Iterable]]:
        """Yield the screens of My shop that need a value."""
        out = Page.objects.child_of(self.shop).live().earliest("pk").pk
        waiting = int(self.waiting.workflow_state.object_id)
        draft = self.draft()
        yield "myshop:say", [(), "opening", "event"]
        yield "myshop:item", [out, waiting, draft]
        yield "myshop:change", [out, draft]
        yield "myshop:delete", [draft]
        yield "wagtailadmin_home", [()]
        yield "wagtailadmin_explore", [self.shop.pk]
        yield "wagtailadmin_pages:edit", [out]

    def visitor_opens(self) -> Iterator[tuple[str, Iterable]]:
        """Yield what a link in a mail leads to, and a page of each kind."""
        uid = urlsafe_base64_encode(force_bytes(self.shopkeeper.pk))
        token = default_token_generator.make_token(self.shopkeeper)
        key = self.subscriber.pk
        seen = self.waiting.workflow_state.content_object.latest_revision.created_at
        said = mail_links.link_for(self.waiting, seen, self.manager)
        yield "myshop:new_password", [(uid, token)]
        yield "myshop:enter", [get_token(self.shopkeeper, scope=personal_links.SCOPE)]
        sent = f"{self.invitation.pk}-{self.invitation.times_sent}"
        yield "myshop:welcome", [invitation.SIGNER.sign(sent)]
        yield "decide_by_mail", [said.rstrip("/").rpartition("/")[2]]
        yield "newsletter:confirm", [tokens.confirm_token(key)]
        yield "newsletter:leave", [tokens.leave_token(key)]
        yield "newsletter:stay", [tokens.stay_token(key)]
        yield "newsletter:own", [tokens.own_token(key)]

    def screens(self) -> Iterator[Screen]:
        """Yield every screen of ours, and of Wagtail's what people meet."""
        told = {
            "visitor": self.visitor_opens(),
            "shopkeeper": self.shopkeeper_opens(),
            "manager": [*self.manager_opens(), *self.manager_opens_of_wagtail()],
            "administrator": self.administrator_opens(),
        }
        known = set()
        for role, names in told.items():
            for name, values in names:
                known.add(name)
                for value in values:
                    arguments = value if isinstance(value, tuple) else (value,)
                    yield Screen(role, name, reverse(name, args=arguments))
        for name in sorted(our_names() - not_screens() - known):
            address = address_of(name)
            yield Screen(role_at(name, address), name, address)
        for page in self.pages.values():
            yield Screen("visitor", page._meta.label, page.get_url())
        yield Screen("visitor", "nothing there", "/nothing-there/")


def address_of(name: str) -> str:
    """Return the address of a screen that needs no values."""
    try:
        return reverse(name)
    except NoReverseMatch:
        raise LookupError(
            f"{name} is new: say in tests/screens/town.py with which values it is "
            "opened, or in tests/screens/names.py why it is no screen."
        ) from None


def role_at(name: str, address: str) -> str:
    """Return who opens an address of ours that needs no values."""
    if name == "myshop:speak_for":
        return "manager"
    if name.startswith("deputies:"):
        return "administrator"
    if address.startswith("/gestion/"):
        return "manager"
    return "shopkeeper" if name in BEHIND_HER_DOOR else "visitor"


if __name__ == "__main__":
    found = sorted(Town().screens(), key=lambda each: ORDER.index(each.role))
    print(json.dumps([asdict(screen) for screen in found]))
