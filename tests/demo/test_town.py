"""The demonstration town: alive on first sight, in both languages."""

import io
import re
from collections import Counter
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, Site, TaskState

from cityhub.demo.logins import LOGINS
from cityhub.home.models import TownSettings
from cityhub.photos.models import Photo
from events.models import EventDate, EventPage, SessionPage
from publishing.contract import Audience, Status
from publishing.facebook.sandbox.models import SandboxPage
from publishing.growth.models import FanCount
from publishing.models import Channel, Publication
from publishing.newsletter.models import IssuePage, Subscriber
from shops.models import NewsPage, ShopPage
from shops.people import shops_of

pytestmark = pytest.mark.xdist_group("demonstration")


def test_the_tree_is_sound(town):
    assert [sorted(problem) for problem in Page.find_problems()] == [[], [], [], [], []]


def test_every_shop_has_a_picture_of_its_own_hours_an_address_and_a_place(town):
    shops = list(ShopPage.objects.live())
    assert len(shops) == 27
    pictures = {Path(shop.photo.file.path).read_bytes() for shop in shops}
    assert len(pictures) == 27
    assert [shop for shop in shops if not (shop.address and shop.latitude)] == []
    assert [shop for shop in shops if not shop.opening_hours.exists()] == []
    assert [shop for shop in shops if not shop.tags.exists()] == []


def test_every_kind_of_news_is_there(town):
    kinds = set(NewsPage.objects.live().values_list("kind", flat=True))
    assert kinds == set(NewsPage.Kind.values)


def test_every_opening_says_what_was_there_before_and_who_it_is(town):
    openings = NewsPage.objects.filter(kind=NewsPage.Kind.OPENING)
    assert openings.count() == 4
    assert list(openings.filter(before="")) == []
    assert list(openings.filter(who="")) == []
    assert list(openings.filter(signature="")) == []
    assert openings.live().filter(opening_date__gt=timezone.localdate()).exists()


def test_events_lie_behind_and_ahead_in_every_status(town):
    now = timezone.now()
    assert EventDate.objects.filter(starts_at__lt=now).exists()
    assert EventDate.objects.filter(starts_at__gt=now).exists()
    assert set(EventPage.objects.values_list("status", flat=True)) == set(Status.values)
    assert EventPage.objects.filter(shop=None).exists()
    assert EventPage.objects.exclude(shop=None).exists()


def test_the_workshop_is_on_first_tuesdays_at_half_past_eight(town):
    sessions = SessionPage.objects.live()
    starts = [timezone.localtime(session.starts_at) for session in sessions]
    assert {(start.weekday(), start.time()) for start in starts} == {(1, time(8, 30))}
    assert [start for start in starts if start.day > 7] == []
    assert sum(start < timezone.now() for start in starts) == 4
    assert sessions.filter(audience=Audience.MERCHANTS).count() == 1


def test_some_items_wait_for_approval_and_one_was_sent_back_with_a_word(town):
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    assert waiting.count() == 4
    sent_back = TaskState.objects.get(status=TaskState.STATUS_REJECTED)
    assert sent_back.comment == town.comments["sent_back"]


@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login.role)
def test_the_three_people_can_sign_in(town, login):
    user = authenticate(username=login.username, password=login.password)
    assert user.first_name == town.people[login.role][0]


def test_the_shopkeeper_has_one_shop_and_the_manager_none(town):
    shopkeeper = authenticate(username="shopkeeper", password=LOGINS[0].password)
    assert [shop.title for shop in shops_of(shopkeeper)] == [town.shops["lock"].title]
    assert [
        user.username
        for user in Group.objects.get(name="Commerce manager").user_set.all()
    ] == ["manager"]


