"""Say something: one screen makes a page, a revision and an approval, once."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import GroupPagePermission, WorkflowState

from cityhub.myshop import limits
from cityhub.myshop.kinds import KINDS
from cityhub.myshop.models import KeptPhoto, Submission
from cityhub.photos.models import Photo
from events.models import EventPage, SessionPage, WorkshopPage
from shops.models import NewsPage
from shops.people import add_person
from tests.factories import make_shop
from tests.pictures import phone_photo, upload

pytestmark = pytest.mark.django_db

DAY = "%Y-%m-%d"
MINUTE = "%Y-%m-%dT%H:%M"


def say(counter, address="news", **fields):
    fields = {"text": "Le pain de seigle est revenu. Venez !", **fields}
    return counter.post(
        reverse("myshop:say", args=[address] if address else []), fields
    )


def dates(*rows):
    """The rows of an event's dates as the browser sends them."""
    form = {"dates-TOTAL_FORMS": len(rows), "dates-INITIAL_FORMS": 0}
    for number, (starts_at, ends_at) in enumerate(rows):
        for name, moment in (("starts_at", starts_at), ("ends_at", ends_at)):
            day, _, wall = moment.partition("T")
            form[f"dates-{number}-{name}_day"] = day
            form[f"dates-{number}-{name}_time"] = wall
    return form


def references(response):
    """What the form names its photos, in their order."""
    return [photo.reference for photo in response.context["form"].photos()]


def in_days(days, hour=10):
    moment = timezone.localtime() + timedelta(days=days)
    return moment.replace(hour=hour, minute=0).strftime(MINUTE)


def test_an_opening_with_a_phone_photo_waits_for_approval(counter, lea, shop):
    response = say(
        counter,
        "opening",
        opening_date=(timezone.localdate() + timedelta(days=9)).strftime(DAY),
        before="Une mercerie",
        who="Nous sommes deux boulangères.",
        signature="Léa",
        photo=upload(phone_photo()),
    )
    page = NewsPage.objects.get()
    assert response.url == reverse("myshop:item", args=[page.pk])
    assert page.get_parent().specific == shop
    assert (page.kind, page.live, page.owner) == ("opening", False, lea)
    assert (page.before, page.signature) == ("Une mercerie", "Léa")
    title = f"{NewsPage.Kind.OPENING.label}\u00a0: Maison Weber"
    assert page.title == title
    assert page.latest_revision.user == lea
    state = page.current_workflow_state
    assert (state.status, state.requested_by) == ("in_progress", lea)
    assert page.photo.collection == shop.people.collection
    assert page.alt_text == page.photo.description == title
    with page.photo.open_file() as file, Image.open(file) as image:
        assert (image.size, dict(image.getexif())) == ((3000, 4000), {})


@pytest.mark.parametrize("kind", [k for k in KINDS if k not in ("event", "session")])
def test_every_kind_of_news_can_be_sent(counter, kind):
    assert counter.get(reverse("myshop:say", args=[kind])).status_code == 200
    say(counter, kind)
    assert NewsPage.objects.get().kind == kind


def test_the_first_sentence_is_the_title_where_none_was_typed(counter):
    say(counter)
    assert NewsPage.objects.get().title == "Le pain de seigle est revenu"


def test_emoji_alone_make_no_title(counter, shop):
    say(counter, text="🎉🎉🥐")
    assert NewsPage.objects.get().title == f"Nouvelle\u00a0: {shop.title}"


def test_an_event_takes_several_dates_in_order(counter, shop):
    rows = dates((in_days(8), in_days(8, 18)), (in_days(3), ""), ("", ""))
    say(counter, "event", title="Dégustation", price="5 €", **rows)
    event = EventPage.objects.get()
    assert [date.starts_at.day for date in event.dates.all()] == [
        (timezone.localtime() + timedelta(days=days)).day for days in (3, 8)
    ]
    assert (event.shop, event.price) == (shop, "5 €")
    assert event.workflow_in_progress is True


