"""What the shops have said, and what waits for approval."""

from datetime import timedelta

from django.contrib.auth.models import User

from cityhub.demo import pages
from cityhub.demo.approval import hand_in
from cityhub.demo.calendar import Calendar
from cityhub.demo.pictures import Painter
from cityhub.demo.shops import owner_of
from cityhub.demo.told import NewsTold, Town
from publishing.models import Channel
from shops.models import NewsPage, ShopPage


def tell_news(
    town: Town,
    painter: Painter,
    calendar: Calendar,
    shops: dict[str, ShopPage],
    manager: User,
    channels: list[Channel],
) -> dict[str, NewsPage]:
    """Add every piece of news, as far as it has come; return them by name."""
    told = {}
    for name, news in town.news.items():
        shop = shops[news.shop]
        goods = town.shops[news.shop].goods
        collection = shop.people.collection
        photo = painter.scene(name, news.title, news.scene, goods, collection)
        page = _page(news, calendar)
        page.photo, page.alt_text = photo, photo.description
        if news.state == "live":
            pages.add(shop, page, owner_of(shop))
            pages.publish(page, manager, calendar.ago(news.days_ago))
        else:
            hand_in(
                shop,
                page,
                owner_of(shop),
                manager,
                news.state,
                comment=town.comments.get(news.state, ""),
                plan={channel: channel.next_slot(calendar.now) for channel in channels},
            )
        told[name] = page
    return told


def _page(news: NewsTold, calendar: Calendar) -> NewsPage:
    opening = None
    if news.opens_in_days is not None:
        opening = calendar.today + timedelta(days=news.opens_in_days)
    page = NewsPage(
        title=news.title,
        text=news.text,
        kind=news.kind,
        opening_date=opening,
        before=news.before,
        who=news.who,
        signature=news.signature,
        audience=news.audience,
    )
    page.tags.add(*news.tags)
    return page
