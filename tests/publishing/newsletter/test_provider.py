"""Sending through a mail provider: each subscriber once, whatever it answers."""

import json
from datetime import timedelta

import pytest
from django.core import mail

from publishing.newsletter.models import Bounce, Delivery
from publishing.newsletter.postmen import on_duty
from publishing.newsletter.proof import send_proof
from publishing.transport import Outcome, SendError, transport_for
from tests.publishing.newsletter.mail_provider import HANG_UP, TAKEN

pytestmark = pytest.mark.django_db

INACTIVE = (
    422,
    {
        "ErrorCode": 406,
        "Message": "Found inactive addresses: reader-0@example.org. "
        "Inactive recipients are ones that have generated a hard bounce.",
    },
)
NO_SUCH_ADDRESS = (
    422,
    {"ErrorCode": 300, "Message": "Invalid 'To' address: 'reader-0@example.org'."},
)


def states(issue) -> dict[str, int]:
    counts = Delivery.objects.filter(publication=issue).counts()
    return {state: count for state, count in counts.items() if count}


def to_first(answer):
    return lambda address: answer if "reader-0@" in address else TAKEN


def test_everybody_gets_the_issue_once(
    mail_provider, make_subscribers, plan_issue, send
):
    make_subscribers(20)
    issue = plan_issue()
    assert send(issue) is not None
    assert send(issue) is not None
    assert sorted(mail_provider.addresses) == sorted(
        f"reader-{number}@example.org" for number in range(20)
    )
    assert states(issue) == {"sent": 20}


def test_a_mail_says_the_same_as_through_a_mail_server(
    mail_provider, post_office, settings, make_subscribers, plan_issue, send
):
    make_subscribers(1, name="Élodie Dupont, à l’écoute")
    send(plan_issue(edito="<p>Ça commence : « bientôt ».</p>"))
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    Delivery.objects.all().send_again()
    send(Delivery.objects.get().publication)

    served = post_office.parsed()
    given = mail_provider.mails[0]
    headers = {header["Name"]: header["Value"] for header in given["Headers"]}
    assert given["Subject"] == served["Subject"]
    assert given["TextBody"] == served.get_body(("plain",)).get_content()
    assert given["HtmlBody"] == served.get_body(("html",)).get_content()
    assert headers == {
        **{
            name: str(served[name])
            for name in (
                "Message-ID",
                "List-Id",
                "List-Unsubscribe",
                "List-Unsubscribe-Post",
                "Precedence",
                "Auto-Submitted",
                "Feedback-ID",
            )
        },
        "X-PM-KeepID": "true",
    }
    delivery = Delivery.objects.get()
    assert given["Metadata"] == {
        "cityhub_mail": f"issue.{delivery.publication_id}.{delivery.subscriber_id}"
    }


def test_no_mail_carries_a_pixel_or_counted_links(
    mail_provider, make_subscribers, plan_issue, send
):
    make_subscribers(1)
    send(plan_issue())
    (given,) = mail_provider.mails
    assert (given["TrackOpens"], given["TrackLinks"]) == (False, "None")


def test_a_provider_that_knows_no_tracking_is_not_asked_to_leave_it(
    settings, make_subscribers, plan_issue, send
):
    settings.EMAIL_BACKEND = "tests.publishing.newsletter.plain_provider.EmailBackend"
    make_subscribers(2)
    issue = plan_issue()
    assert send(issue) is not None
    assert states(issue) == {"sent": 2}
    assert [sorted(sent.anymail_test_params["metadata"]) for sent in mail.outbox] == [
        ["cityhub_mail"]
    ] * 2


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (NO_SUCH_ADDRESS, "hard"),
        (INACTIVE, "blocked"),
        ((400, {"Message": "No"}), "blocked"),
    ],
)
def test_a_no_is_final_and_kept_in_the_providers_words(
    mail_provider, make_subscribers, plan_issue, send, answer, kind
):
    make_subscribers(2)
    mail_provider.at_mail = to_first(answer)
    issue = plan_issue()
    assert send(issue) is not None
    assert states(issue) == {"sent": 1, "refused": 1}
    assert Delivery.objects.get(state="refused").answer.startswith(f"{answer[0]} ")
    bounce = Bounce.objects.get()
    assert (bounce.kind, bounce.source) == (kind, "server")


