"""What happens in town: events, and the workshop with its sessions."""

from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.contrib.auth.models import User

from cityhub.demo import pages
from cityhub.demo.approval import hand_in
from cityhub.demo.calendar import Calendar
from cityhub.demo.pictures import Painter
from cityhub.demo.shops import owner_of
from cityhub.demo.told import EventTold, Town
from events.models import EventIndexPage, EventPage, SessionPage, WorkshopPage
from events.recurrence import occurrences
from shops.models import ShopPage

FIRST_TUESDAY = "FREQ=MONTHLY;BYDAY=1TU"
HALF_PAST_EIGHT = time(8, 30)
LASTS = timedelta(hours=1, minutes=30)
PLACES = 24
ANNOUNCED = 20  # days before an event


def fill_agenda(
    town: Town,
    painter: Painter,
    calendar: Calendar,
    shops: dict[str, ShopPage],
    manager: User,
) -> dict[str, EventPage]:
    """Add every event; return them by the name they are told by."""
    index = EventIndexPage.objects.get()
    index.introduction = town.words["agenda"]
    pages.publish(index, manager)
    filled = {}
    for name, event in town.events.items():
        shop = shops.get(event.shop)
        collection = shop.people.collection if shop else None
        photo = painter.scene(name, event.title, event.scene, event.goods, collection)
        page = _page(event, calendar)
        page.photo, page.alt_text, page.shop = photo, photo.description, shop
        owner = owner_of(shop) if shop else manager
        if event.state == "live":
            first = min(date.starts_at for date in page.dates.all())
            announced = min(first - timedelta(days=ANNOUNCED), calendar.ago(1))
            pages.add(shop or index, page, owner)
            pages.publish(page, manager, announced)
        else:
            hand_in(shop or index, page, owner, manager, event.state)
        filled[name] = page
    return filled


def hold_workshop(
    town: Town, painter: Painter, calendar: Calendar, manager: User
) -> WorkshopPage:
    """Add the workshop and its sessions, past and coming."""
    title = town.workshop["title"]
    photo = painter.scene("workshop", title, "breakfast", "papers")
    moments = _first_tuesdays(calendar)
    workshop = WorkshopPage(
        title=title,
        text=town.workshop["text"],
        place=town.workshop["place"],
        rule=FIRST_TUESDAY,
        starts_on=min(moments.values()).date(),
        starts=HALF_PAST_EIGHT,
        duration=LASTS,
        places=PLACES,
        photo=photo,
        alt_text=photo.description,
    )
    pages.add(EventIndexPage.objects.get(), workshop, manager)
    pages.publish(workshop, manager, calendar.ago(150))
    for told in town.sessions.values():
        starts_at = moments[told.number]
        session = SessionPage(
            title=told.title,
            text=told.text,
            speaker=told.speaker,
            starts_at=starts_at,
            ends_at=starts_at + LASTS,
            places=PLACES,
            audience=told.audience,
        )
        announced = min(starts_at - timedelta(days=30), calendar.ago(1))
        pages.add(workshop, session, manager)
        pages.publish(session, manager, announced)
    return workshop


def _page(event: EventTold, calendar: Calendar) -> EventPage:
    page = EventPage(
        title=event.title,
        text=event.text,
        dates=[calendar.date(date) for date in event.dates],
        place=event.place,
        price=event.price,
        accessibility=event.accessibility,
        status=event.status,
        audience=event.audience,
    )
    page.tags.add(*event.tags)
    return page


def _first_tuesdays(calendar: Calendar) -> dict[int, datetime]:
    """Return the rule's dates by number; 0 is the next to come."""
    first = (calendar.today - relativedelta(months=6)).replace(day=1)
    last = calendar.today + relativedelta(months=6)
    moments = occurrences(FIRST_TUESDAY, first, HALF_PAST_EIGHT, last)
    past = sum(moment <= calendar.now for moment in moments)
    return {number - past: moment for number, moment in enumerate(moments)}
