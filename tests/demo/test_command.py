"""`manage.py demo` builds on an empty sandbox and nowhere else."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from cityhub.demo.told import told
from shops.models import ShopPage
from tests.factories import make_shop

pytestmark = pytest.mark.django_db


def test_a_database_with_other_content_is_refused():
    make_shop()
    with pytest.raises(CommandError) as refusal:
        call_command("demo")
    assert str(refusal.value) == (
        "This database already holds content of its own (pages: 1); the "
        "demonstration town needs an empty one. Name another with "
        "CITYHUB_DATA_DIR or DATABASE_URL."
    )
    assert ShopPage.objects.count() == 1


def test_a_database_with_accounts_is_refused(manager):
    with pytest.raises(CommandError, match="accounts: 1"):
        call_command("demo")
    assert User.objects.count() == 1


def test_the_hub_leaves_other_content_as_it_is():
    make_shop()
    said = io.StringIO()
    call_command("demo", "--if-empty", stdout=said)
    assert said.getvalue() == "This database has content of its own; it stays so.\n"
    assert ShopPage.objects.count() == 1


def test_it_is_built_on_a_sandbox_only(settings):
    settings.CITYHUB_SANDBOX = False
    with pytest.raises(CommandError, match="CITYHUB_SANDBOX=1"):
        call_command("demo")


def test_both_languages_tell_of_the_same_things():
    french, english = told("fr-fr"), told("en-gb")
    assert (french.language, english.language) == ("fr", "en")
    assert french.news.keys() == english.news.keys()
    assert french.goods.keys() == english.goods.keys()
    assert french.scenes.keys() == english.scenes.keys()


def test_another_language_falls_back_to_english():
    assert told("de").language == "en"
