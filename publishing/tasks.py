"""Celery's hands: four-line tasks, ids only."""

from celery import shared_task
from django.utils import timezone

from publishing import clock, dispatch, embargo, examination, letters
from publishing.models import Channel, Heartbeat, Publication
from publishing.models.planning import HAND_OUT_AGAIN

#: How many publications one tick hands out; the next one follows in a second.
HANDFUL = 100


@shared_task
def tick() -> None:
    """Hand out the publications that are due."""
    for publication_id in Publication.objects.hand_out(timezone.now(), HANDFUL):
        # A hint that waited too long is dropped: the next tick gives another.
        bring_forward.apply_async(
            (publication_id,), expires=HAND_OUT_AGAIN.total_seconds()
        )


@shared_task
def bring_forward(publication_id: str) -> None:
    """Bring one publication a step forward."""
    dispatch.dispatch(publication_id)


@shared_task
def beat_heart() -> None:
    """Prove that beat, broker, worker and database work together."""
    clock.look_at_clock(timezone.now())
    Heartbeat.beat()


@shared_task
def answer_doctor() -> None:
    """Prove that a worker takes messages now."""
    Heartbeat.beat(Heartbeat.ASKED)


@shared_task
def resume_rested_channels() -> None:
    """Let channels send again whose pause is over."""
    Channel.objects.resume_rested(timezone.now())


@shared_task
def publish_scheduled_pages() -> None:
    """Put the pages live whose embargo is over."""
    embargo.lift()


@shared_task
def deliver_letters() -> None:
    """Hand the letters that are due to the mail server."""
    letters.deliver_due()


@shared_task
def examine_channels() -> None:
    """Look at the health of every channel."""
    examination.examine_all()