@pytest.mark.parametrize(
    ("ends", "day", "hour"), [("T18:00", 3, 18), ("T02:00", 4, 2), ("T10:00", 4, 10)]
)
def test_an_end_without_a_day_is_the_next_time_that_hour_comes(
    counter, ends, day, hour
):
    say(counter, "event", **dates((in_days(3, 10), ends)))
    ends_at = timezone.localtime(EventPage.objects.get().dates.get().ends_at)
    assert ends_at.date() == timezone.localdate() + timedelta(days=day)
    assert ends_at.hour == hour


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ((in_days(-1), ""), "starts_at"),
        ((in_days(3), in_days(2)), "ends_at"),
        (("", in_days(2)), "starts_at"),
        (("", ""), "starts_at"),
        (("demain", ""), "starts_at"),
        ((in_days(3)[:10], ""), "starts_at"),
        ((in_days(3), in_days(3)[:10]), "ends_at"),
    ],
)
def test_a_wrong_date_gets_a_sentence_at_its_field(counter, row, field):
    response = say(counter, "event", **dates(row))
    assert response.status_code == 422
    assert list(response.context["dates"].forms[0].errors) == [field]
    assert EventPage.objects.count() == 0


def test_an_opening_yesterday_gets_a_sentence_at_its_field(counter):
    yesterday = (timezone.localdate() - timedelta(days=1)).strftime(DAY)
    response = say(counter, "opening", opening_date=yesterday)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["opening_date"]


def test_another_date_can_be_asked_for_without_scripts(counter):
    form = dates((in_days(3), ""))
    response = say(
        counter, "event", more="1", photo=upload(phone_photo((60, 40))), **form
    )
    assert len(response.context["dates"].forms) == 2
    for shown in in_days(3).split("T"):
        assert f'value="{shown}"' in response.text
    assert references(response) == [f"kept:{KeptPhoto.objects.get().pk}"]
    assert EventPage.objects.count() == 0


def test_photo_and_words_survive_an_error_and_are_sent_with_the_next_try(counter):
    first = say(
        counter, text="", title="Du seigle", photo=upload(phone_photo((600, 400)))
    )
    kept = KeptPhoto.objects.get()
    assert first.status_code == 422
    content = first.content.decode()
    assert "Du seigle" in content
    assert reverse("myshop:kept_photo", args=[kept.pk]) in content
    say(counter, title="Du seigle", picture=references(first))
    assert NewsPage.objects.get().photo.width == 400
    assert KeptPhoto.objects.count() == 0


def test_a_hostile_file_gets_a_sentence_and_an_earlier_photo_stays(counter):
    first = say(counter, text="", photo=upload(phone_photo((600, 400))))
    kept = references(first)
    response = say(counter, picture=kept, photo=upload(b"<svg/>"))
    assert list(response.context["form"].errors) == ["photo"]
    assert references(response) == kept
    assert Photo.objects.count() == 0


def test_the_kept_photo_of_somebody_else_is_not_found(counter, client):
    say(counter, text="", photo=upload(phone_photo((60, 40))))
    kept = KeptPhoto.objects.get()
    other = make_shop("Fleurs d'Ici")
    mia = type(kept.user).objects.create_user("mia")
    add_person(mia, other)
    client.force_login(mia)
    address = reverse("myshop:kept_photo", args=[kept.pk])
    assert client.get(address).status_code == 404
    say(client, picture=f"kept:{kept.pk}")
    assert NewsPage.objects.get().photo is None


def test_a_form_sent_twice_makes_one_item(counter):
    token = uuid.uuid4()
    first, second = say(counter, token=token), say(counter, token=token)
    assert first.url == second.url
    assert NewsPage.objects.count() == 1
    assert WorkflowState.objects.count() == 1
    assert Submission.objects.count() == 1


def test_sent_again_with_other_words_it_is_still_one_item_and_has_those(counter, lea):
    token = uuid.uuid4()
    first = say(counter, token=token, photo=upload(phone_photo()))
    again = {"token": token, "text": "Le seigle est revenu, et l'épeautre."}
    gone = {"picture": f"kept:{uuid.uuid4()}", "picture_alt": "Un pain"}
    second = say(counter, **again, **gone)
    page = NewsPage.objects.get().get_latest_revision_as_object()
    assert (second.url, page.text) == (first.url, again["text"])
    assert (Photo.objects.get().pk, WorkflowState.objects.active().count()) == (
        page.photo_id,
        1,
    )
    assert say(counter, **again, **gone).url == first.url
    assert page.revisions.count() == 2


def test_sent_again_as_another_kind_it_takes_the_place_of_the_first(counter):
    token = uuid.uuid4()
    say(counter, token=token)
    event = {"token": token, "kind": "event", **dates((in_days(3), ""))}
    second, third = say(counter, "", **event), say(counter, "", **event)
    assert NewsPage.objects.count() == 0
    address = reverse("myshop:item", args=[EventPage.objects.get().pk])
    assert (second.url, third.url) == (address, address)


