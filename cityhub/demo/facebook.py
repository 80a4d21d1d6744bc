"""The town's Page in the sandbox, with what was posted there before."""

from random import Random

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db.models import F

from cityhub.demo.calendar import Calendar
from cityhub.demo.told import Town
from publishing.contract import Audience
from publishing.facebook.sandbox.graph.tables import permalink
from publishing.facebook.sandbox.models import Post, Reaction, SandboxPage
from publishing.facebook.sandbox.page import ensure_page
from publishing.models import Channel, Publication
from publishing.transport import transport_for
from shops.models import NewsPage

FANS = 1238
POSTED_WITHIN = 60  # days
#: Weekday and town time at which the town posts.
SLOTS = [
    {"weekday": 0, "time": "08:00"},
    {"weekday": 2, "time": "12:15"},
    {"weekday": 4, "time": "17:30"},
]


def open_page(town: Town) -> Channel:
    """Make the Page in the sandbox and connect it."""
    number, token = ensure_page(
        town.words["page"], about=town.words["sentence"], earlier_fans=FANS
    )
    channel = Channel.objects.create(
        kind=Channel.Kind.FACEBOOK,
        name=town.words["page"],
        remote_id=number,
        slots=SLOTS,
    )
    channel.connect({"access_token": token})
    return channel


def post_earlier_news(
    town: Town,
    channel: Channel,
    calendar: Calendar,
    news: dict[str, NewsPage],
    manager: User,
) -> None:
    """Post what has been live for a while, as residents saw it at the time.

    The posts stand in the sandbox's own rows, dated as the news; from here on
    the engine looks after them like after any other.
    """
    page = SandboxPage.objects.get(number=channel.remote_id)
    chance = Random(channel.name)  # noqa: S311 (a crowd, not a secret)
    for name, told in town.news.items():
        public = told.audience == Audience.EVERYONE
        if told.state != "live" or told.days_ago > POSTED_WITHIN or not public:
            continue
        plan = Publication.objects.plan(
            news[name], channel, calendar.ago(told.days_ago), planned_by=manager
        )
        post = _post(page, plan, news[name])
        _gather_residents(post, town.remarks.get(name, []), chance)


def _post(page: SandboxPage, plan: Publication, news: NewsPage) -> Post:
    """Let `news` stand on the Page as its transport words it, since its plan."""
    plan.claim(plan.at)
    wording = transport_for(plan.channel).wording(plan, news.announcement())
    post = page.posts.create(message=wording, created_at=plan.at)
    if news.photo:
        with news.photo.file.open("rb") as file:
            page.photos.create(
                post=post,
                file=ContentFile(file.read(), f"{plan.pk}.jpg"),
                alt_text=news.alt_text,
                created_at=plan.at,
            )
    plan.record_published(
        remote_id=post.remote_id, url=permalink(post), wording=wording
    )
    Publication.objects.filter(pk=plan.pk).update(published_at=F("at"))
    return post


def _gather_residents(
    post: Post, remarks: list[tuple[str, str]], chance: Random
) -> None:
    """Let residents react and say something below `post`."""
    kinds = [Reaction.Kind.LIKE] * 4 + [Reaction.Kind.LOVE] * 2 + [Reaction.Kind.WOW]
    Reaction.objects.bulk_create(
        Reaction(post=post, visitor=f"resident-{number}", kind=chance.choice(kinds))
        for number in range(chance.randint(6, 44))
    )
    for who, what in remarks:
        post.comments.create(name=who, message=what, created_at=post.created_at)
