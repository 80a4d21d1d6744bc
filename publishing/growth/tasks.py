"""Celery's hand for growth."""

from celery import shared_task

from publishing.growth import counting


@shared_task
def take_fan_counts() -> None:
    """Count the fans of each channel."""
    counting.take_fan_counts()
