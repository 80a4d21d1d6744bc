"""Groups of readers: described by what is known, asked at the moment of sending."""

import pytest

from publishing.newsletter.models import Delivery, Segment, Subscriber
from shops.models import ShopCategory, ShopPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(make_merchant):
    """Two merchants in two streets, and somebody of the town hall."""
    bread = ShopCategory.objects.get_or_create(name="Pain", slug="pain")[0]
    books = ShopCategory.objects.get_or_create(name="Livres", slug="livres")[0]
    make_merchant("Anna", street="1 rue du Marché", category=bread)
    make_merchant("Bea", street="2 place d’Armes", category=books)
    for name, fields in {
        "anna": {},
        "bea": {"language": "en"},
        "cleo": {"role": "town"},
    }.items():
        Subscriber.objects.create(
            email=f"{name}@example.org", state="confirmed", **fields
        )
    Subscriber.objects.create(email="left@example.org", state="unsubscribed")


@pytest.mark.parametrize(
    ("described", "meant"),
    [
        ({}, ["anna", "bea", "cleo"]),
        ({"language": "en"}, ["bea"]),
        ({"roles": ["merchant"]}, ["anna", "bea"]),
        ({"roles": ["town"]}, ["cleo"]),
        ({"roles": ["merchant", "town"], "language": "fr"}, ["anna", "cleo"]),
        ({"streets": ["rue du Marché"]}, ["anna"]),
        ({"categories": ["livres"]}, ["bea"]),
        ({"streets": ["rue du Marché"], "categories": ["livres"]}, []),
    ],
)
def test_what_is_known_decides_who_is_meant(readers, described, meant):
    people = Segment(name="x", **described).people()
    assert [person.email.partition("@")[0] for person in people] == meant


def test_who_moves_before_the_sending_is_meant_where_she_is_then(
    readers, plan_issue, send, post_office
):
    street = Segment.objects.create(name="Rue", streets=["rue du Marché"])
    issue = plan_issue(segment=street)
    ShopPage.objects.filter(title="Chez Anna").update(street="9 place d’Armes")
    ShopPage.objects.filter(title="Chez Bea").update(street="9 rue du Marché")
    send(issue)
    assert post_office.addresses == ["bea@example.org"]
    assert Delivery.objects.count() == 1


def test_a_group_is_made_at_the_desk_of_what_the_shops_say(readers, desk):
    new = "/gestion/newsletter/groups/new/"
    assert "rue du Marché" in desk.get(new).content.decode()
    said = {"name": "Rue", "language": "", "streets": ["rue du Marché"]}
    assert desk.post(new, said).status_code == 302
    segment = Segment.objects.get()
    assert (segment.streets, segment.roles) == (["rue du Marché"], [])
    page = desk.get(f"/gestion/newsletter/groups/edit/{segment.pk}/").content.decode()
    assert "1 lecteur aujourd’hui" in page
    ShopPage.objects.all().update(street="")
    assert (
        "rue du Marché"
        in desk.get(f"/gestion/newsletter/groups/edit/{segment.pk}/").content.decode()
    )


def test_the_list_costs_the_same_with_one_group_and_with_thirty(queries_of):
    Segment.objects.create(name="Un")
    with_one = queries_of("/gestion/newsletter/groups/")
    Segment.objects.bulk_create(Segment(name=f"S{number}") for number in range(29))
    assert queries_of("/gestion/newsletter/groups/") == with_one
