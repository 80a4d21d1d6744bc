"""What keeps a form from being lost or sent twice."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

#: Nobody comes back to a half-filled form after that.
KEPT_FOR = timedelta(days=2)


def kept_path(photo: "KeptPhoto", name: str) -> str:
    """Return where a kept photo lies: a place that nobody can guess."""
    return f"kept/{photo.pk}/{name}"


class KeptPhoto(models.Model):
    """A photo that came with a form which could not be sent yet.

    It survives the error beside it: the form comes back with this row's key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    file = models.FileField(upload_to=kept_path)
    kept_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("kept photo")
        verbose_name_plural = _("kept photos")

    def __str__(self) -> str:
        return self.file.name or ""

    @classmethod
    def keep(
        cls, user: User, file: UploadedFile, *, key: uuid.UUID | None = None
    ) -> Self:
        """Keep `file` (clean, from the intake) for `user`; drop what is too old."""
        for old in cls.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR)[:20]:
            old.drop()
        file.seek(0)
        return cls.objects.create(pk=key or uuid.uuid4(), user=user, file=file)

    def drop(self) -> None:
        """Remove the row and its file."""
        self.file.delete(save=False)
        self.delete()


class Submission(models.Model):
    """A form that was sent: sent again (double tap, reload), it does nothing.

    Unless it comes with other words, because she wrote on where the answer had
    been lost: then they take the place of the first ones.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    token = models.UUIDField()
    page = models.ForeignKey(
        Page, null=True, on_delete=models.CASCADE, related_name="+"
    )
    mark = models.CharField(max_length=64, blank=True)  # of the words it came with
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "token"], name="one_submission_per_form"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.sent_at}"
