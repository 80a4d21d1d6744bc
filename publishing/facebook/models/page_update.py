"""What Facebook told us of a Page's posts: a queue in the database."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.models import Publication

#: A worker that died with an update in its hand leaves it to the next after this.
LEASE = timedelta(minutes=1)
#: A fault of ours that lasts this many tries is left to the log.
TRIES = 8
#: Facebook repeats a call for 36 hours; what came is recognised for longer.
KEPT = timedelta(days=7)


class PageUpdateQuerySet(models.QuerySet["PageUpdate"]):
    """Updates, by what is to be done with them."""

    def due(self, now: datetime) -> "PageUpdateQuerySet":
        """Return those to be handled by `now`, in the order in which they came."""
        return self.filter(due_at__lte=now).order_by("pk")

    def forget(self, now: datetime) -> None:
        """Delete what was handled long ago; `now` is aware."""
        self.filter(due_at=None, received_at__lt=now - KEPT).delete()


class PageUpdate(models.Model):
    """One change of one post of a Page, told by Facebook or read by us.

    `digest` says which change it is, so that a repetition is kept once. `mark`
    names the publication whose short link the text ends with, if any.
    """

    class Verb(models.TextChoices):
        ADD = "add", _("posted")
        EDIT = "edit", _("changed")
        REMOVE = "remove", _("removed")

    channel = models.ForeignKey(
        "publishing.Channel", on_delete=models.CASCADE, related_name="page_updates"
    )
    digest = models.CharField(max_length=64, unique=True)
    verb = models.CharField(max_length=10, choices=Verb.choices)
    remote_id = models.CharField(max_length=100)
    message = models.TextField(blank=True)
    permalink = models.URLField(max_length=500, blank=True)
    mark = models.CharField(max_length=12, blank=True)
    posted_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = PageUpdateQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False),
                name="page_update_due",  # asked every two seconds
            ),
            models.Index(fields=["channel", "mark"]),
            models.Index(fields=["channel", "remote_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.remote_id}"

    @classmethod
    def keep(cls, updates: Iterable[Self]) -> None:
        """Keep what is new among `updates`; the rest came before."""
        cls.objects.bulk_create(updates, ignore_conflicts=True)

    @classmethod
    def tells_of(cls, publication: Publication) -> bool:
        """Whether Facebook has told us of a post that carries its mark."""
        return cls.objects.filter(
            channel=publication.channel_id, mark=publication.pk, verb=cls.Verb.ADD
        ).exists()

    def claim(self, now: datetime) -> bool:
        """Take it for one lease; False when another worker has it."""
        free = self._mine().filter(due_at__lte=now)
        again = now + LEASE if self.tries < TRIES else None
        self.due_at, self.tries = again, self.tries + 1
        return free.update(due_at=again, tries=self.tries) == 1

    def finish(self) -> bool:
        """Note that it is handled; False when another worker has taken it over."""
        mine = self._mine()
        self.due_at = None
        return mine.update(due_at=None) == 1

    def postpone(self, until: datetime) -> bool:
        """Handle it at `until` (aware); False when another worker has it."""
        mine = self._mine()
        self.due_at, self.tries = until, 0
        return mine.update(due_at=until, tries=0) == 1

    def _mine(self) -> "models.QuerySet[PageUpdate]":
        # `tries` is the fence: each claim raises it.
        return PageUpdate.objects.filter(pk=self.pk, tries=self.tries)
