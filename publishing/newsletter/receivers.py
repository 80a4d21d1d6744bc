"""When an issue is planned or changed, its items are bound to it at once.

What counts is bound again when it leaves; this shows it on the desk earlier.
"""

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.search import index
from wagtail.signals import page_published

from publishing.models import Publication
from publishing.newsletter import agenda
from publishing.newsletter.cargo import load_cargo
from publishing.newsletter.models import FrozenIssue, IssuePage


def load_planned(instance: Publication, *, created: bool, **kwargs: object) -> None:
    """Bind the items of an issue that was planned."""
    if created and not instance.carried and instance.channel.gathers:
        issue = IssuePage.objects.filter(pk=instance.page_id).first()
        if issue:
            load_cargo(instance, issue)
            agenda.keep(instance)


def load_changed(instance: IssuePage, **kwargs: object) -> None:
    """Bind the items of an issue anew, whose contents changed before it left."""
    publication = instance.publication
    if publication and publication.state == Publication.State.PLANNED:
        load_cargo(publication, instance)
        agenda.keep(publication)


def find_sent(instance: FrozenIssue, *, created: bool, **kwargs: object) -> None:
    """Have an issue found by what it said, as soon as that is known."""
    if created:
        issues = IssuePage.objects.filter(pk=instance.publication.page_id)
        transaction.on_commit(lambda: [*map(index.insert_or_update_object, issues)])


def connect() -> None:
    """Listen."""
    post_save.connect(find_sent, sender=FrozenIssue)
    post_save.connect(load_planned, sender=Publication)
    page_published.connect(load_changed, sender=IssuePage)
