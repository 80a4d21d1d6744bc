"""After the stop is committed nothing leaves, also of what a worker is at."""

from threading import Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from publishing import standstill
from publishing.dispatch import dispatch
from publishing.models import Publication
from tests.factories import make_news, make_photo


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_post_whose_photo_is_under_way_stays_here(graph_server, channel):
    channel.save()
    manager = User.objects.create_user("manager")
    news = make_news(photo=make_photo())
    planned = Publication.objects.plan(news, channel, timezone.now())
    asked, go = graph_server.hold({"id": "photo-1"})

    def work():
        dispatch(planned.pk)
        connection.close()

    worker = Thread(target=work)
    worker.start()
    assert asked.wait(5)
    standstill.stop(manager, "Accident au marché")
    go.set()
    worker.join()

    assert [asked.path.rpartition("/")[2] for asked in graph_server.asked] == ["photos"]
    planned.refresh_from_db()
    assert (planned.state, planned.attempts.get().result) == ("planned", "not_sent")
