"""Which of anymail's providers carry what an issue holds; nothing is called."""

import pytest
from anymail.exceptions import AnymailUnsupportedFeature
from django.core.mail import EmailMultiAlternatives, get_connection

from publishing.newsletter.letter import Person, build, headers
from publishing.newsletter.provider import ProviderPostman
from publishing.transport import SendError

KEYS = {
    "BREVO_API_KEY": "key",
    "MAILERSEND_API_TOKEN": "key",
    "MAILGUN_API_KEY": "key",
    "MAILJET_API_KEY": "key",
    "MAILJET_SECRET_KEY": "key",
    "MAILTRAP_API_TOKEN": "key",
    "MANDRILL_API_KEY": "key",
    "POSTAL_API_KEY": "key",
    "POSTAL_API_URL": "https://postal.example",
    "POSTMARK_SERVER_TOKEN": "key",
    "RESEND_API_KEY": "key",
    "SCALEWAY_SECRET_KEY": "key",
    "SCALEWAY_PROJECT_ID": "key",
    "SPARKPOST_API_KEY": "key",
}
UNTRACKED = ["mailgun", "mailjet", "mandrill", "postmark", "sparkpost"]
BY_ITS_ACCOUNT_ONLY = ["brevo", "mailtrap", "resend", "scaleway"]
#: They take nothing along by which they could tell whose mail came back.
NOT_AT_ALL = ["mailersend", "postal"]


@pytest.fixture
def mail() -> bytes:
    person = Person(
        to='"Élodie Dupont" <elodie@example.org>',
        message_id="<issue.abcdefghij.12@town.example>",
        greeting="Bonjour Élodie",
        html_greeting="Bonjour Élodie",
        leave_url="https://town.example/newsletter/quitter/x/",
        list_unsubscribe="<https://town.example/newsletter/quitter/x/>",
    )
    fields = headers("abcdefghij", person)
    message = build("L’été", "Bonjour Élodie", "<p>Bonjour Élodie</p>", person, fields)
    return message.message().as_bytes()


@pytest.fixture
def asked(settings, monkeypatch, mail):
    """Hand the mail over, up to the call; return what was asked of tracking."""

    def ask(name: str) -> list[object]:
        settings.EMAIL_BACKEND = f"anymail.backends.{name}.EmailBackend"
        settings.ANYMAIL = KEYS
        backend = get_connection()
        said = []

        def stop_before_the_call(messages: list[EmailMultiAlternatives]) -> None:
            (message,) = messages
            said.append(getattr(message, "track_opens", None))
            payload = backend.build_message_payload(message, backend.send_defaults)
            payload.get_request_params(backend.api_url)

        monkeypatch.setattr(backend, "send_messages", stop_before_the_call)
        ProviderPostman(backend).hand_over(mail, sender="", to="elodie@example.org")
        return said

    return ask


@pytest.mark.parametrize("name", UNTRACKED)
def test_those_that_can_are_told_not_to_track(asked, name):
    assert asked(name) == [False]


@pytest.mark.parametrize("name", BY_ITS_ACCOUNT_ONLY)
def test_those_that_cannot_be_told_carry_it_all_the_same(asked, name):
    assert asked(name) == [False, None]


@pytest.mark.parametrize("name", NOT_AT_ALL)
def test_those_that_could_not_tell_what_came_back_are_refused(asked, name):
    with pytest.raises(SendError) as refused:
        asked(name)
    assert isinstance(refused.value.__cause__, AnymailUnsupportedFeature)
