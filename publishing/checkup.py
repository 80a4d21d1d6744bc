"""Everything that must work, checked one by one; each check names its fault."""

import smtplib
import time
from collections.abc import Callable, Iterator

from celery import current_app
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from publishing.credentials import decrypt, encrypt
from publishing.examination import examine
from publishing.models import Channel, Heartbeat
from publishing.tasks import answer_doctor
from publishing.town_time import say_moment
from publishing.transport import Finding

PATIENCE = 3  # seconds for the broker and the mail server to answer
PATIENCE_WITH_WORKER = 8  # its hands may be full of a slow upload


def findings() -> Iterator[Finding]:
    """Check everything; one finding for each thing, as soon as it is known.

    A check that breaks becomes a finding too, so the others are still made.
    """
    database = _database()
    yield database
    yield _keys()
    yield _guarded(_("broker"), _broker)
    if database.ok:
        yield _guarded(_("older keys"), _older_keys)
        yield _guarded(_("worker"), _worker)
        yield _guarded(_("worker and beat"), _engine)
    yield _guarded(_("mail server"), _mail)
    if database.ok:
        yield from _channels()


def _database() -> Finding:
    name = _("database")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        sentence = _("The database does not answer: %(fault)s") % {"fault": error}
        return Finding(name=name, ok=False, sentence=sentence)
    return Finding(name=name, ok=True, sentence=connection.vendor)


def _keys() -> Finding:
    name = _("keys")
    if len(settings.SECRET_KEY) < 32:
        sentence = _("SECRET_KEY is shorter than 32 characters: set a longer one.")
        return Finding(name=name, ok=False, sentence=sentence)
    try:
        decrypt(encrypt("anything"))
    except ValueError:
        sentence = _(
            "CITYHUB_ENCRYPTION_KEYS holds no Fernet key (32 bytes, base64): "
            "credentials cannot be kept."
        )
        return Finding(name=name, ok=False, sentence=sentence)
    return Finding(name=name, ok=True)


def _older_keys() -> Finding:
    """Say whether the keys behind the newest one can go."""
    name = _("older keys")
    if len(settings.CITYHUB_ENCRYPTION_KEYS) < 2:
        return Finding(name=name, ok=True)
    behind = Channel.objects.behind_older_keys()
    sentence = _(
        "Nothing is sealed with them any more: take them out of "
        "CITYHUB_ENCRYPTION_KEYS."
    )
    if behind:
        sentence = _("Still needed for %(channels)s: run manage.py rotate_keys.") % {
            "channels": ", ".join(channel.name for channel in behind)
        }
    return Finding(name=name, ok=not behind, sentence=sentence)


def _broker() -> Finding:
    with current_app.connection_for_write(connect_timeout=PATIENCE) as broker:
        try:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
        except (OperationalError, OSError) as error:
            sentence = _(
                "No message gets through: %(broker)s does not answer (%(fault)s)."
            )
            return Finding(
                name=_("broker"),
                ok=False,
                sentence=sentence % {"broker": broker.as_uri(), "fault": error},
            )
        return Finding(name=_("broker"), ok=True, sentence=broker.as_uri())


def _worker() -> Finding:
    """Ask now: the heartbeat alone would hide a worker that stopped a minute ago."""
    name, asked = _("worker"), timezone.now()
    answer_doctor.apply_async(expires=PATIENCE_WITH_WORKER, retry=False)
    end = time.monotonic() + PATIENCE_WITH_WORKER
    while time.monotonic() < end:
        answered = Heartbeat.last(Heartbeat.ASKED)
        if answered is not None and asked <= answered <= timezone.now():
            return Finding(name=name, ok=True)
        time.sleep(0.1)
    sentence = _("No worker takes work: what is due waits. Start the worker.")
    return Finding(name=name, ok=False, sentence=sentence)


def _engine() -> Finding:
    name = _("worker and beat")
    last = Heartbeat.last()
    if Heartbeat.is_alive() and last:
        return Finding(name=name, ok=True, sentence=say_moment(last))
    if last is None:
        sentence = _("No sign of life yet: start the worker and the beat.")
    else:
        sentence = _(
            "No sign of life since %(when)s: the worker or the beat has stopped. "
            "Start both again."
        ) % {"when": say_moment(last)}
    return Finding(name=name, ok=False, sentence=sentence)


def _mail() -> Finding:
    name = _("mail server")
    mail = get_connection(timeout=PATIENCE)
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    if not isinstance(mail, EmailBackend):  # a provider is asked by its channel
        place = settings.EMAIL_BACKEND
    try:
        mail.open()
    except (OSError, smtplib.SMTPException) as error:
        sentence = _(
            "No mail leaves: %(place)s does not answer (%(fault)s). "
            "Start the mail server or correct EMAIL_URL."
        ) % {"place": place, "fault": error}
        return Finding(name=name, ok=False, sentence=sentence)
    mail.close()
    return Finding(name=name, ok=True, sentence=place)


def _channels() -> Iterator[Finding]:
    for channel in Channel.objects.open().order_by("pk"):
        if channel.state != Channel.State.ACTIVE:
            yield Finding(
                name=channel.name,
                ok=False,
                sentence=f"{channel.get_state_display()}: {channel.reason}",
            )
        for line in examine(channel).findings:
            yield Finding(
                name=f"{channel.name}, {line['name']}",
                ok=line["ok"],
                sentence=line["sentence"],
            )


def _guarded(name: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except Exception as error:  # noqa: BLE001  a broken check is a finding as well
        return Finding(name=name, ok=False, sentence=f"{type(error).__name__}: {error}")
