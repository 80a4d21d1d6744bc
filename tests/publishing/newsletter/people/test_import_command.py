"""Importing subscribers: an explicit basis for each, and nobody comes back."""

import pytest
from django.core.management import CommandError, call_command

from publishing.newsletter.models import Consent, Subscriber

pytestmark = pytest.mark.django_db
HEAD = "email,name,language,basis\n"


@pytest.fixture
def run(tmp_path, capsys):
    def do(content: str, *options: str) -> str:
        path = tmp_path / "people.csv"
        path.write_text(content, encoding="utf-8-sig")
        call_command("import_subscribers", path, *options)
        return capsys.readouterr().out

    return do


def test_each_is_subscribed_with_what_she_agreed_to(run):
    assert (
        run(HEAD + "Anna@Example.org,Anna,fr,Liste du marché 2025\n")
        == "1 subscribed\n"
    )
    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.state) == ("anna@example.org", "confirmed")
    consent = subscriber.consents.get()
    assert (consent.source, consent.wording) == ("import", "Liste du marché 2025")


def test_a_dry_run_says_what_would_happen_and_does_nothing(run):
    said = run(HEAD + "a@example.org,A,fr,x\nb@example.org,B,en,x\n", "--dry-run")
    assert said == "Dry run; this would happen:\n2 subscribed\n"
    assert (Subscriber.objects.count(), Consent.objects.count()) == (0, 0)


def test_who_left_stays_away(run):
    Subscriber.objects.create(email="left@example.org", state="unsubscribed")
    said = run(HEAD + "LEFT@example.org,L,fr,x\n").splitlines()
    assert said[0] == "0 subscribed"
    assert said[1].startswith("1 left as they are: ")
    assert Subscriber.objects.get().state == "unsubscribed"


def test_one_wrong_row_stops_all_and_is_named(run):
    rows = "a@example.org,A,fr,x\nnonsense,B,fr,x\nc@example.org,C,de,x\nd@example.org,D,fr,\n"
    with pytest.raises(CommandError) as error:
        run(HEAD + rows)
    assert [line.split(":")[0] for line in str(error.value).splitlines()[1:]] == [
        "line 3",
        "line 4",
        "line 5",
    ]
    assert Subscriber.objects.count() == 0


def test_a_file_without_the_columns_is_refused(run):
    with pytest.raises(CommandError):
        run("email;name\na@example.org;A\n")
