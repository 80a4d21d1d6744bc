"""Each step of an approval reaches the other side, once, in her language."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from publishing.models import Letter
from publishing.models.approval import Decision

pytestmark = pytest.mark.django_db


def decision(state, **choices):
    return Decision(seen=state.revision.created_at, **choices)


def test_every_manager_hears_of_a_submission_in_her_language(submit, manager):
    other = User.objects.create_user("ruth", "ruth@example.org", "secret")
    other.groups.add(Group.objects.get(name="Commerce manager"))
    profile = UserProfile.get_for_user(other)
    profile.preferred_language = "en"
    profile.save()
    state = submit()
    letters = dict(Letter.objects.values_list("to", "text"))
    link = f"http://localhost:8000{reverse('desk:approve', args=[state.pk])}"
    assert set(letters) == {"manager@example.org", "ruth@example.org"}
    assert all(link in text for text in letters.values())
    assert "Anne Weber sends “Une boulangerie ouvre”." in letters["ruth@example.org"]
    assert "Anne Weber sends" not in letters["manager@example.org"]


def test_who_submits_gets_no_letter_about_it(submit, manager):
    submit(user=manager)
    assert Letter.objects.filter(to=manager.email).count() == 0


def test_without_a_manager_the_administrators_hear_of_it(submit, administrator):
    submit()
    assert [letter.to for letter in Letter.objects.all()] == ["admin@example.org"]


def test_the_author_hears_what_is_planned_where(
    submit, task, manager, shopkeeper, facebook
):
    state = submit()
    Letter.objects.all().delete()
    at = timezone.now() + timedelta(days=1)
    task.approve(state, manager, decision(state, plan={facebook: at}))
    [letter] = Letter.objects.all()
    assert letter.to == shopkeeper.email
    assert "La Page" in letter.text
    assert state.workflow_state.content_object.full_url in letter.text
    assert "http://localhost:8000/ma-boutique/" in letter.text


def test_the_author_reads_why_it_came_back(submit, task, manager, shopkeeper):
    state = submit()
    Letter.objects.all().delete()
    task.send_back(state, manager, "Une photo, s’il vous plaît.")
    [letter] = Letter.objects.all()
    assert letter.to == shopkeeper.email
    assert "Une photo, s’il vous plaît." in letter.text
    assert "Maud" in letter.text


def test_wagtails_own_mails_are_silent(submit, task, manager, administrator):
    state = submit()
    task.send_back(state, manager, "Non.")
    state.workflow_state.refresh_from_db()
    state.workflow_state.resume(user=state.workflow_state.requested_by)
    state = state.workflow_state.current_task_state
    task.approve(state, manager, decision(state))
    assert mail.outbox == []
