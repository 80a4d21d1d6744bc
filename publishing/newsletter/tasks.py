"""Celery's hands for the newsletter."""

from celery import shared_task

from publishing.newsletter import hands
from publishing.newsletter.bounces import collect


@shared_task
def lend_a_hand() -> None:
    """Send beside the worker that has an issue's turn."""
    hands.lend_a_hand()


@shared_task
def read_return_mailbox() -> None:
    """Read the bounces and the wishes to leave."""
    collect.collect()
