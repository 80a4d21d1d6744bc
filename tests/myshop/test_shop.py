"""My shop: what the directory says changes only after approval."""

from datetime import date, time

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
    refused = counter.post(ADDRESS, {"sentence": "Deux"})
    assert refused.status_code == 422
    assert "Deux" in refused.text
    shop.refresh_from_db()
    assert shop.get_latest_revision_as_object().sentence == "Un"


def test_a_change_whose_answer_was_lost_lands_once(counter, shop):
    token = counter.get(ADDRESS).context["form"]["token"].value()
    for _time in range(2):
        sent = counter.post(ADDRESS, {"sentence": "Un", "token": token})
        assert sent.status_code == 302
    shop.refresh_from_db()
    assert shop.revisions.count() == 1


def test_a_change_that_waits_can_be_taken_back(counter, shop):
    counter.post(ADDRESS, {"sentence": "Un"})
    counter.post(reverse("myshop:take_shop_back"))
    form = counter.get(ADDRESS).context["form"]
    assert form["sentence"].value() == "Un"
    assert counter.post(ADDRESS, {"sentence": "Deux"}).status_code == 302
    shop.refresh_from_db()
    assert shop.get_latest_revision_as_object().sentence == "Deux"


def days(*rows):
    """Return `rows` (first day, last day, opens, closes, why) as a form sends them."""
    names = ("first_day", "last_day", "opens", "closes", "why")
    words = {"days-TOTAL_FORMS": len(rows), "days-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        words |= {f"days-{number}-{n}": v for n, v in zip(names, row, strict=False)}
    return words


def test_holidays_are_said_in_a_row_of_their_own(counter, shop):
    said = days(
        ("2099-12-24", "", "09:00", "16:00"),
        ("2099-08-01", "2099-08-15", "", "", "Congés"),
        ("", ""),
    )
    assert counter.post(ADDRESS, said).status_code == 302
    shop.refresh_from_db()
    shop = shop.get_latest_revision_as_object()
    august, eve = shop.days_apart.all()
    assert (august.last_day.day, august.opens, august.why) == (15, None, "Congés")
    assert (eve.first_day, eve.last_day, eve.closes) == (
        date(2099, 12, 24),
        date(2099, 12, 24),
        time(16),
    )


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("", "2099-08-15"), "first_day"),
        (("2099-08-02", "2099-08-01"), "last_day"),
        (("2020-08-02", "2020-08-05"), "last_day"),
        (("2020-08-02",), "first_day"),
        (("2099-08-02", "", "09:00"), "closes"),
        (("2099-08-02", "", "", "09:00"), "opens"),
    ],
)
def test_a_row_that_makes_no_sense_gets_a_sentence(counter, row, wrong):
    response = counter.post(ADDRESS, days(row))
    assert response.status_code == 422
    assert list(response.context["days"].forms[0].errors) == [wrong]


def test_without_a_script_one_more_row_is_made_and_nothing_lost(counter, shop):
    said = days(("2099-08-01", "2099-08-15", "", "", "Congés"))
    response = counter.post(ADDRESS, {**said, "sentence": "Un", "more": "1"})
    rows = response.context["days"].forms
    assert [row["why"].value() for row in rows] == ["Congés", None]
    assert response.context["form"]["sentence"].value() == "Un"
    shop.refresh_from_db()
    assert shop.has_unpublished_changes is False


def test_several_photos_keep_their_order_and_their_words(counter, shop, manager):
    photos = [upload(phone_photo((300, 200 + n))) for n in range(3)]
    words = {
        "picture": ["new:1", "new:0", "new:2"],
        "picture_alt": ["La vitrine", "Le four", ""],
    }
    assert counter.post(ADDRESS, {"photo": photos, **words}).status_code == 302
    shop.refresh_from_db()
    shop.current_workflow_task_state.approve(user=manager)
    shop = ShopPage.objects.get()
    shown = [shop.alt_text, *(row.alt_text for row in shop.photos.all())]
    assert shown == ["La vitrine", "Le four", "Maison Weber"]

    form = counter.get(ADDRESS).context["form"]
    first, second, _third = form.photos()
    words = {
        "picture": [second.reference, first.reference],
        "picture_alt": ["Le four", "La vitrine"],
        "photos_shown": form.photos_shown,
    }
    counter.post(ADDRESS, words)
    shop.refresh_from_db()
    shop = shop.get_latest_revision_as_object()
    assert [shop.alt_text, *(row.alt_text for row in shop.photos.all())] == [
        "Le four",
        "La vitrine",
    ]


def test_a_late_opening_past_midnight_is_fine(counter, shop):
    counter.post(ADDRESS, {"opens_5_0": "18:00", "closes_5_0": "02:00"})
    shop.refresh_from_db()
    (hours,) = shop.get_latest_revision_as_object().opening_hours.all()
    assert (hours.opens, hours.closes) == (time(18), time(2))


def test_the_street_is_kept_when_the_form_comes_back(counter):
    response = counter.post(reverse("myshop:shop"), {"street": "4 rue", "email": "x"})
    assert response.context["form"]["street"].value() == "4 rue"
