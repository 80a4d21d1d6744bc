"""The town's logo at the head of each public page, drawn before anybody asks."""

import pytest
from django.core.cache import cache
from wagtail.models import Site

from cityhub.home.models import TownSettings
from tests.factories import make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign():
    cache.clear()
    return TownSettings.for_site(Site.objects.get(is_default_site=True))


def test_the_logo_stands_beside_the_name(
    client, home, sign, django_capture_on_commit_callbacks
):
    sign.logo = make_photo(size=(400, 200))
    with django_capture_on_commit_callbacks(execute=True):
        sign.save()
    [drawn] = sign.logo.renditions.all()
    page = client.get("/").content.decode()
    assert f'src="{drawn.url}"' in page.split("</header>")[0]
    assert drawn.height == 96


def test_a_town_without_a_logo_has_the_sign_of_a_shop(client, home, sign):
    head = client.get("/").content.decode().split("</header>")[0]
    assert "<img" not in head
    assert 'class="brand"' in head
