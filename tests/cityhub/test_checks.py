"""Bad configuration is named by a system check with an id."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


def ids(prefix: str = "cityhub.") -> list[str]:
    return [found.id for found in run_checks() if (found.id or "").startswith(prefix)]


@pytest.mark.parametrize("url", ["", "www.example.org", "https://example.org/town"])
def test_a_base_url_that_nobody_can_follow_is_an_error(settings, url):
    settings.CITYHUB_BASE_URL = url
    assert "cityhub.E001" in ids()


def test_a_public_site_without_https_is_warned_of(settings):
    settings.CITYHUB_BASE_URL = "http://www.example.org"
    settings.ALLOWED_HOSTS = ["www.example.org"]
    assert "cityhub.W002" in ids()


def test_a_base_url_that_allowed_hosts_refuses_is_an_error(settings):
    settings.CITYHUB_BASE_URL = "https://www.example.org"
    settings.ALLOWED_HOSTS = ["localhost"]
    assert "cityhub.E003" in ids()


def test_a_host_below_an_allowed_domain_is_fine(settings):
    settings.CITYHUB_BASE_URL = "https://www.example.org"
    settings.ALLOWED_HOSTS = [".example.org"]
    assert "cityhub.E003" not in ids()


def test_a_key_that_is_no_key_is_an_error(settings):
    settings.CITYHUB_ENCRYPTION_KEYS = ["too short"]
    assert ids("cityhub.E004") == ["cityhub.E004"]


def test_the_settings_of_the_tests_are_fine():
    assert ids() == []


@pytest.mark.django_db
def test_a_database_of_before_the_first_release_is_not_migrated():
    MigrationRecorder(connection).record_applied("home", "0003_front_door")
    with pytest.raises(SystemCheckError, match="E005"):
        call_command("migrate", verbosity=0, skip_checks=False)
