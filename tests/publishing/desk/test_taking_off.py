"""What asks to be taken off the site says so wherever it is decided."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from publishing import taking_off
from publishing.desk.deadlines import apply_rule
from publishing.desk.mail_links import link_for
from publishing.embargo import lift
from publishing.models import Deputy, Letter, Submission
from tests.factories import make_news, make_shop

pytestmark = pytest.mark.django_db

LIST, APPROVE = "desk:waiting", "desk:approve_offers"
OFF = "À retirer du site"


@pytest.fixture
def waiting(shopkeeper, facebook):
    """News on the site whose author asks to take it off."""
    page = make_news(make_shop(trusted=True))
    page.save_revision().publish()
    taking_off.ask(page, shopkeeper)
    state = page.get_workflow().start(page, shopkeeper)
    return TaskState.objects.get(pk=state.current_task_state_id)


def page_of(state):
    page = state.workflow_state.content_object
    page.refresh_from_db()
    return page


def offered(desk):
    [item] = desk.get(reverse(LIST)).context["items"]
    return item


def test_the_list_says_so_and_plans_nothing(desk, waiting):
    assert OFF in desk.get(reverse(LIST)).text
    item = offered(desk)
    assert (item.places, item.alerts, bool(item.offer)) == ([], [], True)


def test_one_click_takes_it_off(desk, waiting, shopkeeper):
    Letter.objects.all().delete()
    desk.post(reverse(APPROVE), {"one": offered(desk).offer})
    lift()
    assert page_of(waiting).live is False
    letter = Letter.objects.get(to=shopkeeper.email)
    assert letter.subject == "« Une boulangerie ouvre » quitte le site"


def test_taken_back_at_once_it_stays_and_waits_again(desk, waiting):
    desk.post(reverse(APPROVE), {"one": offered(desk).offer})
    desk.post(reverse("desk:undo", args=[waiting.pk]))
    lift()
    assert page_of(waiting).live is True
    assert offered(desk).submission.leaves is True


def test_what_has_left_the_site_is_not_brought_back(desk, waiting):
    desk.post(reverse(APPROVE), {"one": offered(desk).offer})
    lift()
    answer = desk.post(reverse("desk:undo", args=[waiting.pk]), follow=True)
    assert "Elle a déjà quitté le site." in answer.text
    assert page_of(waiting).live is False


def test_a_deputy_takes_it_off_by_mail(client, waiting):
    deputy = Deputy.objects.create(name="Paul Adjoint", email="paul@example.org")
    seen = Submission.objects.get(pk=waiting.pk).seen
    link = urlsplit(link_for(waiting, seen, deputy)).path
    screen = client.get(link)
    assert OFF in screen.text
    client.post(link, {"verb": "approve", "offer": screen.context["offer"]})
    lift()
    assert page_of(waiting).live is False


def test_managers_are_told_what_is_asked(manager, waiting):
    letter = Letter.objects.get(to=manager.email)
    assert letter.subject == "À retirer du site : Une boulangerie ouvre"
    assert "demande de retirer" in letter.text


@pytest.mark.parametrize("rule", ["next_slot", "drop", "trusted"])
def test_no_rule_of_the_town_takes_it_off(waiting, task, rule, manager, shopkeeper):
    task.when_late = rule
    task.save()
    Letter.objects.all().delete()
    late = Submission.objects.get(pk=waiting.pk).decide_by + timedelta(minutes=1)
    with time_machine.travel(late, tick=False):
        apply_rule()
        lift()
        assert Submission.objects.get(pk=waiting.pk).decide_by > timezone.now()
    assert page_of(waiting).live is True
    assert page_of(waiting).workflow_in_progress is True
    told = {letter.to: letter.text for letter in Letter.objects.all()}
    assert "jusqu’à votre décision" in told[manager.email]
    assert "Elle reste sur le site d’ici là" in told[shopkeeper.email]