def test_fans_are_marked_as_demonstration_and_end_yesterday(town):
    counts = FanCount.objects.all()
    assert set(counts.values_list("source", flat=True)) == {"demonstration"}
    yesterday = timezone.localdate() - timedelta(days=1)
    for channel in counts.order_by().values_list("channel", flat=True).distinct():
        of_channel = counts.filter(channel=channel).order_by("day")
        assert of_channel.last().day == yesterday
        assert of_channel.count() == 150
        numbers = list(of_channel.values_list("count", flat=True))
        assert numbers == sorted(numbers)


def test_the_sign_says_the_towns_name_and_shows_its_logo(town):
    sign = TownSettings.for_site(Site.objects.get(is_default_site=True))
    assert sign.name == town.words["name"]
    assert sign.logo.description == town.scenes["logo"]


def test_shops_are_found_and_pictures_know_where_they_are_used(town):
    bakery = ShopPage.objects.get(title=town.shops["lock"].title)
    assert list(ShopPage.objects.search(bakery.title)) == [bakery]
    used = ReferenceIndex.get_references_to(bakery.photo)
    assert {int(row.object_id) for row in used} == {bakery.pk}


def test_every_picture_is_described(town):
    assert list(Photo.objects.filter(description="")) == []
    assert list(NewsPage.objects.filter(alt_text="")) == []
    assert list(EventPage.objects.filter(alt_text="")) == []


def test_words_are_set_as_a_printer_would(town):
    texts = [
        *NewsPage.objects.values_list("title", "text", "who"),
        *EventPage.objects.values_list("title", "text", "price"),
        *ShopPage.objects.values_list("title", "sentence", "description"),
    ]
    words = "\n".join(part for text in texts for part in text)
    straight = r"['\"]" if town.language == "en" else r"['\"]| [;:!?»€%]|« |\w[;!?]"
    assert re.findall(rf".*(?:{straight}).*", words) == []


def test_a_second_run_changes_nothing(town):
    before = Page.objects.count(), Photo.objects.count()
    said = io.StringIO()
    call_command("demo", stdout=said)
    assert said.getvalue() == "The demonstration town is already here.\n"
    assert (Page.objects.count(), Photo.objects.count()) == before


def test_what_was_posted_earlier_stands_on_the_page_as_the_engine_knows_it(town):
    page = SandboxPage.objects.get(name=town.words["page"])
    published = Publication.objects.filter(
        channel__kind="facebook", state=Publication.State.PUBLISHED
    )
    assert {post.remote_id for post in page.posts.all()} == set(
        published.values_list("remote_id", flat=True)
    )
    assert published.filter(due_at__isnull=False).count() == 0
    assert published.filter(published_at__gt=timezone.now()).count() == 0
    merchants = published.filter(page__newspage__audience=Audience.MERCHANTS)
    assert list(merchants) == []


def test_the_first_issue_leaves_when_the_engine_runs_and_the_next_is_composed(town):
    first, draft = IssuePage.objects.order_by("pk")
    assert first.live
    assert first.title == town.newsletter["sent"]["title"]
    assert first.publication.due_at <= timezone.now()
    kinds = Counter(first.publication.cargo.values_list("kind", flat=True))
    assert kinds == {"event": 7, "news": 3, "move": 1, "anniversary": 1, "session": 1}
    assert not draft.live
    waiting = Publication.objects.filter(carried=True, carrier=None)
    assert waiting.count() == 5


def test_everybody_agreed_to_the_newsletter_at_a_fictional_address(town):
    subscribers = Subscriber.objects.confirmed()
    assert subscribers.count() == 46
    assert subscribers.exclude(email__endswith="@example.org").count() == 0
    assert subscribers.filter(consents__isnull=True).count() == 0


def test_the_last_fans_counted_are_those_that_follow_now(town):
    for channel in Channel.objects.all():
        last = FanCount.objects.filter(channel=channel).latest("day")
        now = {
            "facebook": SandboxPage.objects.get().followers_count,
            "newsletter": Subscriber.objects.confirmed().count(),
        }
        assert last.count == now[channel.kind]
