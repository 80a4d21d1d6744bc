"""How much of the database one publication takes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.models import Publication
from tests.factories import make_news, make_shop

pytestmark = pytest.mark.django_db

#: Six of the engine (claim, read, renew, write the attempt, note the receipt,
#: end the attempt) and three of the page: its own row, its shop, its tags.
STATEMENTS = [
    ("UPDATE", "publishing_publication"),
    ("SELECT", "publishing_publication"),
    ("SELECT", "wagtailcore_page"),
    ("SELECT", "wagtailcore_page"),
    ("SELECT", "taggit_tag"),
    ("UPDATE", "publishing_publication"),
    ("INSERT", "publishing_attempt"),
    ("UPDATE", "publishing_publication"),
    ("UPDATE", "publishing_attempt"),
]


def statement(sql):
    return sql.split()[0], sql.split('"')[1]


def test_publishing_news_takes_few_statements(channel, wall):
    shop = make_shop()
    dispatch(Publication.objects.plan(make_news(shop), channel, timezone.now()).pk)
    planned = Publication.objects.plan(make_news(shop), channel, timezone.now())
    with CaptureQueriesContext(connection) as captured:
        dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == Publication.State.PUBLISHED
    said = [query["sql"] for query in captured.captured_queries]
    verbs = ("SELECT", "INSERT", "UPDATE", "DELETE")
    assert [statement(sql) for sql in said if sql.startswith(verbs)] == STATEMENTS


@pytest.mark.skipif(connection.vendor != "sqlite", reason="explains differently")
def test_the_tick_looks_only_at_what_is_due(db):
    now = timezone.now()
    plan = Publication.objects.due(now).not_handed_out(now).explain()
    assert "USING INDEX publication_due" in plan
