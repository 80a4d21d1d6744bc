"""One mail in all the ways in which readers may see it."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _


class Look(models.TextChoices):
    """How a mail program shows a mail."""

    PHONE = "phone", _("Phone")
    DESKTOP = "desktop", _("Computer")
    DARK = "dark", _("Dark")
    NO_PICTURES = "no-pictures", _("Without pictures")
    TEXT = "text", _("As text")

    @property
    def width(self) -> int:
        """Return how wide, in pixels, the mail is shown."""
        return 390 if self == Look.PHONE else 700

    @property
    def policy(self) -> str:
        """Return the Content-Security-Policy of a mail that looks so.

        It stands alone, as in a mail program: no script, no form, no way out.
        """
        pictures = "'none'" if self == Look.NO_PICTURES else "http: https:"
        return (
            f"sandbox; default-src 'none'; img-src {pictures}; "
            "style-src 'unsafe-inline'; frame-ancestors 'self'"
        )


def as_seen(html: str, look: Look) -> str:
    """Return the HTML part by day or by night, whatever the visitor's own screen."""
    night = look == Look.DARK
    html = re.sub(
        r"@media\s*\(prefers-color-scheme:\s*dark\)",
        "@media all" if night else "@media not all",
        html,
    )
    scheme = "dark" if night else "light"
    return html.replace('content="light dark"', f'content="{scheme}"')
