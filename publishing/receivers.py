"""Wagtail's signals: they only note that a page changed; the engine decides."""

from django.db.models.signals import pre_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from publishing.models import Publication


def note_published(instance: Page, **kwargs: object) -> None:
    """Note that a page is online with new words.

    The signal also fires when a future page is approved, which is not online yet.
    """
    if instance.live:
        Publication.objects.page_changed(instance)


def note_unpublished(instance: Page, **kwargs: object) -> None:
    """Note that a page is no longer online."""
    Publication.objects.page_changed(instance)


def note_deleted(instance: Page, **kwargs: object) -> None:
    """Note that a page goes for good; its publications stay, without it."""
    Publication.objects.page_deleted(instance)


def connect() -> None:
    """Listen to every kind of page; called when the app is ready."""
    page_published.connect(note_published, dispatch_uid="publishing")
    page_unpublished.connect(note_unpublished, dispatch_uid="publishing")
    pre_delete.connect(note_deleted, sender=Page, dispatch_uid="publishing")
