"""What must not be wrong with the settings of Facebook."""

import pytest

from publishing.facebook.checks import (
    app_is_known,
    sandbox_stays_home,
    tokens_travel_encrypted,
)


@pytest.fixture(autouse=True)
def _at_home(settings):
    settings.CITYHUB_SANDBOX = True
    settings.CITYHUB_BASE_URL = "http://localhost:8000"
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


def ids(check):
    return [problem.id for problem in check(None)]


def test_the_sandbox_is_welcome_at_home():
    assert ids(sandbox_stays_home) == []


def test_the_sandbox_is_refused_where_others_reach_it(settings):
    settings.CITYHUB_BASE_URL = "https://ville.example"
    assert ids(sandbox_stays_home) == ["facebook.E001"]


@pytest.mark.parametrize("host", ["*", "ville.example", ".example", "10.0.0.4"])
def test_the_sandbox_is_refused_under_a_foreign_name(settings, host):
    settings.ALLOWED_HOSTS = ["localhost", host]
    [problem] = sandbox_stays_home(None)
    assert problem.id == "facebook.E001"
    assert problem.msg == (
        f"CITYHUB_SANDBOX is on, but the site answers to {host}: anybody could act "
        "as Facebook."
    )


def test_a_real_installation_without_the_sandbox_is_well(settings):
    settings.CITYHUB_SANDBOX = False
    settings.ALLOWED_HOSTS = ["ville.example"]
    assert ids(sandbox_stays_home) == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://graph.facebook.com/", []),
        ("http://127.0.0.1:8000/sandbox/graph/", []),
        ("http://[::1]:8000/sandbox/graph/", []),
        ("http://graph.facebook.com/", ["facebook.E002"]),
        ("http://localhost.example/", ["facebook.E002"]),
        ("nonsense", ["facebook.E002"]),
    ],
)
def test_tokens_leave_the_machine_encrypted_only(settings, url, expected):
    settings.FACEBOOK_GRAPH_URL = url
    assert ids(tokens_travel_encrypted) == expected


@pytest.mark.parametrize("name", ["FACEBOOK_APP_ID", "FACEBOOK_APP_SECRET"])
def test_an_unknown_application_is_a_warning(settings, name):
    setattr(settings, name, "")
    assert ids(app_is_known) == ["facebook.W001"]


def test_a_known_application_is_well():
    assert ids(app_is_known) == []
