"""Where the application wants to be called."""

from django.db import models


class Callback(models.Model):
    """The one application's address for what happens on Pages."""

    application = models.CharField(max_length=30, unique=True)
    address = models.URLField(max_length=500)
    fields = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.address
