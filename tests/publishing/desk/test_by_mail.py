"""A deputy decides by the link of her letter: it shows, she acts, once."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertTemplateUsed
from wagtail.models import PageLogEntry, TaskState

from publishing.desk.mail_links import link_for
from publishing.models import Deputy, Letter, Publication, Submission
from publishing.newsletter.models import IssuePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def deputy(db):
    return Deputy.objects.create(name="Paul Adjoint", email="paul@example.org")


@pytest.fixture
def waiting(deputy, facebook, submit):
    return submit()


def address(state, reader):
    seen = Submission.objects.get(pk=state.pk).seen
    return urlsplit(link_for(state, seen, reader)).path


def approve(client, link):
    offer = client.get(link).context["offer"]
    return client.post(link, {"verb": "approve", "offer": offer})


def status(state):
    return TaskState.objects.get(pk=state.pk).status


def test_each_deputy_gets_a_link_of_her_own(waiting, deputy):
    letter = Letter.objects.get(to=deputy.email)
    assert "/a-decider/" in letter.text
    assert reverse("desk:approve", args=[waiting.pk]) not in letter.text


def test_looking_decides_nothing(client, waiting, deputy):
    response = client.get(address(waiting, deputy))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert status(waiting) == TaskState.STATUS_IN_PROGRESS


def test_the_page_is_shown_as_it_will_look(client, waiting, deputy):
    link = address(waiting, deputy)
    assert "Venez goûter." in client.get(f"{link}page/").text


def test_the_page_of_an_issue_is_shown_as_in_the_archive(
    client, deputy, submit, newsletter_page
):
    issue = IssuePage(title="Décembre", edito="Bonne lecture !", live=False)
    state = submit(newsletter_page.add_child(instance=issue))
    page = client.get(f"{address(state, deputy)}page/")
    assertTemplateUsed(page, "newsletter/issue_page.html")


def test_a_deputy_approves_in_her_name(client, waiting, deputy, shopkeeper):
    Letter.objects.all().delete()
    assert approve(client, address(waiting, deputy)).status_code == 200
    assert status(waiting) == TaskState.STATUS_APPROVED
    assert Publication.objects.count() == 2
    assert Submission.objects.get().deputy == "Paul Adjoint"
    logged = PageLogEntry.objects.get(action="desk.approve_by_mail")
    assert logged.data == {"who": "Paul Adjoint"}
    assert [letter.to for letter in Letter.objects.all()] == [shopkeeper.email]


def test_a_deputy_sends_back_with_her_words(client, waiting, deputy):
    link = address(waiting, deputy)
    client.post(link, {"verb": "send-back", "comment": "Une photo ?"})
    waiting.refresh_from_db()
    assert (waiting.status, waiting.comment) == ("rejected", "Une photo ?")
    letter = Letter.objects.latest("pk")
    assert "Paul Adjoint" in letter.text


def test_what_is_decided_is_not_decided_again(client, waiting, deputy):
    link = address(waiting, deputy)
    approve(client, link)
    for response in (client.get(link), client.post(link, {"verb": "approve"})):
        assert response.status_code == 410


def test_what_was_changed_since_the_letter_is_not_approved(client, waiting, deputy):
    link = address(waiting, deputy)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        waiting.workflow_state.content_object.specific.save_revision()
    assert client.get(link).status_code == 410


def test_a_link_ends_after_a_week(client, waiting, deputy):
    link = address(waiting, deputy)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert client.get(link).status_code == 410


def test_who_is_no_deputy_any_more_decides_nothing(client, waiting, deputy):
    link = address(waiting, deputy)
    Deputy.objects.update(active=False)
    assert client.get(link).status_code == 410


def test_a_link_says_nothing_to_who_changes_it(client, waiting, deputy):
    link = address(waiting, deputy)
    assert client.get(f"{link[:-2]}x/").status_code == 410


def test_a_link_approves_no_other_item(client, waiting, deputy, submit):
    other = submit()
    offer = client.get(address(other, deputy)).context["offer"]
    response = client.post(
        address(waiting, deputy), {"verb": "approve", "offer": offer}
    )
    assert response.status_code == 409
    assert status(other) == TaskState.STATUS_IN_PROGRESS


def test_a_manager_needs_no_signing_in_either(client, waiting, manager):
    assert approve(client, address(waiting, manager)).status_code == 200
    waiting.refresh_from_db()
    assert waiting.finished_by == manager


def test_too_many_looks_from_one_place_are_refused(client, waiting, deputy):
    link = address(waiting, deputy)
    assert [client.get(f"{link}x").status_code for _ in range(2)] != [429, 429]
    codes = {client.get("/a-decider/nothing/").status_code for _ in range(121)}
    assert codes == {410, 429}


def test_only_administrators_name_deputies(client, desk, administrator):
    assert desk.get("/gestion/deputies/").status_code == 302
    client.force_login(administrator)
    assert client.get("/gestion/deputies/").status_code == 200
