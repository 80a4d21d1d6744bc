"""Wagtail's admin speaks of the town's work, under CityHub's sign."""

from django.urls import reverse


def test_the_door_of_the_admin_is_labelled_in_french(client, db):
    door = client.get(reverse("wagtailadmin_login"), headers={"Accept-Language": "fr"})
    labels = [field.label for field in door.context["form"]]
    assert labels[:2] == ["Adresse e-mail ou nom d’utilisateur", "Mot de passe"]


def test_the_menu_has_no_news_of_wagtail_itself(client, manager):
    client.force_login(manager)
    desk = client.get("/gestion/").content.decode()
    assert "whats-new" not in desk
    assert "releases.wagtail.org" not in desk


def test_the_sign_above_the_menu_is_ours(client, manager):
    client.force_login(manager)
    assert '<img src="/static/icon' in client.get("/gestion/").content.decode()
