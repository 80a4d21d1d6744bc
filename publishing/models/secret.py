"""Random secrets of the house: made when first asked for, kept sealed."""

import secrets
from typing import Self

from django.db import models

from publishing.credentials import decrypt, encrypt, needs_older_key, reseal


class SecretQuerySet(models.QuerySet["Secret"]):
    """Secrets, by what opens them."""

    def behind_older_keys(self) -> list["Secret"]:
        """Return those that the newest key doesn't open."""
        return [each for each in self.order_by("pk") if needs_older_key(each.sealed)]


class Secret(models.Model):
    """A key that must outlive SECRET_KEY: what it signed or hashed is kept for years."""

    name = models.CharField(max_length=60, unique=True)
    sealed = models.TextField(editable=False)

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = "secret"
        verbose_name_plural = "secrets"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str) -> bytes:
        """Return the secret of this name, the same for ever.

        Raises publishing.credentials.CredentialsLost when no key opens it.
        """
        fresh = {"sealed": encrypt(secrets.token_hex(32))}
        found: Self = cls.objects.get_or_create(name=name, defaults=fresh)[0]
        return decrypt(found.sealed).encode()

    def reseal(self) -> None:
        """Seal it with the newest key.

        Raises publishing.credentials.CredentialsLost when no key opens it.
        """
        same = Secret.objects.filter(pk=self.pk, sealed=self.sealed)
        same.update(sealed=reseal(self.sealed))
