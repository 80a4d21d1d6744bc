"""The way to a mail provider: its API, spoken by django-anymail.

A provider gives mails a return path of its own and tells what came back by a
webhook (bounces/webhooks.py). Our Message-ID travels as metadata, so that it can
say of which mail it speaks; another installation's mails never match.
"""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import requests
from anymail.backends.base import AnymailBaseBackend
from anymail.backends.base_requests import AnymailRequestsBackend
from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailRecipientsRefused,
    AnymailUnsupportedFeature,
)
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext_lazy as _

from publishing.newsletter.models import Bounce
from publishing.newsletter.postman import Answer, Postman, Unclear
from publishing.reach import never_connected
from publishing.transport import Outcome, SendError

#: Under this name the left part of the Message-ID travels with a mail, and comes back.
MARK = "cityhub_mail"
#: What a provider writes itself, or is given otherwise.
NOT_PASSED_ON = re.compile(
    r"(from|to|subject|date|mime-version|content-.*)", re.IGNORECASE
)
#: By which header Postmark is asked to leave our Message-ID in place.
ALSO = {"Postmark": {"X-PM-KeepID": "true"}}
REQUEST_TIMEOUT = 408
TOO_MANY = 429
#: Wrong key, unpaid bill, blocked account, unknown domain: no mail can leave.
ACCOUNT = (401, 402, 403, 404)
PAUSE = timedelta(minutes=5)
#: Whatever a provider asks for, it is tried again after that.
LONGEST_PAUSE = timedelta(hours=6)
#: So much of an answer is kept.
LONGEST = 500


class ProviderPostman(Postman):
    """Hands mails to the provider of EMAIL_BACKEND, each in a call of its own."""

    def __init__(self, backend: AnymailBaseBackend) -> None:
        self._backend = backend
        self._can_leave_untracked = True

    def connect(self) -> None:
        """Open a session; the provider hears of it with the first mail."""
        self._backend.open()

    def hang_up(self) -> None:
        """Close the session."""
        self._backend.close()

    def is_there(self) -> bool:
        """Return whether the provider's API answers at all; a key isn't tried."""
        if not isinstance(self._backend, AnymailRequestsBackend):
            return True
        try:
            answer = self._backend.session.head(
                self._backend.api_url, timeout=settings.EMAIL_TIMEOUT
            )
        except requests.RequestException as error:
            raise _not_reached(error) from error
        return answer.status_code < 500

    def hand_over(self, mail: bytes, *, sender: str, to: str) -> None:
        """Give one mail to the provider, who has return paths of its own.

        What it answers to a call that went through is final; whatever else
        happens once the call was on the line leaves the mail unclear.
        """
        message = _message(mail, to, ALSO.get(self._backend.esp_name, {}))
        try:
            self._send(message)
        except AnymailRecipientsRefused as error:
            raise Answer(_words(error), kind=_kind(message)) from error
        except AnymailUnsupportedFeature as error:
            raise SendError(
                _("The mail provider can't carry what an issue holds."),
                Outcome.CHANNEL_DOWN,
                detail=str(error),
            ) from error
        except AnymailAPIError as error:
            raise _read(error) from error
        except Exception as error:  # else it would count as not sent
            if isinstance(error, AnymailError) and _was_never_called(message):
                raise _refusal(error) from error
            raise Unclear(f"{type(error).__name__}: {error}"[:LONGEST]) from error

    def _send(self, message: EmailMultiAlternatives) -> None:
        """Send without pixel and counted links, where a provider can be told so.

        One that can't says so before its call is made.
        """
        if self._can_leave_untracked:
            message.track_opens = message.track_clicks = False  # type: ignore[attr-defined]
            try:
                self._backend.send_messages([message])
            except AnymailUnsupportedFeature:
                self._can_leave_untracked = False
                del message.track_opens, message.track_clicks  # type: ignore[attr-defined]
            else:
                return
        self._backend.send_messages([message])


def _message(mail: bytes, to: str, also: dict[str, str]) -> EmailMultiAlternatives:
    """Return `mail` as anymail takes it: the same words, headers and Message-ID."""
    parsed = message_from_bytes(mail, policy=policy.default)
    headers = {
        name: str(value)
        for name, value in parsed.items()
        if not NOT_PASSED_ON.fullmatch(name)
    }
    message = EmailMultiAlternatives(
        str(parsed["Subject"]),
        _part(parsed, "plain"),
        str(parsed["From"]),
        [str(parsed["To"] or to)],
        headers={**headers, **also},
    )
    message.attach_alternative(_part(parsed, "html"), "text/html")
    mark = headers["Message-ID"].strip("<>").partition("@")[0]
    message.metadata = {MARK: mark}  # type: ignore[attr-defined]
    return message


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return part.get_content() if part else ""


def _read(error: AnymailAPIError) -> Exception:
    """Return what the provider's answer, or its silence, means for this mail."""
    status = _status(error)
    if status is None and never_connected(error.__cause__):
        return _not_reached(error.__cause__)
    if status == TOO_MANY:
        return SendError(
            _("The mail provider asks us to wait."),
            Outcome.LATER,
            retry_after=_pause(error.response),
            detail=_words(error),
        )
    if status in ACCOUNT:
        return SendError(
            _("The mail provider lets us send nothing: look at our account there."),
            Outcome.CHANNEL_DOWN,
            detail=_words(error),
        )
    if status and 400 <= status < 500 and status != REQUEST_TIMEOUT:
        return _refusal(error)
    return Unclear(_words(error))


def _not_reached(error: BaseException | None) -> SendError:
    return SendError(
        _("The mail provider can't be reached."), Outcome.NOT_SENT, detail=str(error)
    )


def _status(error: AnymailAPIError) -> int | None:
    if isinstance(error.response, dict):  # Amazon's own client
        return error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return error.status_code


def _pause(response: requests.Response | dict | None) -> timedelta:
    asked = getattr(response, "headers", {}).get("Retry-After", "")
    if not asked.isdecimal():
        return PAUSE
    return min(timedelta(seconds=int(asked[:9])), LONGEST_PAUSE)


def _words(error: AnymailError) -> str:
    """Return the provider's own words, or what went wrong before it spoke."""
    response = error.response
    if isinstance(response, requests.Response):
        words = f"{response.status_code} {response.text}"
    else:
        words = str(error)
    return " ".join(words.split())[:LONGEST]


def _refusal(error: AnymailError) -> Answer:
    return Answer(_words(error), kind=Bounce.Kind.BLOCKED)


def _was_never_called(message: EmailMultiAlternatives) -> bool:
    """Whether anymail gave up before its call; a wrong address, for example."""
    return message.anymail_status.esp_response is None  # type: ignore[attr-defined]


def _kind(message: EmailMultiAlternatives) -> str:
    """Return what the provider says of the address.

    "rejected" says less than "invalid": our domain may be what isn't allowed.
    """
    said = message.anymail_status.status  # type: ignore[attr-defined]
    return Bounce.Kind.HARD if said == {"invalid"} else Bounce.Kind.BLOCKED
