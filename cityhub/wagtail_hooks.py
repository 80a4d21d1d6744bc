"""What the whole house changes in Wagtail's admin."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem

#: News of Wagtail itself, in English, which says nothing to a town hall.
ABOUT_WAGTAIL = ("whats-new-in-wagtail", "editor-guide")


@hooks.register("construct_help_menu")
def keep_help_about_the_work(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out what is about Wagtail, not about the work."""
    menu_items[:] = [
        item for item in menu_items if not item.name.startswith(ABOUT_WAGTAIL)
    ]
