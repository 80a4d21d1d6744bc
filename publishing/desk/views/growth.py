"""The fan curves, with the numbers behind them."""

from typing import Any

from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing.desk.access import DeskView
from publishing.desk.panels import DRAWING
from publishing.desk.pulse import open_channels
from publishing.desk.views.approval import DESK
from publishing.growth.curve import curves


class GrowthView(DeskView, WagtailAdminTemplateMixin, TemplateView):
    """Fans of each channel since the first count."""

    template_name = "desk/growth.html"
    page_title = gettext_lazy("Fans")
    header_icon = "history"
    breadcrumbs_items = [DESK, {"url": "", "label": page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add all points of all curves."""
        return super().get_context_data(
            curves=curves(open_channels()), media=DRAWING, **kwargs
        )
