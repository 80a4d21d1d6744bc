"""When each permission was used last: after ninety idle days Facebook takes it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from publishing.models import Channel


class PermissionUse(models.Model):
    """The last use of one permission on one Page that we know of."""

    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="permission_uses"
    )
    permission = models.CharField(max_length=60)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "permission"], name="one_last_use_of_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.permission}: {self.used_at}"

    @staticmethod
    def note(channel: Channel, permissions: Iterable[str], used_at: datetime) -> None:
        """Note that `permissions` were used, or given, at `used_at` (aware)."""
        PermissionUse.objects.bulk_create(
            [
                PermissionUse(channel=channel, permission=permission, used_at=used_at)
                for permission in permissions
            ],
            update_conflicts=True,
            unique_fields=["channel", "permission"],
            update_fields=["used_at"],
        )
