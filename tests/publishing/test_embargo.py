"""Pages go live when their embargo is over: each once, none stopping the others."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Revision
from wagtail.signals import page_published

from publishing import embargo
from tests.factories import make_news, make_shop


def approve_for(news, instant):
    news.go_live_at = instant
    news.live = False
    news.save()
    news.save_revision().publish()


@pytest.fixture
def published():
    """The titles of the pages that went live, each time they did."""
    titles = []

    def note(instance, **_):
        titles.append(instance.title)

    page_published.connect(note)
    yield titles
    page_published.disconnect(note)


@pytest.fixture
def waiting(db, clock, published):
    shop = make_shop()
    pages = [make_news(shop, title=f"Nouvelle {number}") for number in range(3)]
    for page in pages:
        approve_for(page, timezone.now() + timedelta(hours=1))
    published.clear()
    return pages


@pytest.mark.django_db
def test_pages_go_live_at_their_instant_and_once(waiting, published, clock):
    embargo.lift()
    assert published == []
    clock.shift(timedelta(hours=1))
    embargo.lift()
    embargo.lift()
    assert published == ["Nouvelle 0", "Nouvelle 1", "Nouvelle 2"]
    assert type(waiting[0]).objects.live().count() == 3


@pytest.mark.django_db
def test_one_bad_page_does_not_stop_the_others(waiting, published, clock, monkeypatch):
    whole = Revision.publish

    def publish(self, *args, **options):
        if self.object_str == "Nouvelle 1":
            raise ZeroDivisionError
        return whole(self, *args, **options)

    monkeypatch.setattr(Revision, "publish", publish)
    clock.shift(timedelta(hours=1))
    embargo.lift()
    assert published == ["Nouvelle 0", "Nouvelle 2"]
    # It is tried again by the next run.
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 1


@pytest.mark.django_db
def test_pages_whose_time_is_over_go_offline(clock):
    news = make_news(expire_at=timezone.now() + timedelta(hours=1))
    clock.shift(timedelta(hours=2))
    embargo.lift()
    news.refresh_from_db()
    assert (news.live, news.expired) == (False, True)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_at_once_publish_each_page_once(waiting, published, clock):
    clock.shift(timedelta(hours=1))
    barrier = Barrier(2)

    def work():
        barrier.wait()
        embargo.lift()
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(published) == ["Nouvelle 0", "Nouvelle 1", "Nouvelle 2"]
    assert type(waiting[0]).objects.live().count() == 3
