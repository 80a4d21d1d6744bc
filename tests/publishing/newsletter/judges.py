"""`make spam`: what SpamAssassin and the Nu HTML checker say of a real issue.

Not part of `make test`: both are programs of their own. SpamAssassin comes with
Debian (apt install spamassassin), the checker as vnu.jar (set VNU to its path).
Neither asks the network.
"""

import json
import os
import re
import shutil
import subprocess
from email import message_from_bytes, policy
from email.utils import formatdate

import pytest
from django.core.mail.message import sanitize_address

from publishing.newsletter.models import Delivery, Subscriber
from tests.factories import make_event, make_news

MOST = 1.0
#: What mail programs need and web pages mustn't hold; each with the reason.
KNOWN_IDIOMS = {
    # Outlook lays out by attributes of tables, not by CSS.
    r"“(align|bgcolor|border|cellpadding|cellspacing|valign|width|height)” attribute",
    # MJML's: Outlook's own namespaces, an attribute too many on its cells, and
    # tables that only lay out within others that do.
    r"xmlns:[vo]",
    r"^Attribute “vertical-align” not allowed on element “td”",
    r"^The “role” attribute must not be used on a “td” element",
    # Rules that only mail programs know.
    r"^CSS: ",
}


@pytest.fixture
def mails(
    post_office, make_subscribers, plan_for_newsletter, plan_issue, send, settings
):
    """One issue as it leaves, to a French and to an English reader."""
    settings.CITYHUB_BASE_URL = "https://commerce.example.org"
    settings.DEFAULT_FROM_EMAIL = "Commerce de la ville <info@commerce.example.org>"
    settings.NEWSLETTER_RETURN_ADDRESS = "returns@commerce.example.org"
    make_subscribers(2, name="Zoé")
    Subscriber.objects.filter(email="reader-1@example.org").update(language="en")
    for title in ("Le fournil ouvre", "La mercerie déménage", "Dix ans, déjà"):
        plan_for_newsletter(
            make_news(title=title, text="Une adresse de plus pour le quartier. " * 6)
        )
    plan_for_newsletter(make_event(title="Marché de Noël"))
    send(plan_issue(subject="Les nouvelles de décembre", edito="Bonne lecture !"))
    assert Delivery.objects.filter(state="sent").count() == 2
    return [_as_received(to, mail) for to, mail in post_office.mails]


def _as_received(to: str, mail: bytes) -> bytes:
    """Add what the receiving server would write on top."""
    return (
        b"Return-Path: <returns@commerce.example.org>\r\n"
        b"Received: from relay.commerce.example.org (relay.commerce.example.org "
        b"[9.9.9.9]) by mx.example.org with ESMTPS id 1 for <"
        + sanitize_address(to, "utf-8").encode()
        + f">; {formatdate()}\r\n".encode()
        + mail
    )


@pytest.mark.django_db
def test_spamassassin_finds_nothing(mails):
    if not shutil.which("spamassassin"):
        pytest.skip("SpamAssassin is missing: apt install spamassassin")
    for mail in mails:
        said = subprocess.run(
            ["spamassassin", "--local", "--test-mode"],
            input=mail.replace(b"\r\n", b"\n"),
            capture_output=True,
            check=True,
        ).stdout.decode(errors="replace")
        status = " ".join(
            str(message_from_bytes(said.encode())["X-Spam-Status"]).split()
        )
        print(status)
        assert float(re.search(r"score=(-?[\d.]+)", status)[1]) <= MOST, said[-3000:]


@pytest.mark.django_db
def test_the_nu_checker_finds_known_idioms_only(mails, tmp_path):
    jar = os.environ.get("VNU", "")
    if not jar:
        pytest.skip("The Nu HTML checker is missing: set VNU to the path of vnu.jar")
    for number, mail in enumerate(mails):
        body = message_from_bytes(mail, policy=policy.default).get_body(("html",))
        path = tmp_path / f"{number}.html"
        path.write_text(body.get_content())
        said = subprocess.run(
            ["java", "-jar", jar, "--format", "json", "--errors-only", str(path)],
            capture_output=True,
            check=False,
        )
        found = {each["message"] for each in json.loads(said.stderr)["messages"]}
        strange = {
            message
            for message in found
            if not any(re.search(idiom, message) for idiom in KNOWN_IDIOMS)
        }
        print(f"{len(found)} known, {len(strange)} others")
        for message in sorted(found):
            print("  ", message)
        assert strange == set()
