"""The sandbox's Graph API, asked in the test's own process."""

import pytest

from publishing.facebook.sandbox.models import AccessToken, SandboxPage
from tests.publishing.facebook.conftest import PAGE_ID, TOKEN


@pytest.fixture
def page(db):
    return SandboxPage.objects.create(name="Commerces en ville", number=PAGE_ID)


@pytest.fixture
def token(page) -> AccessToken:
    return page.tokens.create(text=TOKEN)


@pytest.fixture
def call(client, token):
    """Call the Graph API: `call("GET", "me")` returns status and decoded answer."""

    def call(method, path, as_token=TOKEN, **params):
        headers = {"Authorization": f"Bearer {as_token}"} if as_token else {}
        ask = {"GET": client.get, "POST": client.post, "DELETE": client.delete}[method]
        response = ask(f"/sandbox/graph/v26.0/{path}", params, headers=headers)
        call.headers = response.headers
        return response.status_code, response.json()

    return call
