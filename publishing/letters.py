"""Letters: mail about one step, in the language of who gets it.

A letter is a row, written in the transaction of the step it tells of and sent
by the beat tick; a mail server that is down delays it and loses nothing.
"""

import logging
import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone, translation

from publishing.models import Letter

logger = logging.getLogger(__name__)

#: How many letters one run delivers; the next one follows in two seconds.
BATCH = 50
#: Troubles of the server as a whole, not of one letter.
SERVER_TROUBLES = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPAuthenticationError,
)
PERMANENT = 500
#: A mail provider's answers (HTTP) that the next letter would get as well: wrong key,
#: unpaid bill, blocked account, unknown domain, too slow, too many.
OF_ALL_LETTERS = (401, 402, 403, 404, 408, 429)


def write(
    template: str, context: dict[str, object], *, to: str, language: str
) -> Letter:
    """Queue one letter and return it.

    `template` names three templates: `<template>.subject.txt` (one line),
    `<template>.txt` and `<template>.html`. They are rendered now, in `language`
    (a language code), with `context` and `base_url` (absolute, no slash).
    """
    context = {"base_url": settings.CITYHUB_BASE_URL, **context}
    with translation.override(language):
        subject = " ".join(render_to_string(f"{template}.subject.txt", context).split())
        return Letter.objects.create(
            to=to,
            subject=subject[:255],
            text=render_to_string(f"{template}.txt", context).strip() + "\n",
            html=render_to_string(f"{template}.html", context),
        )


def language_of(user: User) -> str:
    """Return the language that `user` chose in her profile, else the town's."""
    profile = getattr(user, "wagtail_userprofile", None)
    return getattr(profile, "preferred_language", "") or settings.LANGUAGE_CODE


def deliver_due() -> None:
    """Hand the letters that are due to the mail server, each by one worker only.

    A server in trouble ends the run: those that are left would meet the same.
    """
    waiting = list(Letter.objects.due(timezone.now())[:BATCH])
    if not waiting:
        return
    connection = get_connection()
    try:
        for letter in waiting:
            if letter.claim(timezone.now()) and not _deliver(letter, connection):
                return
    finally:
        _hang_up(connection)


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """Return the mail of `letter`; sent again, it is the same message."""
    host = urlsplit(settings.CITYHUB_BASE_URL).hostname
    moment = letter.written_at.strftime("%Y%m%d%H%M%S%f")
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        to=[letter.to],
        headers={
            "Message-ID": f"<letter-{letter.pk}-{moment}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    return mail


def _deliver(letter: Letter, connection: BaseEmailBackend) -> bool:
    """Send one letter; return whether the server can take more."""
    try:
        connection.send_messages([message_of(letter)])
    except (*SERVER_TROUBLES, TimeoutError, ConnectionError) as error:
        letter.postpone(str(error))
        return False
    except smtplib.SMTPException as error:
        if _is_permanent(error):
            letter.record_failed(str(error))
        else:
            letter.postpone(str(error))
    except OSError as error:  # no route, no name, a bad certificate; a provider's no
        if _is_of_the_letter(error):
            letter.record_failed(str(error))
            return True
        letter.postpone(str(error))
        return False
    except Exception as error:
        logger.exception("Letter %s could not be made into a mail", letter.pk)
        letter.record_failed(str(error))
    else:
        letter.record_sent()
    return True


def _is_of_the_letter(error: OSError) -> bool:
    """Whether a mail provider will never take this letter, but may take others."""
    status = getattr(error, "status_code", None) or 0
    return 400 <= status < 500 and status not in OF_ALL_LETTERS


def _is_permanent(error: smtplib.SMTPException) -> bool:
    """Whether the server said that this letter will never do (RFC 5321, 5yz)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _ in error.recipients.values())
    return getattr(error, "smtp_code", 0) >= PERMANENT


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.info("The mail server hung up first")
