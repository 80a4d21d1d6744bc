"""Celery's hands for the Facebook Page."""

from celery import shared_task

from publishing.facebook import settling, watch


@shared_task
def handle_page_updates() -> None:
    """Handle what Facebook told us."""
    settling.handle_due()


@shared_task
def look_at_pages() -> None:
    """Look at the Pages whose time has come."""
    watch.look_at_pages()
