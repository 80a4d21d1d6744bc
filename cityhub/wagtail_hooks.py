"""What the whole house changes in Wagtail's admin."""

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cityhub.myshop.staying import works_for_the_town

#: News of Wagtail itself, in English, which says nothing to a town hall.
ABOUT_WAGTAIL = ("whats-new-in-wagtail", "editor-guide")


@hooks.register("construct_help_menu")
def keep_help_about_the_work(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out what is about Wagtail, and lead to the guide of one's own work."""
    menu_items[:] = [
        item for item in menu_items if not item.name.startswith(ABOUT_WAGTAIL)
    ]
    role = "manager" if works_for_the_town(request.user) else "shopkeeper"
    guide = static(f"guides/{role}-{get_language() or settings.LANGUAGE_CODE}.pdf")
    menu_items.insert(
        0,
        MenuItem(
            _("The guide on one page"),
            guide,
            name="guide",
            icon_name="doc-full",
            order=0,
        ),
    )
