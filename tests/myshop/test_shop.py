"""My shop: what the directory says changes only after approval."""

from datetime import time

import pytest
from django.urls import reverse

from shops.models import OpeningHours, ShopPage
from tests.pictures import phone_photo, upload

pytestmark = pytest.mark.django_db

ADDRESS = "/ma-boutique/boutique/"


def test_the_form_shows_what_the_directory_says(counter, shop):
    shop.opening_hours = [
        OpeningHours(weekday=1, opens=time(9), closes=time(12)),
        OpeningHours(weekday=1, opens=time(14), closes=time(19)),
    ]
    shop.save()
    form = counter.get(ADDRESS).context["form"]
    assert form["street"].value() == "3 rue du Four"
    assert form["opens_1_1"].value() == time(14)
    assert form["closes_1_0"].value() == time(12)


def test_a_change_with_hours_and_photo_goes_through_approval(counter, shop, manager):
    response = counter.post(
        ADDRESS,
        {
            "sentence": "Le pain d’ici.",
            "phone": "04 00 00 00 00",
            "website": "maison-weber.example",
            "opens_0_0": "08:00",
            "closes_0_0": "12:30",
            "photo": upload(phone_photo((300, 200))),
        },
    )
    assert response.status_code == 302
    shop.refresh_from_db()
    assert shop.sentence == ""
    assert counter.get(ADDRESS).context["item"].may_change is False
    shop.current_workflow_task_state.approve(user=manager)
    shop = ShopPage.objects.get()
    assert shop.sentence == "Le pain d’ici."
    assert shop.website == "https://maison-weber.example"
    assert [str(hours) for hours in shop.opening_hours.all()] == ["lundi 08:00-12:30"]
    assert shop.photo.collection == shop.people.collection


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"opens_0_0": "08:00"}, "closes_0_0"),
        ({"closes_3_1": "08:00"}, "opens_3_1"),
        ({"opens_0_0": "08:00", "closes_0_0": "08:00"}, "closes_0_0"),
        ({"opens_0_0": "huit heures"}, "opens_0_0"),
        ({"website": "://"}, "website"),
        ({"email": "x"}, "email"),
        ({"photo": upload(b"<svg/>")}, "photo"),
    ],
)
def test_what_is_wrong_gets_a_sentence_at_its_field(counter, fields, wrong):
    response = counter.post(ADDRESS, {"sentence": "Le pain d’ici.", **fields})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [wrong]
    assert "Le pain d’ici." in response.content.decode()


def test_a_second_change_waits_for_the_answer_to_the_first(counter, shop):
    counter.post(ADDRESS, {"sentence": "Un"})
    counter.post(ADDRESS, {"sentence": "Deux"})
    shop.refresh_from_db()
    assert shop.get_latest_revision_as_object().sentence == "Un"


def test_a_late_opening_past_midnight_is_fine(counter, shop):
    counter.post(ADDRESS, {"opens_5_0": "18:00", "closes_5_0": "02:00"})
    shop.refresh_from_db()
    (hours,) = shop.get_latest_revision_as_object().opening_hours.all()
    assert (hours.opens, hours.closes) == (time(18), time(2))


def test_the_street_is_kept_when_the_form_comes_back(counter):
    response = counter.post(reverse("myshop:shop"), {"street": "4 rue", "email": "x"})
    assert response.context["form"]["street"].value() == "4 rue"
