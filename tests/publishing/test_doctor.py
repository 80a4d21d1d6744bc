"""doctor names what does not work, and says so in its exit status."""

import pytest
from django.core.management import call_command
from django.utils import translation

from cityhub.celery import app
from publishing.models import Channel, Heartbeat
from publishing.transport import TRANSPORTS, Finding, Outcome, SendError

pytestmark = pytest.mark.django_db


class Checked:
    """A channel in good health, unless a test says otherwise."""

    fault: SendError | None = None

    def __init__(self, channel):
        self.channel = channel

    def check(self):
        """Return one good finding, or raise the fault."""
        if self.fault:
            raise self.fault
        return [Finding(name="token", ok=True)]


@pytest.fixture(autouse=True)
def _all_is_well(monkeypatch):
    for kind in TRANSPORTS:
        monkeypatch.setitem(TRANSPORTS, kind, f"{__name__}.Checked")
    monkeypatch.setattr(Checked, "fault", None)
    app.conf.task_always_eager = True  # a worker at hand
    Heartbeat.beat()
    with translation.override("en"):
        yield
    app.conf.task_always_eager = False


def doctor(capsys):
    """Return the exit status and the lines that say what is wrong."""
    status = 0
    try:
        call_command("doctor", no_color=True)
    except SystemExit as ended:
        status = ended.code
    lines = capsys.readouterr().out.splitlines()
    return status, [line for line in lines if line.startswith("✗")]


def test_all_is_well(capsys):
    assert doctor(capsys) == (0, [])


def test_a_stopped_worker_is_named(capsys):
    Heartbeat.objects.all().delete()
    status, wrong = doctor(capsys)
    assert status == 1
    assert wrong == [
        "✗ worker and beat: No sign of life yet: start the worker and the beat."
    ]


def test_a_worker_that_takes_no_work_is_named(capsys, monkeypatch):
    app.conf.task_always_eager = False
    monkeypatch.setattr("publishing.checkup.PATIENCE_WITH_WORKER", 0.2)
    status, wrong = doctor(capsys)
    assert status == 1
    assert wrong == [
        "✗ worker: No worker takes work: what is due waits. Start the worker."
    ]


def test_a_dead_token_is_named(capsys, monkeypatch):
    fault = SendError("The token has expired: connect the Page again.", Outcome.REFUSED)
    monkeypatch.setattr(Checked, "fault", fault)
    status, wrong = doctor(capsys)
    assert status == 1
    assert [line.split(": ", 1)[1] for line in wrong] == [fault.message]


def test_a_paused_channel_says_why(capsys):
    Channel.objects.get().pause("Holidays.")
    status, wrong = doctor(capsys)
    assert status == 1
    assert wrong == ["✗ Infolettre: needs attention: Holidays."]


def test_a_stopped_mail_server_is_named(capsys, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    status, wrong = doctor(capsys)
    assert status == 1
    [line] = wrong
    assert line.startswith("✗ mail server: No mail leaves: 127.0.0.1:9 does not answer")


def test_keys_that_open_nothing_are_named(capsys, settings):
    settings.CITYHUB_ENCRYPTION_KEYS = ["short"]
    status, wrong = doctor(capsys)
    assert status == 1
    assert wrong[0].startswith("✗ keys: CITYHUB_ENCRYPTION_KEYS")


def test_a_stopped_broker_is_named(capsys, celery_broker):
    celery_broker("redis://127.0.0.1:9/0")
    status, wrong = doctor(capsys)
    assert status == 1
    assert wrong[0].startswith("✗ broker: No message gets through: redis://")


@pytest.fixture
def celery_broker(monkeypatch):
    """Point Celery at another broker."""
    return lambda url: monkeypatch.setattr(app.conf, "broker_write_url", url)
