"""The one screen: kind, dates, title and hashtags come from her words."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag

from cityhub.myshop import limits
from cityhub.photos.models import Photo
from events.models import EventPage
from events.wording import say_day
from publishing.models import Channel
from shops.models import NewsPage
from shops.people import add_person
from tests.factories import make_news, make_shop
from tests.myshop.test_say import MINUTE, dates, references, say
from tests.pictures import phone_photo, upload

pytestmark = pytest.mark.django_db


def saturday():
    today = timezone.localdate()
    return today + timedelta((5 - today.weekday()) % 7 or 7)


def understood(counter, **words):
    return counter.post(reverse("myshop:understood"), words).json()


def photos(number):
    return [upload(phone_photo((60 + n, 40))) for n in range(number)]


def test_the_kind_is_guessed_from_the_words(counter):
    say(counter, None, text="On déménage au 12 rue du Four.")
    assert NewsPage.objects.get().kind == "move"


def test_the_kind_she_chose_wins(counter):
    say(counter, None, text="On déménage au 12 rue du Four.", kind="news")
    assert NewsPage.objects.get().kind == "news"


def test_the_kind_of_an_item_is_named_on_its_form(counter):
    say(counter, "portrait", draft="1")
    page = NewsPage.objects.get()
    change = counter.get(reverse("myshop:change", args=[page.pk])).text
    label = NewsPage.Kind.PORTRAIT.label
    assert re.search(r"data-kind-name\s*>(.*?)<", change)[1] == label


def test_without_scripts_the_dates_are_shown_before_they_are_sent(counter):
    words = "Dégustation de tommes dans deux semaines, samedi 10h-18h."
    first = say(counter, None, text=words)
    assert (first.status_code, EventPage.objects.count()) == (422, 0)
    form, rows = first.context["form"], first.context["dates"]
    assert (form.chosen, form["seen"].value()) == ("event", "on")
    starts = rows.forms[0]["starts_at"].value().strftime(MINUTE)
    say(
        counter, None, text=words, kind="event", seen="on",
        **dates((starts, starts.replace("T10", "T18"))),
    )  # fmt: skip
    event = EventPage.objects.get()
    assert event.title == "Dégustation de tommes dans deux semaines"
    assert timezone.localtime(event.dates.get().ends_at).hour == 18


def test_what_another_kind_asked_is_neither_checked_nor_written(counter):
    say(counter, None, kind="news", opening_date="never", before="Une mercerie")
    page = NewsPage.objects.get()
    assert (page.opening_date, page.before) == (None, "")


def test_while_she_types_we_say_what_we_understand_and_save_nothing(counter, shop):
    Tag.objects.create(name="fromages", slug="fromages")
    shop.tags.add("Vieille ville")
    shop.save()
    answer = understood(
        counter,
        text="Dégustation de fromage samedi 10h-18h",
        picture=["new:0", "new:1"],
    )
    day = saturday().isoformat()
    assert answer["kind"] == "event"
    assert answer["dates"] == [[day, "10:00", day, "18:00"]]
    assert answer["title"] == "Dégustation de fromage"
    assert answer["tags"] == "fromages, Vieille ville"
    assert len(answer["alts"]) == 2
    assert understood(counter, text="\0", picture="x")["dates"] == []
    assert EventPage.objects.count() == NewsPage.objects.count() == 0


def test_the_title_is_without_the_date_that_ends_its_sentence(counter):
    words = "Tasting of breads on Saturday, 10 am to 6 pm. Bring a neighbour!"
    assert understood(counter, text=words)["title"] == "Tasting of breads"


def test_hashtags_are_proposed_until_she_has_seen_them(counter, shop):
    Tag.objects.create(name="seigle", slug="seigle")
    say(counter)
    assert list(NewsPage.objects.get().tags.names()) == ["seigle"]
    say(counter, seen="on", tags="")
    assert list(NewsPage.objects.latest("pk").tags.names()) == []
    say(counter, seen="on", tags="#pain, Fait maison, pain")
    assert list(NewsPage.objects.latest("pk").tags.names()) == ["pain", "Fait maison"]


def test_photos_keep_their_order_and_their_words(counter):
    say(
        counter, photo=photos(3), picture=["new:2", "new:0"],
        picture_alt=["Le four", "La pâte"],
    )  # fmt: skip
    page = NewsPage.objects.get()
    assert (page.photo.height, page.alt_text) == (62, "Le four")
    [second, third] = page.more_pictures
    assert second.alt_text == "La pâte"
    assert [Photo.objects.get(pk=p.image_id).height for p in (second, third)] == [
        60,
        61,
    ]
    assert third.alt_text.endswith("photo 3")


def test_ten_photos_are_taken_and_eleven_get_a_sentence(counter):
    response = say(counter, photo=photos(11))
    assert list(response.context["form"].errors) == ["photo"]
    say(counter, photo=photos(10))
    assert len(NewsPage.objects.get().more_pictures) == 9


def test_without_scripts_photos_are_put_first_and_taken_out(counter):
    one, two = references(say(counter, text="", photo=photos(2)))
    moved = say(counter, picture=[one, two], photo_first=two)
    assert references(moved) == [two, one]
    assert references(say(counter, picture=[one, two], photo_out=one)) == [two]


def test_the_photos_of_a_page_stay_until_she_takes_them_out(counter):
    say(counter, draft="1", photo=photos(2))
    page = NewsPage.objects.get()
    change = reverse("myshop:change", args=[page.pk])
    first, second = references(counter.get(change))
    words = {"text": "Encore.", "draft": "1", "photos_shown": f"{first} {second}"}
    counter.post(change, {**words, "picture": [second]})
    page = NewsPage.objects.get().get_latest_revision_as_object()
    assert (f"photo:{page.photo_id}", page.more_pictures) == (second, ())


def test_the_photo_of_another_shop_is_not_hers_to_use(counter, client):
    say(counter, photo=photos(1))
    theirs = Photo.objects.get()
    other = make_shop("Fleurs d'Ici")
    user = type(theirs.uploaded_by_user).objects.create_user("mia")
    add_person(user, other)
    client.force_login(user)
    say(client, picture=f"photo:{theirs.pk}")
    assert NewsPage.objects.latest("pk").photo is None


def test_an_old_item_is_said_again_without_its_dates(counter, shop):
    old = make_news(shop, kind="opening", text="Nous ouvrons.", live=True)
    old.opening_date = timezone.localdate()
    old.tags.add("four")
    old.save_revision().publish()
    address = reverse("myshop:say") + f"?comme={old.pk}"
    form = counter.get(address).context["form"]
    assert form["text"].value() == "Nous ouvrons."
    assert (form["tags"].value(), form["opening_date"].value()) == ("four", None)
    assert form.chosen == "opening"


def test_the_item_of_another_shop_is_not_there_to_be_said_again(counter):
    theirs = make_news(make_shop("Fleurs d'Ici"))
    address = reverse("myshop:say") + f"?comme={theirs.pk}"
    assert counter.get(address).status_code == 404


def look(counter, **words):
    return counter.post(reverse("myshop:looks"), words)


def test_post_and_mail_are_drawn_while_she_types_and_nothing_is_saved(
    counter, newsletter_channel
):
    Channel.objects.create(kind="facebook", name="Ville de Clairac")
    answer = look(
        counter, text="Le pain de seigle est revenu. Venez !", picture=["new:0", "kept:1"],
        picture_alt=["Le four", ""],
    )  # fmt: skip
    content = answer.content.decode()
    assert [p.channel.kind for p in answer.context["previews"]] == [
        "facebook", newsletter_channel.kind,
    ]  # fmt: skip
    assert content.count("Le pain de seigle est revenu. Venez") >= 2
    assert {"#photo-0", "#photo-1"} <= set(re.findall(r"#photo-\d", content))
    assert 'alt="Le four"' in content
    assert (NewsPage.objects.count(), Photo.objects.count()) == (0, 0)


def test_an_event_is_drawn_with_the_dates_of_its_words(counter, newsletter_channel):
    content = look(counter, text="Dégustation samedi 10h-18h").content.decode()
    assert say_day(saturday()) in content
    assert look(counter, text="").status_code == 204


def page_look(counter, **words):
    return counter.post(reverse("myshop:page_look"), words)


def test_the_page_is_drawn_by_its_own_template_and_nothing_is_saved(counter):
    answer = page_look(
        counter, text="Le pain de seigle est revenu. Venez !", picture=["new:0", "new:1"],
        picture_alt=["Le four", "Le fournil"],
    )  # fmt: skip
    content = answer.content.decode()
    assert answer.templates[0].name == "shops/news_page.html"
    assert "Maison Weber" in content
    assert {"#photo-0", "#photo-1"} <= set(re.findall(r"#photo-\d", content))
    assert 'alt="Le fournil"' in content
    assert (NewsPage.objects.count(), Photo.objects.count()) == (0, 0)
    assert page_look(counter, text="").status_code == 204


def test_the_page_of_an_event_says_the_dates_of_its_words(counter):
    answer = page_look(counter, text="Dégustation samedi 10h-18h")
    assert answer.templates[0].name == "events/event_page.html"
    assert say_day(saturday()) in answer.content.decode()


def test_too_many_looks_are_refused(counter, monkeypatch):
    monkeypatch.setattr(limits, "LOOKS", "1/m")
    words = {"text": "Le pain est revenu."}
    looks = [counter.post(reverse("myshop:understood"), words) for _ in range(2)]
    assert [each.status_code for each in looks] == [200, 429]
    assert look(counter, **words).status_code == 429
