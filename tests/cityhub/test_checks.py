"""Bad configuration is named by a system check with an id."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


def ids(prefix: str = "cityhub.", *, deploy: bool = False) -> list[str]:
    found = run_checks(include_deployment_checks=deploy)
    return [each.id for each in found if (each.id or "").startswith(prefix)]


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


@pytest.mark.parametrize(
    ("header", "warned_of"),
    [("REMOTE_ADDR", ["cityhub.W006"]), ("HTTP_X_FORWARDED_FOR", [])],
)
def test_one_address_for_everybody_is_warned_of(settings, header, warned_of):
    settings.HTTPS = True
    settings.RATELIMIT_IP_META_KEY = header
    assert ids("cityhub.W006", deploy=True) == warned_of


def test_limits_that_each_process_counts_for_itself_are_warned_of(settings):
    assert ids("cityhub.W007", deploy=True) == ["cityhub.W007"]
    shared = {"BACKEND": "django.core.cache.backends.redis.RedisCache"}
    settings.CACHES = {"default": shared}
    assert ids("cityhub.W007", deploy=True) == []


def test_the_settings_of_the_tests_are_fine():
    assert ids() == []


@pytest.mark.django_db
def test_a_database_of_before_the_first_release_is_not_migrated():
    MigrationRecorder(connection).record_applied("home", "0003_front_door")
    with pytest.raises(SystemCheckError, match="E005"):
        call_command("migrate", verbosity=0, skip_checks=False)
