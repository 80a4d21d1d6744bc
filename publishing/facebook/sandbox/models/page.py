"""The sandbox's Pages, who follows them and who may act for them."""

import secrets

from django.db import models
from django.utils import timezone


def new_number() -> str:
    """Return a fresh number, fifteen digits as Facebook's are."""
    return str(secrets.randbelow(9 * 10**14) + 10**14)


def new_token() -> str:
    """Return a fresh token that looks like Facebook's."""
    return f"EAAsandbox{secrets.token_hex(24)}"


def all_scopes() -> list[str]:
    """Return the permissions to post and comment on a Page, read and hear it."""
    return [
        "pages_show_list",
        "pages_read_engagement",
        "pages_manage_posts",
        "pages_manage_engagement",
        "pages_manage_metadata",
    ]


def all_tasks() -> list[str]:
    """Return what who runs a Page may do there."""
    return ["CREATE_CONTENT", "MODERATE", "ANALYZE"]


class SandboxPage(models.Model):
    """A Page; `earlier_fans` followed it before anybody clicked here.

    `subscribed_fields` are what the application wants to hear of.
    """

    number = models.CharField(max_length=20, unique=True, default=new_number)
    name = models.CharField(max_length=100)
    about = models.CharField(max_length=200, blank=True)
    earlier_fans = models.PositiveIntegerField(default=0)
    subscribed_fields = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def followers_count(self) -> int:
        """Return how many follow the Page now."""
        return self.earlier_fans + self.fans.count()


class Fan(models.Model):
    """A visitor who follows the Page."""

    page = models.ForeignKey(SandboxPage, on_delete=models.CASCADE, related_name="fans")
    visitor = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "visitor"], name="a_fan_once")
        ]

    def __str__(self) -> str:
        return f"{self.visitor} → {self.page}"


class AccessToken(models.Model):
    """A token, in clear: it opens nothing but this sandbox."""

    class Kind(models.TextChoices):
        PAGE = "PAGE"
        USER = "USER"

    text = models.CharField(max_length=100, unique=True, default=new_token)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PAGE)
    page = models.ForeignKey(
        SandboxPage, on_delete=models.CASCADE, related_name="tokens"
    )
    scopes = models.JSONField(default=all_scopes)
    tasks = models.JSONField(default=all_tasks)
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.page}"

    @property
    def is_valid(self) -> bool:
        """Whether it has not expired."""
        return self.expires_at is None or self.expires_at > timezone.now()
