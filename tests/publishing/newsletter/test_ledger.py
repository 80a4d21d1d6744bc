"""The ledger is written for everybody at once, however many they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publishing.newsletter.models import Delivery, Stint, Subscriber

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("readers", [1, 300])
def test_it_is_written_in_one_statement_and_counted_by_postgresql(
    readers, make_subscribers, plan_issue
):
    make_subscribers(readers)
    issue = plan_issue()
    with CaptureQueriesContext(connection) as captured:
        Delivery.objects.all().enlist(issue)
    counted = ["ANALYZE", "ANALYZE"] if connection.vendor == "postgresql" else []
    assert [query["sql"].split()[0] for query in captured] == ["INSERT", *counted]
    assert Delivery.objects.filter(publication=issue, state="waiting").count() == (
        readers
    )


def test_it_freezes_how_a_reader_is_reached(plan_issue):
    Subscriber.objects.create(
        email='"a@b"@Market.Example', name="Zoé", language="en", state="confirmed"
    )
    Delivery.objects.all().enlist(plan_issue())
    (delivery,) = Delivery.objects.values_list("address", "domain", "name", "language")
    assert delivery == ('"a@b"@Market.Example', "market.example", "Zoé", "en")


def test_who_stands_in_it_already_stays_as_she_is(make_subscribers, plan_issue):
    make_subscribers(2)
    issue = plan_issue()
    Delivery.objects.all().enlist(issue)
    Delivery.objects.filter(address="reader-0@example.org").update(state="sent")
    Subscriber.objects.create(email="late@example.org", state="confirmed")
    Delivery.objects.all().enlist(issue)
    states = Delivery.objects.order_by("pk").values_list("address", "state")
    assert list(states) == [
        ("reader-0@example.org", "sent"),
        ("reader-1@example.org", "waiting"),
        ("late@example.org", "waiting"),
    ]


def test_only_what_waits_is_due(make_subscribers, plan_issue):
    make_subscribers(5)
    issue = plan_issue()
    ledger = Delivery.objects.filter(publication=issue)
    ledger.enlist(issue)
    stint = Stint.objects.begin(issue)
    sent, begun, claimed, given_back = ledger.claim(stint, 4)
    ledger.filter(pk__in=[sent.pk, begun.pk]).update(state="sending")
    ledger.close([sent], stint)
    ledger.give_back([given_back], stint)
    due = ledger.filter(due_at__isnull=False).order_by("pk")
    assert list(due.values_list("state")) == [("waiting",), ("waiting",)]
    assert due.filter(pk=given_back.pk).exists()
    assert ledger.filter(pk=claimed.pk, state="claimed").exists()

    stint.end()
    ledger.recover()
    assert set(due.values_list("state")) == {("waiting",)}
    assert due.filter(pk=claimed.pk).exists()
    assert ledger.call_off() == 3
    assert not due.exists()
