"""The sandbox answers on this machine only."""

import pytest

from tests.publishing.facebook.conftest import PAGE_ID, TOKEN

ADDRESSES = ["/sandbox/facebook/", f"/sandbox/graph/v26.0/{PAGE_ID}"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_under_a_public_name_there_is_no_sandbox(client, token, settings, address):
    settings.ALLOWED_HOSTS = ["ville.example"]
    headers = {"Host": "ville.example", "Authorization": f"Bearer {TOKEN}"}
    assert client.get(address, headers=headers).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_under_the_machines_own_names_there_is(client, token, settings, address, host):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    headers = {"Host": host, "Authorization": f"Bearer {TOKEN}"}
    assert client.get(address, headers=headers).status_code == 200
