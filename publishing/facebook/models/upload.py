"""Photos that Facebook has taken, for posts that may not be out yet."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from publishing.models import Publication

#: Facebook throws an unused photo away after about a day.
FRESH = timedelta(hours=20)


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploads, by what can still be done with them."""

    def usable(self, publication: "Publication") -> dict[str, str]:
        """Return what a new try of `publication` need not send again.

        Numbers on Facebook by digest: fresh, and not yet in a post.
        """
        since = timezone.now() - FRESH
        rows = self.filter(publication=publication, used=False, uploaded_at__gt=since)
        return dict(rows.values_list("digest", "remote_id"))

    def numbers(self, publication: "Publication") -> set[str]:
        """Return the numbers of all photos that were ever sent for `publication`."""
        rows = self.filter(publication_id=publication.pk)
        return set(rows.values_list("remote_id", flat=True))

    def use_up(self, publication: "Publication") -> None:
        """Note that a post has taken the photos: Facebook refuses them in another."""
        self.filter(publication=publication, used=False).update(used=True)


class Upload(models.Model):
    """One photo on Facebook, sent for one publication and shown by no other.

    So its number is a mark: the post that shows it is this publication's, also
    when the short link stands elsewhere.
    """

    publication = models.ForeignKey(
        "publishing.Publication", on_delete=models.CASCADE, related_name="uploads"
    )
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of the bytes and the alternative text."
    )
    remote_id = models.CharField(max_length=100)
    uploaded_at = models.DateTimeField(default=timezone.now)
    used = models.BooleanField(default=False, help_text="A post has taken it.")

    objects = UploadQuerySet.as_manager()

    def __str__(self) -> str:
        return self.remote_id
