"""The channel's health, one finding for each thing that must work."""

from datetime import UTC, datetime, timedelta

import pytest

from publishing.facebook.transport import FacebookTransport
from publishing.transport import Finding
from tests.publishing.facebook.conftest import PAGE_ID, TOKEN

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SCOPES = ["pages_show_list", "pages_read_engagement", "pages_manage_posts"]


@pytest.fixture
def check(graph_server, channel, settings, time_machine):
    time_machine.move_to(NOW, tick=False)

    def check(version="v26.0", **said):
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
        graph_server.answer({"id": PAGE_ID, "name": "La Page"})
        graph_server.answer({"data": []}, headers={"facebook-api-version": version})
        return {finding.name: finding for finding in FacebookTransport(channel).check()}

    return check


def seconds(days):
    return int((NOW + timedelta(days=days)).timestamp())


def test_all_is_well(check, graph_server):
    assert list(check().values()) == [
        Finding(name="Accès à la Page", ok=True),
        Finding(name="Notre application", ok=True),
        Finding(name="Autorisations", ok=True),
        Finding(name="Lecture de la Page", ok=True),
        Finding(name="Version de Facebook", ok=True),
    ]
    debug = graph_server.asked[0]
    assert debug.path == "/v26.0/debug_token"
    assert debug.headers["Authorization"] == "Bearer 123|the secret of the app"


def test_a_dead_token_is_named(check):
    finding = check(is_valid=False)["Accès à la Page"]
    assert finding.ok is False
    assert finding.sentence == (
        "Facebook n’accepte plus le jeton. Faites reconnecter la Page."
    )


@pytest.mark.parametrize(("days", "ok"), [(13, False), (15, True)])
def test_a_token_that_ends_soon_is_named_two_weeks_before(check, days, ok):
    finding = check(data_access_expires_at=seconds(days))["Accès à la Page"]
    assert finding.ok is ok


def test_the_first_of_two_ends_counts(check):
    finding = check(expires_at=seconds(3), data_access_expires_at=seconds(90))[
        "Accès à la Page"
    ]
    assert finding.sentence == (
        "L’accès prend fin le 25 novembre 2026. Faites reconnecter la Page avant "
        "cette date."
    )


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


def test_a_version_that_has_ended_is_named(check):
    finding = check(version="v27.0")["Version de Facebook"]
    assert finding.sentence == (
        "Facebook répond en version v27.0 alors que nous demandons la v26.0. "
        "FACEBOOK_API_VERSION est à relever, et CityHub à mettre à jour."
    )


def test_trouble_on_the_way_is_a_finding_not_a_crash(graph_server, channel):
    graph_server.hang_up()
    assert FacebookTransport(channel).check() == [
        Finding(
            name="Accès à la Page",
            ok=False,
            sentence="Facebook n’a pas répondu clairement. Nous redemandons de "
            "nous-mêmes.",
        )
    ]


def test_the_token_is_not_in_any_finding(check):
    assert TOKEN not in f"{check(is_valid=False, app_id='9', scopes=[])}"
