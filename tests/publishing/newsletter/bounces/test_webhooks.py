"""What the mail provider tells us: bounces, complaints, wishes to leave."""

from base64 import b64encode

import pytest

from publishing.newsletter.models import Bounce, Consent, Delivery, Subscriber

pytestmark = pytest.mark.django_db

SECRET = "provider:sixteen-letters-and-more"
POSTMARK = "/newsletter/provider/postmark/tracking/"
BREVO = "/newsletter/provider/brevo/tracking/"


@pytest.fixture
def delivery(make_subscribers, plan_issue, under_way):
    """A mail that was sent."""
    make_subscribers(1)
    under_way(plan_issue())
    Delivery.objects.update(state=Delivery.State.SENT)
    return Delivery.objects.get()


@pytest.fixture
def tell(client, settings):
    """Call as the provider does; returns the status."""

    def call(address: str, event: dict, secret: str = SECRET) -> int:
        name = address.split("/")[3]
        settings.EMAIL_BACKEND = f"anymail.backends.{name}.EmailBackend"
        settings.ANYMAIL = {
            "POSTMARK_SERVER_TOKEN": "token",
            "BREVO_API_KEY": "key",
            "WEBHOOK_SECRET": SECRET,
        }
        word = b64encode(secret.encode()).decode()
        return client.post(
            address,
            event,
            content_type="application/json",
            headers={"Authorization": f"Basic {word}"},
        ).status_code

    return call


def mark(delivery: Delivery) -> str:
    return f"issue.{delivery.publication_id}.{delivery.subscriber_id}"


def by_postmark(delivery: Delivery, **said) -> dict:
    return {
        "RecordType": "Bounce",
        "Email": delivery.address,
        "Metadata": {"cityhub_mail": mark(delivery)},
        **said,
    }


def by_brevo(delivery: Delivery, event: str, reason: str = "") -> dict:
    return {
        "event": event,
        "email": delivery.address,
        "reason": reason,
        "message-id": delivery.message_id,  # kept: no metadata needed
    }


def state() -> str:
    return Subscriber.objects.get().state


@pytest.mark.parametrize(
    ("said", "kind", "becomes"),
    [
        ({"Type": "HardBounce"}, "hard", "unreachable"),
        (
            {"Type": "HardBounce", "Details": "smtp;550 5.7.1 Blocked by policy"},
            "blocked",
            "confirmed",
        ),
        ({"Type": "SoftBounce", "Details": "554 5.0.0 No"}, "soft", "confirmed"),
        ({"Type": "BadEmailAddress"}, "hard", "unreachable"),
        ({"Type": "Blocked"}, "blocked", "confirmed"),
        ({"Type": "SpamComplaint"}, "complaint", "unsubscribed"),
        ({"RecordType": "SpamComplaint"}, "complaint", "unsubscribed"),
    ],
)
def test_postmark_tells_what_came_back(delivery, tell, said, kind, becomes):
    assert tell(POSTMARK, by_postmark(delivery, **said)) == 200
    bounce = Bounce.objects.get()
    assert (bounce.delivery, bounce.kind, bounce.source) == (delivery, kind, "provider")
    assert state() == becomes


@pytest.mark.parametrize(
    ("event", "reason", "kind"),
    [
        ("hard_bounce", "550 5.1.1 unknown user", "hard"),
        ("hard_bounce", "452 mailbox full", "soft"),
        ("soft_bounce", "", "soft"),
        ("invalid_email", "", "hard"),
        ("blocked", "", "blocked"),
        ("error", "", "blocked"),
        ("spam", "", "complaint"),
    ],
)
def test_brevo_tells_what_came_back(delivery, tell, event, reason, kind):
    assert tell(BREVO, by_brevo(delivery, event, reason)) == 200
    assert Bounce.objects.get().kind == kind


def test_an_address_that_reads_like_a_soft_bounce_is_none(delivery, tell):
    delivery.address = "transient@microsoft.example"
    tell(POSTMARK, by_postmark(delivery, Type="HardBounce"))
    assert Bounce.objects.get().kind == "hard"


def test_who_unsubscribes_there_is_unsubscribed_here(delivery, tell):
    assert tell(BREVO, by_brevo(delivery, "unsubscribe")) == 200
    assert state() == "unsubscribed"
    assert Consent.objects.get().source == Consent.Source.PROVIDER
    assert not Bounce.objects.exists()


@pytest.mark.parametrize(
    "event",
    ["delivered", "deferred", "opened", "unique_proxy_open", "click", "request"],
)
def test_what_arrives_or_is_opened_is_not_kept(delivery, tell, event):
    assert tell(BREVO, by_brevo(delivery, event)) == 200
    assert not Bounce.objects.exists()
    assert state() == "confirmed"


def test_to_hear_of_it_twice_changes_nothing(delivery, tell):
    for _call in range(2):
        assert tell(BREVO, by_brevo(delivery, "spam")) == 200
    assert Bounce.objects.count() == 1
    assert Consent.objects.count() == 1


@pytest.mark.parametrize("message_id", ["issue.nobodys.1", "issue.x.y", "<a@b>", ""])
def test_a_mail_that_is_none_of_ours_is_ignored(delivery, tell, message_id):
    event = {**by_brevo(delivery, "hard_bounce"), "message-id": message_id}
    assert tell(BREVO, event) == 200
    assert not Bounce.objects.exists()


def test_somebody_erased_since_is_ignored(delivery, tell):
    Subscriber.objects.all().delete()
    assert tell(BREVO, by_brevo(delivery, "hard_bounce")) == 200
    assert not Bounce.objects.exists()


@pytest.mark.parametrize("secret", ["", "provider:", "provider:wrong"])
def test_a_forged_call_is_turned_away_without_work(
    delivery, tell, secret, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert tell(BREVO, by_brevo(delivery, "hard_bounce"), secret) == 400


def test_only_the_provider_in_use_may_call(delivery, tell, client, settings):
    assert tell(BREVO, by_brevo(delivery, "delivered")) == 200
    assert client.post(POSTMARK).status_code == 404
    assert client.post(BREVO.replace("tracking", "inbound")).status_code == 404
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert client.post(BREVO).status_code == 404


def test_without_a_secret_there_is_no_address(client, settings):
    settings.EMAIL_BACKEND = "anymail.backends.brevo.EmailBackend"
    settings.ANYMAIL = {"BREVO_API_KEY": "key"}
    assert client.post(BREVO).status_code == 404
