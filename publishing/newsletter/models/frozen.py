"""What an issue said when it left."""

from django.db import models
from django.utils import timezone

from publishing.models import Publication


class FrozenIssue(models.Model):
    """The pieces of an issue, frozen when its sending began.

    Every mail of the issue is made of them, however long the sending takes and
    whatever is edited meanwhile; so is its archive.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, related_name="frozen_issue"
    )
    subject = models.CharField(max_length=255)
    edito = models.TextField(blank=True)
    pieces = models.JSONField(default=list)
    frozen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.subject
