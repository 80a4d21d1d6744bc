"""The demonstration town, built once for each language and then thrown away."""

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from cityhub.demo.told import LANGUAGES, told
from cityhub.demo.town import build

CHEAP = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}


@pytest.fixture(scope="module", params=LANGUAGES)
def town(request, tmp_path_factory, django_db_setup, django_db_blocker):
    """The town with small pictures; what it is told from."""
    media = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=str(media), LANGUAGE_CODE=request.param, **CHEAP),
        transaction.atomic(),
    ):
        build(request.param, timezone.now(), lambda step: None, width=150)
        yield told(request.param)
        transaction.set_rollback(True)
