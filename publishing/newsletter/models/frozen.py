"""What an issue said when it left."""

from django.db import models
from django.utils import timezone

from publishing.models import Publication
from publishing.newsletter.models.subject import Subject


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

    @property
    def better_subject(self) -> str:
        """Return the subject that won, where two were tried; else the only one."""
        trial = getattr(self, "trial", None)
        if trial and trial.winner == Subject.SECOND:
            return trial.second
        return self.subject

    @property
    def subjects(self) -> list[str]:
        """Return each subject that readers saw."""
        trial = getattr(self, "trial", None)
        return [self.subject, trial.second] if trial else [self.subject]

    def __str__(self) -> str:
        return self.subject
