"""Celery's hands for the newsletter."""

from celery import shared_task
from django.utils import timezone

from publishing.newsletter import ahead, hands
from publishing.newsletter.bounces import collect
from publishing.newsletter.people import retention


@shared_task
def compose_ahead() -> None:
    """Compose the next issue when its days are near."""
    ahead.compose_ahead(timezone.now())


@shared_task
def lend_a_hand() -> None:
    """Send beside the worker that has an issue's turn."""
    hands.lend_a_hand()


@shared_task
def read_return_mailbox() -> None:
    """Read the bounces and the wishes to leave."""
    collect.collect()


@shared_task
def keep_people_no_longer_than_needed() -> None:
    """Ask or forget whose three years end."""
    retention.keep_to_it()
