"""One issue to one person as a mail, built the slow and standard way.

`skeleton.py` writes the same bytes faster; a test holds the two together.
"""

from dataclasses import dataclass
from email.utils import formatdate, parseaddr
from functools import lru_cache
from html import escape
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import utf8_charset_qp
from django.urls import reverse

from publishing.newsletter.models import Delivery
from publishing.newsletter.render import greeting_for
from publishing.newsletter.tokens import leave_token

#: What would end a name in the To header, or the header itself.
NOT_IN_A_NAME = str.maketrans(dict.fromkeys('"\\<>\r\n\0', " "))
#: Stands for a token; neither is changed by being part of an address.
STAND_IN = "~token~"


@dataclass(frozen=True, kw_only=True)
class Person:
    """What of a mail is one reader's own. `html_greeting` is escaped."""

    to: str
    message_id: str
    greeting: str
    html_greeting: str
    leave_url: str
    list_unsubscribe: str

    @classmethod
    def of(cls, delivery: Delivery) -> "Person":
        """Return what is personal in the mail of `delivery`."""
        name = " ".join(delivery.name.translate(NOT_IN_A_NAME).split())
        greeting = greeting_for(name, delivery.language)
        token = leave_token(delivery.subscriber_id)
        leave_url = settings.CITYHUB_BASE_URL + _leave_path().replace(STAND_IN, token)
        return cls(
            to=f'"{name}" <{delivery.address}>' if name else delivery.address,
            message_id=delivery.message_id,
            greeting=greeting,
            html_greeting=escape(greeting, quote=False),
            leave_url=leave_url,
            list_unsubscribe=f"<{leave_url}>, "
            f"<mailto:{return_address()}?subject=unsubscribe%20{token}>",
        )


@lru_cache
def _leave_path() -> str:
    return reverse("newsletter:leave", args=[STAND_IN])


def sender() -> str:
    """Return the bare address that the newsletter comes from."""
    return _bare(settings.DEFAULT_FROM_EMAIL)


@lru_cache
def _bare(address: str) -> str:
    return parseaddr(address)[1]


def return_address() -> str:
    """Return where mail to the newsletter itself goes: bounces, wishes to leave."""
    return settings.NEWSLETTER_RETURN_ADDRESS or sender()


def headers(publication_id: str, person: Person) -> dict[str, str]:
    """Return the headers beside From, To and Subject, in their order.

    List-Unsubscribe-Post: RFC 8058. List-Id: RFC 2919. Auto-Submitted keeps
    absence notices away: RFC 3834. Feedback-ID: Gmail's complaint figures.
    """
    host = urlsplit(settings.CITYHUB_BASE_URL).hostname
    return {
        "Message-ID": person.message_id,
        "Date": formatdate(localtime=False),
        "List-Id": f"<newsletter.{host}>",
        "List-Unsubscribe": person.list_unsubscribe,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
        "Auto-Submitted": "auto-generated",
        "Feedback-ID": f"{publication_id or 'test'}:newsletter:cityhub:{host}",
    }


def build(
    subject: str, text: str, html: str, person: Person, headers: dict[str, str]
) -> EmailMultiAlternatives:
    """Return the mail. Its parts are quoted-printable: no line can get too long."""
    message = EmailMultiAlternatives(
        subject, text, settings.DEFAULT_FROM_EMAIL, [person.to], headers=headers
    )
    message.encoding = utf8_charset_qp  # type: ignore[assignment]
    message.attach_alternative(html, "text/html")
    return message
