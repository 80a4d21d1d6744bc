"""The proof of life: the process, and everything that publishing stands on."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone
from kombu import Connection

from publishing.models import Heartbeat
from publishing.tasks import beat_heart

pytestmark = pytest.mark.django_db


def test_the_process_answers_without_a_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.cookies == {}


def test_it_is_ready_when_the_whole_path_works(client):
    beat_heart()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "wrong": {}})


def test_a_heart_that_stopped_is_named(client):
    Heartbeat.objects.create(pk=1, at=timezone.now() - timedelta(minutes=3))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert list(answer.json()["wrong"]) == ["heartbeat"]


def test_a_sign_of_life_of_a_clock_that_was_put_back_is_none(client):
    Heartbeat.objects.create(pk=1, at=timezone.now() + timedelta(minutes=50))
    assert list(client.get("/readyz").json()["wrong"]) == ["heartbeat"]


def test_a_broker_that_is_gone_is_named(client, celery_broker_gone):
    beat_heart()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["wrong"] == {"broker": "The broker does not answer."}


@pytest.fixture
def celery_broker_gone(monkeypatch, tmp_path):
    gone = f"redis+socket://{tmp_path / 'nobody.sock'}"
    monkeypatch.setattr(current_app, "connection_for_write", lambda: Connection(gone))
