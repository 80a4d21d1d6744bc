"""Wagtail's signals: they only note that a page or its picture changed."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete
from django.utils import translation
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_unpublished

from publishing import waves
from publishing.contract import Publishable
from publishing.models import Publication
from publishing.obstacles import CALLED_OFF, CALLED_OFF_STATUSES


def note_published(instance: Page, **kwargs: object) -> None:
    """Note that a page is online with new words.

    The signal also fires when a future page is approved, which is not online yet.
    """
    if not instance.live:
        return
    # Nothing of it needs to be left there any more: the page itself is back.
    Publication.objects.filter(page_id=instance.pk, stays=True).update(stays=False)
    Publication.objects.page_changed(instance)
    _call_off_reminders(instance)
    waves.follow(instance)


def _call_off_reminders(page: Page) -> None:
    """Stop the waves to come of what doesn't take place as said."""
    if not isinstance(page, Publishable):
        return
    if page.announcement().status in CALLED_OFF_STATUSES:
        with translation.override(settings.LANGUAGE_CODE):
            Publication.objects.call_off(page, str(CALLED_OFF))


def note_unpublished(instance: Page, **kwargs: object) -> None:
    """Note that a page is no longer online."""
    Publication.objects.page_changed(instance)


def note_deleted(instance: Page, **kwargs: object) -> None:
    """Note that a page goes for good; its publications stay, without it."""
    Publication.objects.page_deleted(instance)


def note_picture_changed(instance: Model, created: bool, **kwargs: object) -> None:
    """Note that the pages which show this picture show it otherwise."""
    if created:
        return
    references = ReferenceIndex.get_references_to(instance).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    ids = {int(number) for number in references.values_list("object_id", flat=True)}
    for page in Page.objects.filter(pk__in=ids, live=True):
        Publication.objects.page_changed(page)


def connect() -> None:
    """Listen to every kind of page; called when the app is ready."""
    post_save.connect(
        note_picture_changed, sender=get_image_model(), dispatch_uid="publishing"
    )
    page_published.connect(note_published, dispatch_uid="publishing")
    page_unpublished.connect(note_unpublished, dispatch_uid="publishing")
    pre_delete.connect(note_deleted, sender=Page, dispatch_uid="publishing")
