"""Fan counts and their curve."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrowthConfig(AppConfig):
    """Fan counts and their curve."""

    name = "publishing.growth"
    label = "growth"
    verbose_name = _("Growth")

    def ready(self) -> None:
        """Offer the figure that the newsletter shows."""
        from publishing import figures  # noqa: PLC0415 (app registry)
        from publishing.growth.figure import fan_growth  # noqa: PLC0415

        figures.offer(fan_growth)