@pytest.mark.parametrize(
    "answer", [HANG_UP, (500, {}), (503, {}), (200, {}), (408, {})]
)
def test_what_has_no_clear_answer_is_never_sent_again_by_itself(
    mail_provider, make_subscribers, plan_issue, send, answer
):
    make_subscribers(3)
    mail_provider.at_mail = to_first(answer)
    issue = plan_issue()
    assert send(issue) is not None
    mail_provider.at_mail = lambda address: TAKEN
    send(issue)
    assert states(issue) == {"sent": 2, "uncertain": 1}
    assert mail_provider.addresses.count("reader-0@example.org") <= 1


def test_a_fault_of_our_own_after_the_call_leaves_the_mail_uncertain(
    mail_provider, make_subscribers, plan_issue, send
):
    make_subscribers(1)
    mail_provider.at_mail = lambda address: (200, {**TAKEN[1], "Message": None})
    issue = plan_issue()
    send(issue)
    assert states(issue) == {"uncertain": 1}


def test_an_answer_that_comes_too_late_leaves_the_mail_uncertain(
    mail_provider, make_subscribers, plan_issue, send, settings
):
    settings.ANYMAIL = {**settings.ANYMAIL, "REQUESTS_TIMEOUT": 0.2}
    make_subscribers(1)
    mail_provider.slowness = 0.5
    issue = plan_issue()
    assert send(issue) is not None
    assert states(issue) == {"uncertain": 1}


def test_a_provider_that_asks_to_wait_is_left_alone_that_long(
    mail_provider, make_subscribers, plan_issue, send
):
    make_subscribers(3)
    mail_provider.at_mail = lambda address: (429, {})
    mail_provider.headers["Retry-After"] = "90"
    issue = plan_issue()
    with pytest.raises(SendError) as wait:
        send(issue)
    assert wait.value.outcome == Outcome.LATER
    assert wait.value.retry_after == timedelta(seconds=90)
    assert states(issue) == {"waiting": 3}


@pytest.mark.parametrize("status", [401, 402, 403, 404])
def test_an_account_that_may_not_send_stops_the_channel(
    mail_provider, make_subscribers, plan_issue, send, status
):
    make_subscribers(2)
    mail_provider.at_mail = lambda address: (status, {"Message": "Bad token"})
    issue = plan_issue()
    with pytest.raises(SendError) as stop:
        send(issue)
    assert stop.value.outcome == Outcome.CHANNEL_DOWN
    assert states(issue) == {"waiting": 2}
    assert "token" in json.dumps(stop.value.detail)


def test_a_provider_that_cannot_be_reached_leaves_everybody_waiting(
    mail_provider, settings, make_subscribers, plan_issue, send
):
    settings.ANYMAIL = {
        **settings.ANYMAIL,
        "POSTMARK_API_URL": "http://127.0.0.1:1/",
    }
    make_subscribers(2)
    issue = plan_issue()
    with pytest.raises(SendError) as error:
        send(issue)
    assert error.value.outcome == Outcome.NOT_SENT
    assert states(issue) == {"waiting": 2}


def test_a_provider_without_its_key_stops_the_channel(settings):
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {}
    with pytest.raises(SendError) as stop:
        on_duty()
    assert stop.value.outcome == Outcome.CHANNEL_DOWN


def test_a_test_mail_leaves_through_the_provider(
    mail_provider, newsletter_page, plan_issue, manager
):
    issue = plan_issue().page.specific
    send_proof(issue, manager)
    assert manager.email in mail_provider.addresses[0]


def test_health_says_whether_the_provider_answers(
    mail_provider, newsletter_channel, settings
):
    server, _sender, returns, *_others = transport_for(newsletter_channel).check()
    assert (server.ok, returns.ok) == (True, True)
    settings.ANYMAIL = {
        **settings.ANYMAIL,
        "POSTMARK_API_URL": "http://127.0.0.1:1/",
    }
    server, *_others = transport_for(newsletter_channel).check()
    assert server.ok is False
