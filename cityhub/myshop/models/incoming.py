"""A photo on its way from the phone, piece by piece; it goes on after a break."""

import uuid

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cityhub.myshop.models.keeping import KEPT_FOR
from cityhub.photos.intake import take_in


class IncomingPhotoQuerySet(models.QuerySet["IncomingPhoto"]):
    """Photos on their way."""

    def begin(self, key: uuid.UUID, user: User, *, name: str, size: int) -> None:
        """Expect a photo under `key`, chosen by the phone, if it isn't expected yet.

        Photos that nobody went on with are dropped.
        """
        self.filter(began_at__lt=timezone.now() - KEPT_FOR).delete()
        self.get_or_create(pk=key, defaults={"user": user, "name": name, "size": size})


class IncomingPhoto(models.Model):
    """What has arrived of one photo. As it came: nobody is shown it before the intake.

    The phone chooses the key, which becomes that of the kept photo.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = IncomingPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("incoming photo")
        verbose_name_plural = _("incoming photos")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received__lte=F("size")),
                name="no_more_received_than_expected",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.received}/{self.size}"

    @property
    def is_whole(self) -> bool:
        """Whether all of it has arrived."""
        return self.received == self.size

    def add(self, offset: int, content: bytes) -> bool:
        """Add the piece that begins at `offset`; False when another is the next one.

        One conditional UPDATE: of two tabs that send the same piece, one does.
        """
        with transaction.atomic():
            is_next = (
                type(self)
                .objects.filter(pk=self.pk, received=offset)
                .filter(size__gte=offset + len(content))
            )
            if not is_next.update(received=offset + len(content)):
                return False
            self.pieces.create(offset=offset, content=content)
        self.received = offset + len(content)
        return True

    def taken_in(self) -> UploadedFile:
        """Return the whole photo, clean.

        Raises ValidationError with a sentence for people when it will not do.
        """
        content = b"".join(
            bytes(piece) for piece in self.pieces.values_list("content", flat=True)
        )
        return take_in(SimpleUploadedFile(self.name or "photo", content))


class Piece(models.Model):
    """Some bytes of a photo on its way."""

    photo = models.ForeignKey(
        IncomingPhoto, on_delete=models.CASCADE, related_name="pieces"
    )
    offset = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("piece of a photo")
        verbose_name_plural = _("pieces of photos")
        ordering = ["offset"]
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "offset"], name="each_piece_of_a_photo_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} {self.offset}"
