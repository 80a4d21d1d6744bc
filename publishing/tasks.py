"""Celery's hands: four-line tasks, ids only."""

from celery import shared_task

from publishing import dispatch
from publishing.models import Heartbeat


@shared_task
def tick() -> None:
    """Hand out the publications that are due."""


@shared_task
def bring_forward(publication_id: str) -> None:
    """Bring one publication a step forward."""
    dispatch.dispatch(publication_id)


@shared_task
def beat_heart() -> None:
    """Prove that beat, broker, worker and database work together."""
    Heartbeat.beat()


@shared_task
def publish_scheduled_pages() -> None:
    """Put the pages live whose embargo is over."""