def test_sent_again_after_its_approval_the_words_stay_with_her(counter, manager):
    token = uuid.uuid4()
    say(counter, token=token)
    page = NewsPage.objects.get()
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision()
    page.current_workflow_task_state.approve(user=manager)
    answer = say(counter, token=token, text="Et de l'épeautre.")
    assert (answer.status_code, Submission.objects.count()) == (422, 1)
    shown = answer.content.decode()
    assert "Et de l&#x27;épeautre." in shown
    assert "déjà approuvée" in shown


def test_a_draft_is_not_sent_until_its_button_is_pressed(counter):
    say(counter, draft="1")
    page = NewsPage.objects.get()
    assert page.current_workflow_state is None
    counter.post(reverse("myshop:send", args=[page.pk]))
    assert NewsPage.objects.get().workflow_in_progress is True


def test_the_shop_is_never_taken_from_what_was_sent(counter, shop):
    other = make_shop("Fleurs d'Ici")
    say(counter, shop=other.pk, parent=other.pk)
    assert NewsPage.objects.get().get_parent().specific == shop


def test_words_sent_after_the_session_ended_are_back_after_signing_in(client, lea):
    response = say(client, title="Du seigle")
    assert response.url.startswith(reverse("myshop:sign_in"))
    form = {"username": "lea@example.org", "password": "secret"}
    signed_in = client.post(response.url, form)
    back = client.get(signed_in.url).content.decode()
    assert "Le pain de seigle est revenu. Venez !" in back
    assert "Du seigle" in back
    assert "Du seigle" not in client.get(signed_in.url).content.decode()


def test_odd_words_get_a_sentence_or_a_page_and_never_a_crash(counter):
    assert say(counter, text="\0").status_code == 422
    assert say(counter, text="x" * 10_000).status_code == 422
    assert say(counter, title="x" * 10_000).status_code == 422
    assert (
        say(counter, text="'\"<script>alert(1)</script>", title="!!!").status_code
        == 302
    )
    assert say(counter, text="!?…", title="").status_code == 302
    assert say(counter, token="x").status_code == 422
    for picture in ("kept:not-a-key", "photo:x", "photo:9", "new:7", "?", ""):
        assert say(counter, picture=picture).status_code == 302
    assert say(counter, "event", **{"dates-TOTAL_FORMS": "x"}).status_code == 422


def test_too_many_in_an_hour_get_a_sentence_and_nothing_is_lost(counter, monkeypatch):
    monkeypatch.setattr(limits, "SUBMISSIONS", "2/h")
    for _ in range(2):
        say(counter, text="")  # what is wrong doesn't count
        assert say(counter).status_code == 302
    third = say(counter, photo=upload(phone_photo((60, 40))))
    assert third.status_code == 422
    assert third.context["form"].non_field_errors() == [limits.TOO_MANY]
    assert references(third) == [f"kept:{KeptPhoto.objects.get().pk}"]
    assert (
        counter.post("/ma-boutique/boutique/", {"sentence": "Ici"}).status_code == 422
    )


def workshop_for(user, agenda):
    workshop = agenda.add_child(
        instance=WorkshopPage(title="Ateliers du Commerce", text="Chaque mois.")
    )
    permission = Permission.objects.get(
        codename="add_page", content_type__app_label="wagtailcore"
    )
    for group in user.groups.exclude(name="Shopkeepers"):
        GroupPagePermission.objects.create(
            group=group, page=workshop, permission=permission
        )
    return workshop


def test_those_who_may_add_a_session_to_a_workshop(counter, lea, agenda, shop):
    assert "session" not in [k.name for k in kinds(counter)]
    assert say(counter, "session").status_code == 404
    workshop = workshop_for(lea, agenda)
    assert "session" in [k.name for k in kinds(counter)]
    say(
        counter, "session", title="Vitrines de Noël", workshop=workshop.pk,
        places="12", speaker="Ana", **dates((in_days(4), in_days(4, 12))),
    )  # fmt: skip
    session = SessionPage.objects.get()
    assert session.get_parent().specific == workshop
    assert (session.places, session.speaker, session.shop) == (12, "Ana", shop)
    assert session.workflow_in_progress is True


def kinds(counter):
    return counter.get(reverse("myshop:say")).context["form"].choices()


def test_a_kind_that_does_not_exist_is_not_found(counter):
    assert counter.get(reverse("myshop:say", args=["potluck"])).status_code == 404
