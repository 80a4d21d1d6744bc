"""Connecting a Page in the browser, against the sandbox over real HTTP."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from publishing.facebook.sandbox.models import AccessToken, LoginCode, SandboxPage
from publishing.models import Channel, ChannelCheck

CONNECT, CHOOSE = "desk:connect", "desk:connect_choose"


@pytest.fixture
def page(live_server, settings):
    """The sandbox's Page, over real HTTP."""
    settings.FACEBOOK_GRAPH_URL = f"{live_server.url}/sandbox/graph/"
    settings.FACEBOOK_LOGIN_URL = f"{live_server.url}/sandbox/facebook/"
    settings.CITYHUB_BASE_URL = live_server.url
    return SandboxPage.objects.create(name="Commerces en ville", number="100200300")


@pytest.fixture
def dialogue(desk, page):
    """Begin at the desk, answer in the dialogue; return where it leads back to."""

    def dialogue(agree=True, publishes=True, scopes=None):
        asked = desk.post(reverse(CONNECT), {"verb": "facebook"})
        address = urlsplit(asked.url)
        question = parse_qs(address.query)
        wanted = question["scope"][0].split(",")
        answer = {"scopes": [s for s in (scopes or wanted) if "metadata" not in s]}
        if publishes:
            answer["publishes"] = "on"
        if agree:
            answer["agree"] = "1"
        path = f"{address.path}?{address.query}"
        assert desk.get(path).status_code == 200
        back = urlsplit(desk.post(path, answer).url)
        return f"{back.path}?{back.query}"

    return dialogue


def said(response):
    sentences = map(str, response.context["messages"])
    return [sentence.partition("<details")[0].strip() for sentence in sentences]


def test_from_the_button_to_a_channel_that_works(desk, dialogue, page):
    chosen = desk.get(dialogue(), follow=True)
    assert chosen.redirect_chain[-1][0] == reverse(CHOOSE)
    assert "Commerces en ville" in chosen.text
    done = desk.post(reverse(CHOOSE), {"page": page.number}, follow=True)
    channel = Channel.objects.get(kind="facebook")
    assert done.redirect_chain[-1][0] == reverse("desk:channel", args=[channel.pk])
    assert said(done) == ["La Page «\u00a0Commerces en ville\u00a0» est connectée."]
    kept = AccessToken.objects.get(text=channel.credentials["access_token"])
    assert (kept.kind, kept.expires_at) == (AccessToken.Kind.PAGE, None)
    found = {line["name"]: line["ok"] for line in channel.checks.get().findings}
    assert [name for name, ok in found.items() if ok is False] == []
    assert found["Rôle sur la Page"] is True
    assert found["Jeton propre à la Page"] is True


def test_no_token_is_shown_or_kept_in_clear_on_the_way(desk, dialogue, page):
    chosen = desk.get(dialogue(), follow=True)
    done = desk.post(reverse(CHOOSE), {"page": page.number}, follow=True)
    kept = " ".join(
        f"{session.session_data} {session.get_decoded()}"
        for session in Session.objects.all()
    )
    checks = " ".join(f"{check.findings}" for check in ChannelCheck.objects.all())
    addresses = f"{chosen.redirect_chain} {done.redirect_chain}"
    everything = f"{chosen.text}{done.text}{kept}{checks}{addresses}"
    for token in AccessToken.objects.all():
        assert token.text not in everything
    assert "facebook_login_token" not in kept  # forgotten once it is done


def test_the_session_holds_the_token_sealed_until_a_page_is_chosen(desk, dialogue):
    desk.get(dialogue())
    held = desk.session["facebook_login_token"]
    for token in AccessToken.objects.all():
        assert token.text not in held


def test_a_page_that_cannot_be_used_says_why(desk, dialogue, page):
    chosen = desk.get(dialogue(publishes=False), follow=True)
    assert "il manque la tâche CREATE_CONTENT" in chosen.text
    assert "Connecter cette Page" not in chosen.text
    desk.post(reverse(CHOOSE), {"page": page.number})
    assert Channel.objects.filter(kind="facebook").count() == 0


