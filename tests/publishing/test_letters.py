"""Letters reach the mail server once, whatever happens to it."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from wagtail.users.models import UserProfile

from publishing import letters, notices, tasks
from publishing.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(clock):
    return Letter.objects.create(
        to="denise@example.org", subject="Votre annonce", text="Bonjour", html="<p>"
    )


@pytest.fixture
def mail_server(monkeypatch):
    """What the mail server answers next, oldest first."""
    answers = []

    def send_messages(self, messages):
        if answers:
            raise answers.pop(0)
        mail.outbox.extend(messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    return answers


def test_a_letter_is_delivered_once(letter):
    tasks.deliver_letters()
    tasks.deliver_letters()
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["denise@example.org"], "Votre annonce")
    ]


def test_no_letter_due_costs_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        tasks.deliver_letters()


def test_only_one_of_two_workers_takes_a_letter(letter):
    rival = Letter.objects.get(pk=letter.pk)
    assert letter.claim(timezone.now()) is True
    assert rival.claim(timezone.now()) is False


def test_a_server_that_is_down_delays_all_letters_and_loses_none(
    letter, mail_server, clock
):
    Letter.objects.create(to="second@example.org", subject="Deux", text="Bonjour")
    mail_server.append(ConnectionRefusedError())
    tasks.deliver_letters()
    letter.refresh_from_db()
    assert letter.due_at == timezone.now() + timedelta(seconds=15)
    assert mail.outbox == []
    clock.shift(timedelta(seconds=15))
    tasks.deliver_letters()
    assert sorted(sent.to[0] for sent in mail.outbox) == [
        "denise@example.org",
        "second@example.org",
    ]


def test_a_letter_that_is_sent_again_is_the_same_message(letter):
    again = Letter.objects.get(pk=letter.pk)
    ids = {letters.message_of(each).message()["Message-ID"] for each in (letter, again)}
    assert len(ids) == 1


def test_an_address_refused_for_good_fails_with_a_reason(letter, mail_server):
    refused = {"denise@example.org": (550, b"no such user")}
    mail_server.append(smtplib.SMTPRecipientsRefused(refused))
    tasks.deliver_letters()
    letter.refresh_from_db()
    assert letter.state == Letter.State.FAILED
    assert "no such user" in letter.reason
    assert letter.due_at is None


def test_an_address_refused_for_now_is_tried_again(letter, mail_server, clock):
    refused = {"denise@example.org": (450, b"greylisted")}
    mail_server.append(smtplib.SMTPRecipientsRefused(refused))
    tasks.deliver_letters()
    letter.refresh_from_db()
    assert letter.state == Letter.State.WAITING
    clock.move_to(letter.due_at)
    tasks.deliver_letters()
    assert len(mail.outbox) == 1


def test_a_worker_that_died_with_a_letter_leaves_it_to_the_next(letter, clock):
    letter.claim(timezone.now())
    tasks.deliver_letters()
    assert mail.outbox == []
    clock.shift(timedelta(minutes=5))
    tasks.deliver_letters()
    assert len(mail.outbox) == 1


def test_notices_speak_the_language_of_who_reads_them(planned, manager):
    choose_language(manager, "en")
    notices.failed(planned, "The photo is too large.")
    letter = Letter.objects.get()
    assert letter.subject == "Une boulangerie ouvre: La Page refused it"
    assert "The photo is too large." in letter.text
    desk = f"http://localhost:8000/gestion/desk/published/{planned.pk}/"
    assert desk in letter.text
    assert desk in letter.html


@pytest.mark.parametrize(
    "notice", ["failed", "missed", "late", "unreadable", "disagrees"]
)
def test_every_notice_can_be_read_with_and_without_pictures(planned, manager, notice):
    getattr(notices, notice)(planned, "Parce que.")
    letter = Letter.objects.get()
    assert "Une boulangerie ouvre" in letter.text
    assert "Une boulangerie ouvre" in letter.html
    assert "<img" not in letter.html
    assert "%(" not in letter.subject + letter.text + letter.html


def test_people_without_a_desk_are_led_to_their_shop(planned, news, django_user_model):
    news.owner = django_user_model.objects.create_user("denise", "denise@example.org")
    news.save()
    planned.refresh_from_db()
    notices.missed(planned, "Trop tard.")
    assert "http://localhost:8000/ma-boutique/" in Letter.objects.get().text


def choose_language(user, language):
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()


class ProviderSaysNo(OSError):
    """As anymail raises it: requests' errors are OSErrors."""

    def __init__(self, status_code: int) -> None:
        self.status_code = status_code


@pytest.mark.parametrize(
    ("status", "state", "second"),
    [(422, Letter.State.FAILED, "sent"), (401, Letter.State.WAITING, "waiting")],
)
def test_a_mail_provider_that_refuses_one_letter_gets_the_others(
    letter, mail_server, status, state, second
):
    other = Letter.objects.create(to="second@example.org", subject="Deux", text="B")
    mail_server.append(ProviderSaysNo(status))
    tasks.deliver_letters()
    letter.refresh_from_db()
    other.refresh_from_db()
    assert (letter.state, other.state) == (state, second)
