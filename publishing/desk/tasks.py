"""Celery's hands at the desk."""

from celery import shared_task

from publishing.desk import deadlines


@shared_task
def keep_deadlines() -> None:
    """Apply the town's rule to what nobody decided in time."""
    deadlines.apply_rule()