def test_a_permission_that_was_not_given_is_named(desk, dialogue):
    chosen = desk.get(dialogue(scopes=["pages_show_list"]), follow=True)
    assert "pages_read_engagement, pages_manage_posts" in chosen.text
    assert "Connecter cette Page" not in chosen.text


def test_declining_is_said(desk, dialogue):
    assert said(desk.get(dialogue(agree=False), follow=True)) == [DECLINED]


def test_a_code_is_good_once(desk, dialogue):
    back = dialogue()
    LoginCode.objects.all().delete()  # somebody used it
    refused = desk.get(back, follow=True)
    assert said(refused) == ["Cette connexion à Facebook a déjà servi. Recommencez."]
    assert "<code>HTTP 400 code=100" in refused.text


def test_a_state_is_good_once(desk, dialogue):
    back = dialogue()
    desk.get(back)
    assert said(desk.get(back, follow=True)) == [TOO_OLD]
    assert AccessToken.objects.filter(kind="USER").count() == 2  # short, long


def test_a_state_of_another_session_is_refused(client, desk, dialogue, administrator):
    back = dialogue()
    desk.logout()
    client.force_login(administrator)
    assert said(client.get(back, follow=True)) == [TOO_OLD]


def test_a_forged_state_is_refused(desk, page):
    address = reverse("desk:connect_return")
    answer = desk.get(address, {"state": "forged", "code": "x"}, follow=True)
    assert said(answer) == [TOO_OLD]


def test_a_state_that_is_too_old_is_refused(desk, dialogue, time_machine):
    back = dialogue()
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    assert said(desk.get(back, follow=True)) == [TOO_OLD]


def test_a_choice_that_comes_too_late_begins_anew(desk, dialogue, time_machine):
    desk.get(dialogue())
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    late = desk.get(reverse(CHOOSE), follow=True)
    assert said(late) == ["Trop de temps a passé. Recommencez."]


@pytest.mark.parametrize("kind", ["USER", "PAGE"])
def test_a_pasted_token_does_the_same(desk, page, kind):
    token = page.tokens.create(kind=kind)
    chosen = desk.post(reverse(CONNECT), {"token": token.text}, follow=True)
    assert "Commerces en ville" in chosen.text
    assert token.text not in chosen.text
    desk.post(reverse(CHOOSE), {"page": page.number})
    assert Channel.objects.get(kind="facebook").state == Channel.State.ACTIVE


def test_a_pasted_token_that_is_worth_nothing_is_said(desk, page):
    answer = desk.post(reverse(CONNECT), {"token": "EAAnothing"}, follow=True)
    assert said(answer) == ["Facebook n’accepte pas ce jeton. Créez-en un nouveau."]
    assert "<code>Malformed access token</code>" in answer.text
    assert "EAAnothing" not in answer.text


def test_without_an_application_only_a_token_is_taken(desk, settings):
    settings.FACEBOOK_APP_ID = ""
    assert "FACEBOOK_APP_ID" in desk.get(reverse(CONNECT)).text
    assert desk.post(reverse(CONNECT), {"verb": "facebook"}).status_code == 200


def test_who_may_not_connect_is_led_away(desk, manager, facebook):
    Group.objects.get(name="Commerce manager").permissions.filter(
        codename="change_channel"
    ).delete()
    for name in (CONNECT, CHOOSE, "desk:connect_return"):
        assert desk.get(reverse(name)).status_code == 302
    screen = desk.get(reverse("desk:channel", args=[facebook.pk])).text
    assert reverse(CONNECT) not in screen
    assert "Un administrateur peut reconnecter la Page." in screen


def test_shopkeepers_do_not_connect(client, shopkeeper):
    client.force_login(shopkeeper)
    assert client.get(reverse(CONNECT)).status_code == 302


DECLINED = "Vous avez refusé sur Facebook, donc rien n’est connecté. Recommencez pour accepter."
TOO_OLD = (
    "Cette connexion à Facebook est trop ancienne, ou n’a pas été commencée ici. "
    "Recommencez."
)
