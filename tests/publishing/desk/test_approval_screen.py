"""The manager sees the item as it will look, corrects, plans, then decides."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertTemplateUsed
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from publishing.contract import Audience
from publishing.models import Publication
from publishing.models.approval import AlreadyDecided, Decision
from publishing.newsletter.models import IssuePage
from tests.factories import make_event, make_news

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
SUNDAY = datetime(2026, 11, 22, 10, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def _on_a_sunday():
    with time_machine.travel(SUNDAY, tick=False):
        yield


def screen(state):
    return reverse("desk:approve", args=[state.pk])


def posted(state, verb="approve", **changes):
    """Return what the browser posts: the words as they are, no channel chosen."""
    page = state.workflow_state.content_object.get_latest_revision_as_object()
    return {
        "verb": verb,
        "seen": page.latest_revision.created_at.isoformat(),
        "words-title": page.title,
        "words-text": page.text,
        "page-go_live_at": "",
        **changes,
    }


def on(channel, at="2026-11-23T08:00"):
    return {f"channel-{channel.pk}-chosen": "on", f"channel-{channel.pk}-at": at}


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_it_shows_words_channels_and_the_page(desk, submit, facebook):
    facebook.slots = [{"weekday": 0, "time": "08:00"}]
    facebook.save()
    state = submit()
    response = desk.get(screen(state))
    assert response.context["page_title"] == "Une boulangerie ouvre"
    proposal = response.context["proposal"]
    assert [form.channel.name for form in proposal.channels] == [
        "La Page",
        "Infolettre",
    ]
    assert proposal.first_at == datetime(2026, 11, 23, 8, tzinfo=PARIS)
    assert 'value="2026-11-23T08:00"' in response.text
    revision = proposal.revision
    view = reverse(
        "wagtailadmin_pages:revisions_view", args=[revision.object_id, revision.pk]
    )
    assert f'src="{view}"' in response.text


def test_approving_publishes_the_page_and_plans_it(
    desk, submit, facebook, newsletter_channel, manager
):
    state = submit()
    data = posted(state, **on(facebook), **on(newsletter_channel))
    assert desk.post(screen(state), data).status_code == 302
    page = state.workflow_state.content_object
    page.refresh_from_db()
    assert page.live is True
    planned = Publication.objects.order_by("channel_id")
    assert [(p.channel, p.at, p.carried, p.planned_by) for p in planned] == [
        (newsletter_channel, SUNDAY, True, manager),
        (facebook, datetime(2026, 11, 23, 8, tzinfo=PARIS), False, manager),
    ]


def test_the_time_is_the_towns_whatever_the_managers_zone(
    desk, submit, facebook, manager
):
    profile = UserProfile.get_for_user(manager)
    profile.current_time_zone = "America/Montreal"
    profile.save()
    state = submit()
    desk.post(screen(state), posted(state, **on(facebook)))
    assert Publication.objects.get().at == datetime(2026, 11, 23, 8, tzinfo=PARIS)


def test_without_a_time_it_goes_out_at_once(desk, submit, facebook):
    state = submit()
    desk.post(screen(state), posted(state, **on(facebook, at="")))
    assert Publication.objects.get().at == SUNDAY


def test_a_page_may_be_approved_for_the_site_alone(desk, submit, facebook):
    state = submit()
    desk.post(screen(state), posted(state))
    page = state.workflow_state.content_object
    page.refresh_from_db()
    assert page.live is True
    assert Publication.objects.count() == 0


def test_corrected_words_are_those_that_are_published(desk, submit, facebook, manager):
    state = submit()
    changes = {"words-text": "Le pain est chaud.", **on(facebook)}
    desk.post(screen(state), posted(state, **changes))
    page = state.workflow_state.content_object.specific
    page.refresh_from_db()
    assert page.text == "Le pain est chaud."
    assert page.live_revision.user == manager


def test_words_can_be_looked_at_before_deciding(desk, submit, facebook):
    state = submit()
    changes = {"words-title": "Du pain chaud", **on(facebook, at="2026-11-24T09:00")}
    response = desk.post(screen(state), posted(state, verb="look", **changes))
    state.refresh_from_db()
    proposal = response.context["proposal"]
    assert state.status == TaskState.STATUS_IN_PROGRESS
    assert proposal.page.title == "Du pain chaud"
    assert proposal.revision == state.revision
    assert proposal.first_at == datetime(2026, 11, 24, 9, tzinfo=PARIS)


def test_an_embargo_keeps_the_page_hidden(desk, submit, facebook):
    state = submit()
    changes = {"page-go_live_at": "2026-11-23T07:00", **on(facebook)}
    desk.post(screen(state), posted(state, **changes))
    page = state.workflow_state.content_object
    page.refresh_from_db()
    assert page.live is False
    assert page.scheduled_revision.approved_go_live_at == datetime(
        2026, 11, 23, 7, tzinfo=PARIS
    )
    assert Publication.objects.get().state == Publication.State.PLANNED


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"at": "2026-11-22T09:00"}, "This time has passed."),
        ({"page-go_live_at": "2026-11-24T08:00"}, "The page is not visible yet"),
    ],
)
def test_a_time_that_cannot_be_is_refused_at_its_field(
    desk, submit, facebook, changes, sentence, settings
):
    settings.LANGUAGE_CODE = "en"
    desk.cookies["django_language"] = "en"
    state = submit()
    at = changes.pop("at", "2026-11-23T08:00")
    data = posted(state, **on(facebook, at=at), **changes)
    response = desk.post(screen(state), data)
    [form] = [f for f in response.context["proposal"].channels if f.channel == facebook]
    assert form.errors["at"][0].startswith(sentence)
    assert Publication.objects.count() == 0
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS


def test_an_event_is_not_planned_after_its_end(desk, submit, facebook):
    event = make_event(starts_at=SUNDAY + timedelta(hours=4), live=False)
    state = submit(event)
    response = desk.post(screen(state), posted(state, **on(facebook)))
    [form] = [f for f in response.context["proposal"].channels if f.channel == facebook]
    assert list(form.errors) == ["at"]
    assert Publication.objects.count() == 0


def test_merchants_only_content_is_not_offered_to_public_channels(
    desk, submit, facebook, newsletter_channel
):
    state = submit(make_news(live=False, audience=Audience.MERCHANTS))
    forms = desk.get(screen(state)).context["proposal"].channels
    assert {form.channel: form.offered for form in forms} == {
        newsletter_channel: True,
        facebook: False,
    }
    data = posted(state, **on(facebook), **on(newsletter_channel))
    desk.post(screen(state), data)
    assert [p.channel for p in Publication.objects.all()] == [newsletter_channel]


def test_a_closed_channel_is_hidden_and_a_paused_one_says_why(
    desk, submit, facebook, newsletter_channel
):
    facebook.pause("The token has expired.")
    newsletter_channel.state = "closed"
    newsletter_channel.save()
    response = desk.get(screen(submit()))
    assert [f.channel for f in response.context["proposal"].channels] == [facebook]
    assert "The token has expired." in response.text


def test_sending_back_needs_a_comment(desk, submit):
    state = submit()
    response = desk.post(screen(state), posted(state, verb="send-back", comment=" "))
    assert list(response.context["send_back"].errors) == ["comment"]
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


def test_sending_back_asks_for_a_change(desk, submit):
    state = submit()
    data = posted(state, verb="send-back", comment="Une photo, s’il vous plaît.")
    desk.post(screen(state), data)
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_REJECTED
    assert state.comment == "Une photo, s’il vous plaît."


def test_approving_twice_plans_once(desk, submit, facebook):
    state = submit()
    data = posted(state, **on(facebook))
    desk.post(screen(state), data)
    response = desk.post(screen(state), data)
    assert response.url == reverse("desk:waiting")
    assert "Maud" in said(response)[-1]
    assert Publication.objects.count() == 1


def test_the_second_of_two_managers_is_told(submit, task, manager, administrator):
    state = submit()
    rival = TaskState.objects.get(pk=state.pk)
    decision = Decision(seen=state.revision.created_at)
    task.approve(state, manager, decision)
    with pytest.raises(AlreadyDecided):
        task.approve(rival, administrator, decision)


def test_words_changed_meanwhile_are_looked_at_again(desk, submit, facebook, manager):
    state = submit()
    data = posted(state, **on(facebook))
    page = state.workflow_state.content_object.get_latest_revision_as_object()
    page.title = "Autre chose"
    with time_machine.travel(SUNDAY + timedelta(minutes=1), tick=False):
        page.save_revision(user=manager)
        response = desk.post(screen(state), data)
    assert response.url == screen(state)
    assert Publication.objects.count() == 0


def test_nobody_approves_what_she_sent_herself(desk, submit, manager, facebook):
    state = submit(user=manager)
    response = desk.get(screen(state))
    assert response.context["may_decide"] is False
    assert desk.post(screen(state), posted(state, **on(facebook))).status_code == 302
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


def test_a_town_may_allow_it(desk, submit, manager, task):
    task.allow_own = True
    task.save()
    state = submit(user=manager)
    desk.post(screen(state), posted(state))
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_APPROVED


def test_a_shop_page_is_approved_without_channels(desk, submit, facebook):
    shop = make_news(live=False).get_parent().specific
    state = submit(shop)
    assert desk.get(screen(state)).context["proposal"].channels == []
    data = {
        "verb": "approve",
        "seen": state.revision.created_at.isoformat(),
        "words-title": "Maison Weber et filles",
    }
    desk.post(screen(state), data)
    shop.refresh_from_db()
    assert shop.title == "Maison Weber et filles"


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_however_much_waits(
    desk, submit, number, django_assert_max_num_queries
):
    news = make_news(live=False)
    submit(news)
    shop = news.get_parent().specific
    for _ in range(number - 1):
        submit(make_news(shop, live=False))
    desk.get(reverse("desk:waiting"))
    with django_assert_max_num_queries(20):
        response = desk.get(reverse("desk:waiting"))
    assert len(response.context["items"]) == number


def test_what_waits_longest_comes_first(desk, submit):
    submit(make_news(live=False, title="Hier"))
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        submit(make_news(live=False, title="Avant-hier"))
    items = desk.get(reverse("desk:waiting")).context["items"]
    assert [item.title for item in items] == ["Avant-hier", "Hier"]


def test_an_issue_goes_to_the_newsletter_only_and_carries(
    desk, submit, facebook, newsletter_channel, newsletter_page
):
    issue = IssuePage(title="Décembre", edito="Bonne lecture !", live=False)
    state = submit(newsletter_page.add_child(instance=issue))
    response = desk.get(screen(state))
    proposal = response.context["proposal"]
    assert [form.channel for form in proposal.channels] == [newsletter_channel]
    words = {field.html_name: field.value() or "" for field in proposal.words}
    data = {
        "verb": "approve",
        "seen": proposal.revision.created_at.isoformat(),
        **words,
        **on(newsletter_channel),
    }
    desk.post(screen(state), data)
    planned = Publication.objects.get()
    assert (planned.carried, planned.at) == (
        False,
        datetime(2026, 11, 23, 8, tzinfo=PARIS),
    )


def test_the_page_of_an_issue_is_its_archive_and_not_the_mail_once_more(
    desk, submit, newsletter_page
):
    issue = IssuePage(title="Décembre", edito="Bonne lecture !", live=False)
    response = desk.get(screen(submit(newsletter_page.add_child(instance=issue))))
    page = desk.get(response.context["on_site"])
    assert f'src="{response.context["on_site"]}"' in response.text
    assertTemplateUsed(page, "newsletter/issue_page.html")
    assert "Bonne lecture !" in page.text


def test_an_issue_with_a_fault_is_not_approved_before_it_is_mended(
    desk, submit, newsletter_channel, newsletter_page
):
    issue = IssuePage(title="Décembre", edito="Lorem ipsum", live=False)
    state = submit(newsletter_page.add_child(instance=issue))
    left_over = "«\u00a0Lorem ipsum\u00a0» y figure encore. Remplacez-le."
    assert left_over in desk.get(screen(state)).text
    data = {
        "verb": "approve",
        "seen": issue.latest_revision.created_at.isoformat(),
        "words-subject": "Le fournil ouvre",
        "words-edito": "Lorem ipsum",
        **on(newsletter_channel),
    }
    assert left_over in desk.post(screen(state), data).text
    assert Publication.objects.count() == 0
    desk.post(screen(state), data | {"words-edito": "Bonne lecture !"})
    assert Publication.objects.count() == 1
