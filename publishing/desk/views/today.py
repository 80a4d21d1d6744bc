"""The start page of the admin: for managers, Today and nothing else."""

from typing import Any

from django.conf import settings
from wagtail.admin.views.home import HomeView

from publishing.desk.access import is_manager


class TodayView(HomeView):
    """Wagtail's own, which leaves out for managers what the desk has elsewhere."""

    def get_template_names(self) -> list[str]:
        """Show managers no search of pages and no account: the menu has both."""
        if is_manager(self.request.user):
            return ["desk/start.html"]
        return super().get_template_names()

    def get_site_details(self) -> dict[str, Any]:
        """Name the program; a manager works with the whole town, not with one site."""
        if not is_manager(self.request.user):
            return super().get_site_details()
        name = settings.WAGTAIL_SITE_NAME
        return {"root_page": None, "root_site": None, "site_name": name}
