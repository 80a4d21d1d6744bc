"""The demonstration town, built step by step on an empty database."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.models import Page, Site

from cityhub.demo import agenda, facebook, news, newsletter, pages, people, shops
from cityhub.demo.calendar import Calendar
from cityhub.demo.history import is_remembered, remember_fans
from cityhub.demo.indexes import built_once
from cityhub.demo.pictures import Painter
from cityhub.demo.told import Town, told
from cityhub.home.models import HomePage, LegalNotice, TownSettings
from cityhub.photos.models import Photo
from publishing.models import Channel

#: Root, home page, directory, agenda and newsletter: what the migrations lay.
LAID_PAGES = 5

NAMED_BY_LAW = (
    "publisher", "director", "telephone", "host", "data_protection_officer",
)  # fmt: skip


def stands() -> bool:
    """Whether the town is here already."""
    return is_remembered()


def in_the_way() -> dict[str, int]:
    """Return what this database holds besides what the migrations laid."""
    found = {
        "pages": Page.objects.count() - LAID_PAGES,
        "photos": Photo.objects.count(),
        "accounts": User.objects.count(),
    }
    return {what: number for what, number in found.items() if number > 0}


def build(language: str, now: datetime, say: Callable[[str], None], width: int) -> None:
    """Build the town in `language`, the whole of it or nothing.

    `say` takes the name of each step; `width` is that of the pictures.
    """
    town = told(language)
    with transaction.atomic(), built_once():
        for step in _steps(town, Painter(town, width), Calendar(now)):
            say(step)


def _steps(town: Town, painter: Painter, calendar: Calendar) -> Iterator[str]:
    yield f"{town.words['name']}: three people and a sign"
    staff = people.settle(town)
    manager = staff["manager"]
    _put_up_the_sign(town, painter, manager)
    yield f"{len(town.shops)} shops with their windows"
    opened = shops.open_shops(town, painter, calendar, staff["shopkeeper"], manager)
    yield "A Facebook Page in the sandbox"
    page = facebook.open_page(town)
    letter = Channel.objects.get(kind=Channel.Kind.NEWSLETTER)
    yield f"{len(town.news)} pieces of news"
    told_news = news.tell_news(town, painter, calendar, opened, manager, [page])
    facebook.post_earlier_news(town, page, calendar, told_news, manager)
    yield f"{len(town.events)} events"
    agenda.fill_agenda(town, painter, calendar, opened, manager)
    yield f"{len(town.sessions)} sessions of a workshop"
    agenda.hold_workshop(town, painter, calendar, manager)
    yield "A newsletter and who reads it"
    readers = newsletter.subscribe(town, manager)
    newsletter.write_issues(town, letter, calendar, told_news, manager)
    yield "Some months of fans"
    remember_fans(letter, readers * 2 // 5, readers, calendar.today)
    remember_fans(page, facebook.FANS * 4 // 5, facebook.FANS, calendar.today)


def _put_up_the_sign(town: Town, painter: Painter, manager: User) -> None:
    home = HomePage.objects.get()
    home.introduction = town.words["introduction"]
    pages.publish(home, manager)
    site = Site.objects.get(is_default_site=True)
    sign = TownSettings.for_site(site)
    for name in ("name", "sentence", "postal_address", "contact_email"):
        setattr(sign, name, town.words[name])
    sign.logo = painter.logo()
    sign.save()
    notice = LegalNotice.for_site(site)
    for name in NAMED_BY_LAW:
        setattr(notice, name, town.words[name])
    notice.save()
