"""The channel's health, one finding for each thing that must work."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from publishing.facebook.models import PermissionUse
from publishing.facebook.transport import FacebookTransport
from publishing.models import Attempt
from tests.publishing.facebook.conftest import PAGE_ID, TOKEN

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SCOPES = ["pages_show_list", "pages_read_engagement", "pages_manage_posts"]
POST = {"id": f"{PAGE_ID}_1", "message": "Été à l’épicerie\nVenez goûter."}
SEEN = "<title>Été à l&#x2019;épicerie | Facebook</title>".encode()


@pytest.fixture
def channel(channel, db):
    channel.save()
    channel.connect({"access_token": TOKEN, "tasks": "ANALYZE CREATE_CONTENT"})
    return channel


@pytest.fixture
def check(graph_server, channel, settings, time_machine):
    time_machine.move_to(NOW, tick=False)
    settings.FACEBOOK_LOGIN_URL = graph_server.url
    PermissionUse.note(channel, SCOPES, NOW - timedelta(days=1))

    def check(version="v26.0", post=POST, sight=SEEN, reads=(), **said):
        data = {
            "is_valid": True,
            "type": "PAGE",
            "app_id": settings.FACEBOOK_APP_ID,
            "profile_id": PAGE_ID,
            "scopes": SCOPES,
            "expires_at": 0,
            **said,
        }
        graph_server.answer({"data": data})
        shown = {**post, "permalink_url": f"{graph_server.url}post"} if post else None
        graph_server.answer(
            {"data": [shown] if shown else []},
            headers={"facebook-api-version": version},
        )
        for answer in reads:
            graph_server.answers.append(answer)
        if isinstance(sight, int):
            graph_server.answer(b"Cette page n'est pas disponible", status=sight)
        elif shown:
            graph_server.answer(sight)
        return {finding.name: finding for finding in FacebookTransport(channel).check()}

    return check


def seconds(days):
    return int((NOW + timedelta(days=days)).timestamp())


def test_all_is_well(check, graph_server):
    found = check()
    assert {name: finding.ok for name, finding in found.items()} == {
        "Accès à la Page": True,
        "Accord": True,
        "Jeton propre à la Page": True,
        "Notre application": True,
        "Autorisations": True,
        "Rôle sur la Page": True,
        "Autorisations utiles": None,
        "Autorisation de trouver la Page (pages_show_list)": True,
        "Autorisation de lire la Page (pages_read_engagement)": True,
        "Autorisation de publier (pages_manage_posts)": True,
        "Lecture de la Page": True,
        "Visible par tous": True,
        "Version de Facebook": True,
        "Nouvelles de la Page": None,
    }
    debug = graph_server.asked[0]
    assert debug.path == "/v26.0/debug_token"
    assert debug.headers["Authorization"] == "Bearer 123|the secret of the app"


def test_a_dead_token_is_named(check):
    finding = check(is_valid=False)["Accès à la Page"]
    assert finding.ok is False
    assert finding.sentence == (
        "Facebook n’accepte plus le jeton. Faites reconnecter la Page."
    )


def test_a_dead_token_ends_the_look_and_stops_the_channel(check):
    found = check(is_valid=False)
    assert [*found] == ["Accès à la Page"]
    assert found["Accès à la Page"].fatal is True


@pytest.mark.parametrize(("days", "ok"), [(13, False), (15, True)])
@pytest.mark.parametrize(
    ("end", "name"),
    [("expires_at", "Accès à la Page"), ("data_access_expires_at", "Accord")],
)
def test_each_clock_is_named_two_weeks_before(check, end, name, days, ok):
    finding = check(**{end: seconds(days)})[name]
    assert finding.ok is ok
    assert finding.ends_at == NOW + timedelta(days=days)


def test_the_day_of_an_end_is_said(check):
    assert check(data_access_expires_at=seconds(3))["Accord"].sentence == (
        "La personne qui a connecté la Page a donné son accord jusqu’au 25 novembre "
        "2026. Faites-la reconnecter par elle avant cette date."
    )


@pytest.mark.parametrize(
    "said", [{"type": "USER"}, {"type": "SYSTEM_USER"}, {"profile_id": "999"}]
)
def test_a_token_that_is_not_the_pages_own_is_named(check, said):
    assert check(**said)["Jeton propre à la Page"].ok is False


def test_a_task_nobody_told_of_is_not_claimed(check, channel):
    channel.connect({"access_token": TOKEN})
    assert check()["Rôle sur la Page"].ok is None


def test_missing_permissions_are_named(check):
    finding = check(scopes=["pages_show_list"])["Autorisations"]
    assert finding.sentence == (
        "Il manque ces autorisations\u00a0: pages_read_engagement, "
        "pages_manage_posts. Accordez-les à l’application, puis faites reconnecter "
        "la Page."
    )


def test_a_permission_for_other_pages_only_is_missing(check):
    granular = [{"scope": "pages_manage_posts", "target_ids": ["999"]}]
    assert check(granular_scopes=granular)["Autorisations"].ok is False


def test_another_applications_token_is_named(check):
    assert check(app_id="999")["Notre application"].ok is False


def test_a_permission_that_nobody_uses_is_named_before_facebook_takes_it(
    check, channel
):
    PermissionUse.note(channel, SCOPES, NOW - timedelta(days=80))
    found = check()
    assert (
        found["Autorisation de lire la Page (pages_read_engagement)"].ok is True
    )  # just used
    finding = found["Autorisation de publier (pages_manage_posts)"]
    assert finding.ok is False
    assert finding.sentence == (
        "Utilisée pour la dernière fois le 3 septembre 2026. Si rien n’est publié ni "
        "corrigé avant le 2 décembre 2026, Facebook la reprend."
    )


def test_a_post_is_a_use_of_the_permission_to_post(check, channel, publication):
    PermissionUse.note(channel, SCOPES, NOW - timedelta(days=80))
    publication.at = NOW
    publication.channel = channel
    publication.save()
    publication.attempts.create(
        fence=1, started_at=NOW, ended_at=NOW, result=Attempt.Result.DONE
    )
    assert check()["Autorisation de publier (pages_manage_posts)"].ok is True


def test_each_permission_is_used_by_a_read(check, channel, graph_server):
    graph_server.answer({"data": []})
    read = graph_server.answers.pop()
    helpful = [*SCOPES, "read_insights"]
    assert (
        check(scopes=helpful, reads=[read])[
            "Autorisation de lire les chiffres (read_insights)"
        ].ok
        is True
    )
    assert graph_server.asked[2].path == f"/v26.0/{PAGE_ID}/insights"


def test_what_is_lost_without_a_permission_that_helps_is_said(check):
    found = check(scopes=[*SCOPES, "pages_manage_engagement"])
    assert found["Autorisations utiles"].sentence == (
        "Sans pages_manage_metadata, Facebook ne peut pas prévenir CityHub de ce qui "
        "se passe sur la Page\u00a0: CityHub la relit de temps en temps. Sans "
        "read_insights, Facebook ne donne pas d’autre chiffre que les fans."
    )


def test_the_right_to_comment_is_the_towns_to_keep_or_lose(check, channel):
    PermissionUse.note(channel, ["pages_manage_engagement"], NOW - timedelta(days=80))
    found = check(scopes=[*SCOPES, "pages_manage_engagement"])
    finding = found["Autorisation de commenter (pages_manage_engagement)"]
    assert (finding.ok, finding.ends_at) == (None, None)  # shown; nobody is mailed


def test_a_read_that_is_refused_is_named(check, graph_server):
    graph_server.error(10)
    refusal = graph_server.answers.pop()
    found = check(scopes=[*SCOPES, "read_insights"], reads=[refusal])
    assert found[
        "Autorisation de lire les chiffres (read_insights)"
    ].sentence.startswith("Il manque une autorisation")


@pytest.mark.parametrize(
    ("sight", "ok"),
    [
        (SEEN, True),
        (json.dumps(POST["message"]).encode(), True),
        (b"Connectez-vous pour continuer", None),
        (404, False),
        (500, None),
    ],
)
def test_a_post_is_looked_at_as_a_visitor_does(check, graph_server, sight, ok):
    assert check(sight=sight)["Visible par tous"].ok is ok
    visit = graph_server.asked[-1]
    assert visit.path == "/post"
    assert "Authorization" not in visit.headers


def test_without_a_post_nobody_can_tell_who_sees_it(check):
    assert check(post=None)["Visible par tous"].ok is None


def test_an_address_outside_facebook_is_not_visited(check, settings, graph_server):
    settings.FACEBOOK_LOGIN_URL = "https://www.facebook.com/"
    assert check()["Visible par tous"].ok is None
    assert [asked.path for asked in graph_server.asked][-1].endswith("published_posts")


def test_the_last_day_of_a_version_is_known(check, settings):
    settings.FACEBOOK_API_VERSION = "v22.0"
    finding = check(version="v22.0")["Version de Facebook"]
    assert finding.ok is True
    assert finding.ends_at.date() == date(2027, 5, 20)
    assert finding.sentence.startswith("La version v22.0 fonctionne jusqu’au 20 mai")


def test_a_version_that_has_ended_is_named(check):
    finding = check(version="v27.0")["Version de Facebook"]
    assert finding.sentence == (
        "Facebook répond en version v27.0 alors que nous demandons la v26.0. "
        "FACEBOOK_API_VERSION est à relever, et CityHub à mettre à jour."
    )


def test_trouble_on_the_way_is_a_finding_not_a_crash(graph_server, channel):
    graph_server.hang_up()
    [finding] = FacebookTransport(channel).check()
    assert (finding.ok, finding.fatal) == (False, False)
    assert finding.sentence == (
        "Facebook n’a pas répondu clairement. Nous redemandons de nous-mêmes."
    )


def test_a_refusal_that_ends_all_sending_stops_the_channel(graph_server, channel):
    graph_server.error(190, 460)
    [finding] = FacebookTransport(channel).check()
    assert finding.fatal is True
    assert "mot de passe" in finding.sentence


def test_the_token_is_not_in_any_finding(check):
    assert TOKEN not in f"{check(is_valid=False, app_id='9', scopes=[])}"
