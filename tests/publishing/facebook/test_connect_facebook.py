"""`manage.py connect_facebook`, against the sandbox."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from publishing.models import Channel
from tests.publishing.facebook.conftest import PAGE_ID, TOKEN


@pytest.fixture
def connect(sandbox, monkeypatch):
    def connect(token=TOKEN, page_id=PAGE_ID):
        monkeypatch.setattr("sys.stdin", StringIO(f"{token}\n"))
        said = StringIO()
        call_command("connect_facebook", page_id, "--token-stdin", stdout=said)
        return said.getvalue()

    return connect


def refused(connect, *arguments, **named):
    with pytest.raises(CommandError) as raised:
        connect(*arguments, **named)
    assert Channel.objects.filter(kind="facebook").count() == 0
    return str(raised.value)


def test_a_pages_token_is_kept_encrypted(connect, sandbox):
    sandbox.tokens.create(text=TOKEN)
    said = connect()
    channel = Channel.objects.get(kind="facebook")
    assert (channel.name, channel.remote_id) == ("Commerces en ville", PAGE_ID)
    assert channel.credentials == {"access_token": TOKEN}
    assert TOKEN not in channel.sealed_credentials
    assert TOKEN not in said
    assert said.startswith(
        f"La Page «\u00a0Commerces en ville\u00a0» ({PAGE_ID}) est connectée."
    )


def test_connecting_anew_keeps_the_channel_and_wakes_it(connect, sandbox):
    sandbox.tokens.create(text=TOKEN)
    connect()
    Channel.objects.get(kind="facebook").pause("Le jeton a expiré.")
    sandbox.tokens.create(text="EAAnew")
    connect("EAAnew")
    channel = Channel.objects.get(kind="facebook")
    assert channel.credentials == {"access_token": "EAAnew"}
    assert (channel.state, channel.reason) == (Channel.State.ACTIVE, "")


def test_a_persons_token_is_exchanged_for_the_pages(connect, sandbox):
    sandbox.tokens.create(text=TOKEN, kind="USER")
    connect()
    kept = Channel.objects.get(kind="facebook").credentials["access_token"]
    token = sandbox.tokens.get(text=kept)
    assert (token.kind, token.expires_at) == ("PAGE", None)


def test_a_persons_short_token_is_made_long_first(connect, sandbox):
    soon = timezone.now() + timedelta(hours=1)
    sandbox.tokens.create(text=TOKEN, kind="USER", expires_at=soon)
    connect()
    long = sandbox.tokens.filter(kind="USER").exclude(text=TOKEN).get()
    assert long.expires_at > timezone.now() + timedelta(days=59)


def test_a_wrong_token_is_refused(connect):
    assert refused(connect, "EAAwrong") == (
        "Facebook n’accepte pas ce jeton. Créez-en un nouveau.\nMalformed access token"
    )


def test_an_expired_token_is_refused(connect, sandbox):
    gone = timezone.now() - timedelta(hours=1)
    sandbox.tokens.create(text=TOKEN, expires_at=gone)
    assert refused(connect) == (
        "Facebook n’accepte pas ce jeton. Créez-en un nouveau.\nSession has expired"
    )


def test_missing_permissions_are_named(connect, sandbox):
    sandbox.tokens.create(text=TOKEN, scopes=["pages_show_list"])
    assert refused(connect) == (
        "Il manque ces autorisations\u00a0: pages_read_engagement, "
        "pages_manage_posts. Accordez-les à l’application, puis faites reconnecter "
        "la Page."
    )


def test_a_missing_task_is_named(connect, sandbox):
    sandbox.tokens.create(text=TOKEN, kind="USER", tasks=["ANALYZE"])
    assert refused(connect) == (
        "La personne qui a créé ce jeton n’a pas le droit de publier sur la "
        "Page\u00a0: il manque la tâche CREATE_CONTENT. Accordez-la dans les "
        "paramètres de la Page, sous «\u00a0Accès à la Page\u00a0»."
    )


def test_another_pages_token_is_refused(connect, sandbox):
    sandbox.tokens.create(text=TOKEN)
    assert refused(connect, page_id="999") == (
        f"Le jeton appartient à une autre Page, numéro {PAGE_ID}."
    )


def test_a_person_without_a_role_on_the_page_is_refused(connect, sandbox):
    sandbox.tokens.create(text=TOKEN, kind="USER")
    assert refused(connect, page_id="999").startswith(
        "La personne qui a créé ce jeton n’a pas de rôle sur la Page 999"
    )


def test_an_unreachable_facebook_is_said(connect, settings):
    settings.FACEBOOK_GRAPH_URL = "http://127.0.0.1:1/"
    assert refused(connect).startswith("Facebook est injoignable.")


def test_nothing_on_standard_input_is_said(connect):
    assert refused(connect, "") == "Aucun jeton sur l’entrée standard."
