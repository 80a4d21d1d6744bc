"""Posts on the Page that did not come from here."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models import Publication

EXCERPT = 300


class ForeignPostQuerySet(models.QuerySet["ForeignPost"]):
    """Foreign posts, by when they stood there."""

    def between(self, since: datetime, until: datetime) -> "ForeignPostQuerySet":
        """Return what was posted from `since` to before `until` (aware)."""
        return self.filter(posted_at__gte=since, posted_at__lt=until)

    def standing(self) -> "ForeignPostQuerySet":
        """Leave out what was removed, and what turned out to be ours."""
        ours = Publication.objects.exclude(remote_id="").values("remote_id")
        return self.filter(removed_at=None).exclude(remote_id__in=ours)


class ForeignPost(models.Model):
    """A post made by hand or by another program: seen, shown, never touched."""

    channel = models.ForeignKey(
        "publishing.Channel", on_delete=models.CASCADE, related_name="foreign_posts"
    )
    remote_id = models.CharField(max_length=100)
    excerpt = models.CharField(max_length=EXCERPT, blank=True)
    permalink = models.URLField(max_length=500)
    posted_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = ForeignPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post made elsewhere")
        verbose_name_plural = _("posts made elsewhere")
        ordering = ["-posted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "remote_id"], name="a_foreign_post_once"
            )
        ]
        indexes = [models.Index(fields=["channel", "posted_at"])]

    def __str__(self) -> str:
        return self.excerpt or self.remote_id
