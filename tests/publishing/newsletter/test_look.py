"""The manager reads a draft as any reader will, in any mail program."""

import io

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from publishing.newsletter import drawing
from publishing.newsletter.compose import compose_issue
from publishing.newsletter.looks import Look, as_seen
from publishing.newsletter.models import Segment, Subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def draft(newsletter_page, manager):
    issue = compose_issue(newsletter_page, manager)
    issue.edito = "Bonne lecture !"
    issue.save_revision(user=manager)
    return issue


def screen(issue, part="") -> str:
    return f"/gestion/newsletter/issues/look/{issue.pk}/{part}"


def test_a_reader_is_found_by_language_group_and_name(desk, draft, make_subscribers):
    make_subscribers(3, name="Zoé", role="merchant")
    Subscriber.objects.filter(email="reader-1@example.org").update(language="en")
    Subscriber.objects.filter(email="reader-2@example.org").update(role="town")
    merchants = Segment.objects.create(name="Commerçants", roles=["merchant"])

    def found(**search) -> list[str]:
        shown = desk.get(screen(draft), search).context["found"]
        return [person.email for person, _address in shown]

    assert len(found()) == 3
    assert found(language="en") == ["reader-1@example.org"]
    assert found(segment=merchants.pk, language="fr") == ["reader-0@example.org"]
    assert found(name="reader-2") == ["reader-2@example.org"]
    assert found(name="personne") == []


def test_the_mail_is_hers_and_her_link_to_unsubscribe_is_not(
    desk, draft, make_subscribers
):
    (zoe,) = make_subscribers(1, name="Zoé <3", language="en")
    mail = desk.get(screen(draft, "mail/"), {"reader": zoe.pk}).text
    assert "Hello Zoé &lt;3," in mail
    assert "/newsletter/quitter/" not in mail
    text = desk.get(screen(draft), {"reader": zoe.pk, "look": "text"}).context["text"]
    assert "Hello Zoé <3," in text


def test_who_does_not_get_the_issue_is_said(desk, draft, make_subscribers):
    (zoe,) = make_subscribers(1, role="town")
    assert desk.get(screen(draft), {"reader": zoe.pk}).context["form"].gets_it
    draft.segment = Segment.objects.create(name="Commerçants", roles=["merchant"])
    draft.save_revision()
    assert not desk.get(screen(draft), {"reader": zoe.pk}).context["form"].gets_it


def test_the_mail_stands_alone_in_its_frame(desk, draft):
    policy = desk.get(screen(draft, "mail/"))["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; img-src http: https:;")
    without = desk.get(screen(draft, "mail/"), {"look": "no-pictures"})
    assert "img-src 'none';" in without["Content-Security-Policy"]


def test_day_and_night_do_not_depend_on_the_managers_own_screen():
    rules = '<meta content="light dark"/>@media (prefers-color-scheme: dark) {}'
    assert as_seen(rules, Look.PHONE) == '<meta content="light"/>@media not all {}'
    assert as_seen(rules, Look.DARK) == '<meta content="dark"/>@media all {}'


def test_a_browser_draws_the_mail_once(desk, draft, monkeypatch, tmp_path):
    """A small program stands in for the browser: it is asked for one picture."""
    picture = Image.new("RGB", (390, 800), "#f3eee0")
    picture.paste("#1c2330", (0, 0, 390, 100))
    picture.save(tmp_path / "drawn.png")
    program = tmp_path / "chromium"
    program.write_text(
        f"#!/bin/sh\necho x >> {tmp_path}/calls\n"
        'for each in "$@"; do case $each in --screenshot=*) '
        f'cp {tmp_path}/drawn.png "${{each#*=}}";; esac; done\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(drawing, "browser", lambda: str(program))
    first = desk.get(screen(draft, "picture.png"))
    assert desk.get(screen(draft, "picture.png")).content == first.content
    assert (tmp_path / "calls").read_text() == "x\n"
    assert Image.open(io.BytesIO(first.content)).size == (390, 116)


def test_a_browser_that_hangs_is_ended(desk, draft, monkeypatch, tmp_path):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(drawing, "browser", lambda: str(program))
    monkeypatch.setattr(drawing, "PATIENCE", 0.1)
    assert desk.get(screen(draft, "picture.png")).status_code == 503


def test_without_a_browser_the_frame_is_all(desk, draft, settings):
    settings.CHROMIUM = "no-such-program"
    page = desk.get(screen(draft), {"drawn": ""})
    assert (page.context["has_browser"], page.context["is_drawn"]) == (False, False)
    assert desk.get(screen(draft, "picture.png")).status_code == 503


def test_shopkeepers_see_no_draft_and_no_reader(client, draft, django_user_model):
    user = django_user_model.objects.create_user("weber", "weber@example.org", "secret")
    user.groups.add(Group.objects.get(name="Shopkeepers"))
    client.force_login(user)
    for part in ("", "mail/", "picture.png"):
        assert client.get(screen(draft, part)).status_code == 404


def test_many_readers_cost_as_many_queries_as_one(desk, draft, make_subscribers):
    counts = []
    for number in (1, 30):
        Subscriber.objects.all().delete()
        make_subscribers(number)
        desk.get(screen(draft))
        with CaptureQueriesContext(connection) as captured:
            desk.get(screen(draft))
        counts.append(len(captured))
    assert counts[0] == counts[1]
