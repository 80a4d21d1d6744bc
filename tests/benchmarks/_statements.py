"""Statements that one publication costs the database, from claim to record."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publishing import dispatch
from tests.benchmarks._fair_page import Fair, connect, make_items, plan
from tests.faults.storm.page import PageServer

ITEMS = 20
AIM = 8
#: What opens and closes transactions asks the database nothing.
BRACKETS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_statements_of_one_publication(settings):
    channel, counts = connect(), []
    with PageServer(Fair()) as page:
        settings.FACEBOOK_GRAPH_URL = page.url
        for news in make_items(0, ITEMS).values():
            publication = plan(news, channel, time.time())
            with CaptureQueriesContext(connection) as captured:
                dispatch.dispatch(publication.pk)
            asked = [q for q in captured if not q["sql"].startswith(BRACKETS)]
            counts.append(len(asked))
        assert len(page.posts) == ITEMS
    first, *others = counts
    print(f"\nstatements for one publication, {ITEMS} items")
    print(f"  first, with empty caches   {first:3}")
    print(f"  each other, at most        {max(others):3}   (aim ≤ {AIM})")
    print("  baseline: claim, attempt and record alone are 4")
