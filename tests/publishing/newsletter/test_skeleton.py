"""The fast way of building a mail writes the same bytes as the standard way."""

import random
import string

import pytest
import time_machine

from publishing.newsletter import contents, render
from publishing.newsletter.letter import Person, build, headers
from publishing.newsletter.models import Delivery
from publishing.newsletter.send import skeleton
from tests.factories import make_event, make_news

pytestmark = pytest.mark.django_db

NAMES = [
    "",
    "Claire",
    "Anne-Sophie Müller",
    "Zoë d’Été",
    "François « Fanfan » de La Tour-du-Pin",
    'Bob "the builder" O\'Neill, Jr.',
    "A <b> & c",
    "=?utf-8?q?fun?=",
    "ends with a blank ",
    "عبد الرحمن بن عبد العزيز",
    "שרה כהן",
    "李小龙",
    "🥐 Le fournil",
    "Very Long Name That Goes On And On Until No Header Line Can Hold It In One Piece",
    "É" * 100,
]


def random_name(chance: random.Random) -> str:
    letters = string.ascii_letters + " -'’.,àéîöüß=?_\"\\<>@;:()" + "عربي"
    return "".join(chance.choices(letters, k=chance.randint(0, 100)))


@pytest.fixture
def issue(plan_for_newsletter, plan_issue):
    for text in ("Un mot.", "Très long " * 120, "=é=\r\n.\r\nFrom here"):
        plan_for_newsletter(make_news(text=text))
    plan_for_newsletter(make_event())
    return plan_issue(edito="Chères commerçantes,\r\n\r\nvoici le mois. " + "œ" * 200)


@time_machine.travel("2026-12-01 07:30+01:00", tick=False)
@pytest.mark.parametrize("half", [1, 2])  # 1,000 recipients, on two processors
def test_the_fast_way_writes_the_same_bytes_as_djangos_mail(issue, half):
    said = contents.of_page(issue.page.specific)
    chance = random.Random(20261200 + half)
    names = NAMES + [random_name(chance) for _ in range(500 - len(NAMES))]
    fast = {language: skeleton(said, language) for language in ("fr", "en")}
    for number, name in enumerate(names):
        language = chance.choice(("fr", "en"))
        domain = "x" * chance.randint(1, 50)
        person = Person.of(
            Delivery(
                publication=issue,
                subscriber_id=10 ** (number % 7) + number,
                address=f"reader.{number}+news@{domain}.example",
                name=name,
                language=language,
            )
        )
        slow = build(
            said.subject,
            render.as_text(
                said, language, greeting=person.greeting, leave_url=person.leave_url
            ),
            render.as_html(
                said, language, greeting=person.greeting, leave_url=person.leave_url
            ),
            person,
            headers(issue.pk, person),
        ).message()
        slow.set_boundary(fast[language].boundary)
        assert fast[language].fill(person) == slow.as_bytes(linesep="\r\n"), name


def test_no_line_of_a_mail_is_longer_than_the_standard_allows(issue):
    person = Person.of(
        Delivery(publication=issue, subscriber_id=1, address="a@b.fr", language="fr")
    )
    mail = skeleton(contents.of_page(issue.page.specific), "fr").fill(person)
    assert max(len(line) for line in mail.split(b"\r\n")) <= 76 * 3
    assert mail.isascii()
