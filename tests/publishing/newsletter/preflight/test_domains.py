"""An address that no mail can get to is said at once to whoever signs up."""

import pytest
from django.core.cache import cache

from publishing.newsletter.models import Subscriber
from publishing.newsletter.people.domains import takes_mail

ZONE = {
    "mx": "boutique.example. MX 10 mx.boutique.example.",
    "address": "seul.example. A 9.9.9.9",
    "none": "ferme.example. MX 0 .",
}


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.clear()


@pytest.mark.parametrize(
    ("email", "takes"),
    [
        ("anna@boutique.example", True),
        ("anna@seul.example", True),
        ("anna@ferme.example", False),
        ("anna@boutiqeu.example", False),
    ],
)
def test_a_domain_takes_mail_or_not(ask, email, takes):
    assert ask(ZONE, lambda: takes_mail(email)) == takes


@pytest.mark.django_db
def test_who_misspells_her_domain_is_told_and_nothing_is_kept(ask, client, home):
    said = {"email": "anna@boutiqeu.example", "name": "", "website": ""}
    answer = ask(ZONE, lambda: client.post("/newsletter/", said))
    assert answer.status_code == 422
    assert "«\u00a0boutiqeu.example\u00a0»" in answer.content.decode()
    assert not Subscriber.objects.exists()
