"""Nothing comes from elsewhere, on the public pages or in the admin."""

import pytest

pytestmark = pytest.mark.django_db


def policy_of(answer):
    """Return the sources of each directive."""
    said = answer.headers["Content-Security-Policy"].split(";")
    return {name: set(sources) for name, *sources in (each.split() for each in said)}


def test_the_public_pages_run_no_script_of_their_own_text(client, home):
    policy = policy_of(client.get("/"))
    assert policy["default-src"] == {"'self'"}
    assert "'unsafe-inline'" not in policy["script-src"]
    assert policy["form-action"] == {"'self'"}


@pytest.mark.parametrize("address", ["/gestion/", "/gestion/pages/", "/gestion/login/"])
def test_the_admin_takes_nothing_from_elsewhere(client, manager, address, settings):
    settings.CITYHUB_BASE_URL = "https://ville.example"
    if address != "/gestion/login/":
        client.force_login(manager)
    policy = policy_of(client.get(address, follow=True))
    assert policy["script-src"] == {"'self'", "'unsafe-inline'"}
    assert policy["img-src"] == {"'self'", "data:", "blob:", "https://ville.example"}
    assert policy["frame-ancestors"] == policy["default-src"] == {"'self'"}
    assert policy["object-src"] == {"'none'"}


def test_only_the_admin_leads_to_facebook(client, settings):
    settings.FACEBOOK_LOGIN_URL = "https://www.facebook.com/"
    policy = policy_of(client.get("/gestion/login/"))
    assert policy["form-action"] == {
        "'self'",
        "https://www.facebook.com/",
        "https://*.facebook.com",
    }
