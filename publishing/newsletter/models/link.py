"""The links in the mail of an issue, and how often they were followed."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Sum
from django.urls import reverse
from django.utils import timezone

from publishing.models.publication import new_mark
from publishing.models.visits import count_one
from publishing.newsletter.models.frozen import FrozenIssue
from publishing.newsletter.models.subject import Subject


class CountedLink(NamedTuple):
    """A link, and how often it was followed."""

    section: str
    words: str
    target: str
    people: int
    machines: int


class LinkQuerySet(models.QuerySet["Link"]):
    """Links of issues."""

    def counted(self) -> list["CountedLink"]:
        """Return each with how often people and machines followed it, in their order.

        A link is one, whichever subject its mail bears.
        """
        links = self.values_list("section", "words", "target").annotate(
            people=Sum("clicks__people", default=0),
            machines=Sum("clicks__machines", default=0),
        )
        return [CountedLink(*link) for link in links.order_by("position")]


class Link(models.Model):
    """One address in one section of an issue's mail, the same for every reader.

    Where two subjects are tried, for every reader of the same one. `section` is
    the heading above it, empty outside the sections; `words` what the reader
    sees of it.
    """

    key = models.CharField(primary_key=True, max_length=12, default=new_mark)
    issue = models.ForeignKey(
        FrozenIssue, on_delete=models.CASCADE, related_name="links"
    )
    subject = models.CharField(max_length=6, choices=Subject, default=Subject.FIRST)
    position = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=255, blank=True)
    target = models.TextField()

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "subject", "position"],
                name="one_link_per_issue_subject_and_position",
            )
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.words}"

    @property
    def address(self) -> str:
        """Return what stands in the mail: our own address, which leads to `target`."""
        path = reverse("newsletter:follow", args=[self.key])
        return f"{settings.CITYHUB_BASE_URL}{path}"


class DailyClicks(models.Model):
    """How often one link was followed on one town day; no person stands behind it.

    `people` counts those who seem to be people, `machines` the programs that
    check links.
    """

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="clicks")
    day = models.DateField()
    people = models.PositiveIntegerField(default=0)
    machines = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link", "day"], name="one_count_per_link_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.link_id} {self.day}: {self.people} + {self.machines}"

    @classmethod
    def add_person(cls, key: str) -> None:
        """Count one click of today (town time) that seems a person's."""
        count_one(cls.objects.all(), "people", link_id=key, day=timezone.localdate())

    @classmethod
    def add_machine(cls, key: str) -> None:
        """Count one click of today that is a program's."""
        count_one(cls.objects.all(), "machines", link_id=key, day=timezone.localdate())

    @classmethod
    def were_machines(cls, keys: Iterable[str]) -> None:
        """Set one click of today on each link apart: it was no person's after all."""
        rows = cls.objects.filter(
            link_id__in=keys, day=timezone.localdate(), people__gt=0
        )
        rows.update(people=F("people") - 1, machines=F("machines") + 1)
