"""What the sandbox's login dialogue hands out: a code that is good once."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from publishing.facebook.sandbox.models.page import (
    AccessToken,
    SandboxPage,
    all_scopes,
    all_tasks,
)

LIFE = timedelta(minutes=10)
SHORT = timedelta(hours=2)


def new_code() -> str:
    """Return a fresh code."""
    return f"AQsandbox{secrets.token_hex(16)}"


class LoginCode(models.Model):
    """What a person agreed to, until the application fetches her token."""

    code = models.CharField(max_length=80, unique=True, default=new_code)
    page = models.ForeignKey(SandboxPage, on_delete=models.CASCADE, related_name="+")
    redirect_uri = models.CharField(max_length=500)
    scopes = models.JSONField(default=all_scopes)
    tasks = models.JSONField(default=all_tasks)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.page}, {self.made_at}"

    @classmethod
    def redeem(cls, **named: Any) -> AccessToken | None:
        """Return the person's short token for the code, None for a second time."""
        code = cls.objects.filter(**named, made_at__gte=timezone.now() - LIFE).first()
        if code is None or not cls.objects.filter(pk=code.pk).delete()[0]:
            return None
        return AccessToken.objects.create(
            kind=AccessToken.Kind.USER,
            page=code.page,
            scopes=code.scopes,
            tasks=code.tasks,
            expires_at=timezone.now() + SHORT,
        )
