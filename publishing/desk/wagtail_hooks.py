"""What the desk adds to Wagtail's admin."""

from collections.abc import Iterator

from django.contrib.auth.models import Permission, User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from publishing.desk import approving, leaving, urls
from publishing.desk.access import is_manager
from publishing.desk.deputies import DeputyViewSet
from publishing.desk.panels import TodayPanel
from publishing.models import Publication

#: The desk's style sheets; everything else is Wagtail's.
PIECES = ("desk", "today", "waiting", "health", "kept_true", "faults")


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[URLPattern | URLResolver]:
    """Serve the desk below /desk/ of the admin."""
    return [path("desk/", include(urls))]


@hooks.register("register_admin_viewset")
def register_deputies() -> DeputyViewSet:
    """Let administrators say who may decide by mail."""
    return DeputyViewSet("deputies")


@hooks.register("register_log_actions")
def name_what_is_logged(actions: LogActionRegistry) -> None:
    """Say in a page's history what the desk did with it."""
    actions.register_action(
        "desk.undo", _("Take back an approval"), _("Approval taken back")
    )
    actions.register_action(
        "desk.approve_by_mail", _("Approve by mail"), _("Approved by mail")
    )
    actions.register_action(
        "desk.send_back_by_mail", _("Send back by mail"), _("Sent back by mail")
    )


@hooks.register("register_permissions")
def offer_permission_to_connect() -> QuerySet[Permission]:
    """Let administrators say in a group's settings who connects channels."""
    return Permission.objects.filter(
        content_type__app_label="publishing", codename="change_channel"
    )


class DeskMenuItem(SubmenuMenuItem):
    """The desk in the menu, for managers only."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether who asks works at the desk."""
        return is_manager(request.user)


@hooks.register("register_admin_menu_item")
def register_desk_menu() -> DeskMenuItem:
    """Put the desk first in the menu."""
    screens = (
        ("waiting", _("To approve"), "check"),
        ("calendar", _("Calendar"), "calendar-alt"),
        ("publications", _("Planned and published"), "list-ul"),
        ("channels", _("Channels"), "site"),
        ("texts", _("Post texts"), "edit"),
        ("rules", _("Rules"), "list-ol"),
        ("growth", _("Fans"), "history"),
        ("standstill", _("Stop everything"), "warning"),
    )
    items = [
        MenuItem(label, reverse(f"desk:{name}"), name=name, icon_name=icon, order=order)
        for order, (name, label, icon) in enumerate(screens)
    ]
    return DeskMenuItem(
        _("Desk"), Menu(items=items), name="desk", icon_name="desktop", order=10
    )


@hooks.register("construct_homepage_panels", order=1000)
def put_the_desk_first(request: HttpRequest, panels: list[Component]) -> None:
    """Give managers the desk instead of Wagtail's own lists."""
    if is_manager(request.user):
        panels[:] = [TodayPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)  # after all others
def drop_the_summary(request: HttpRequest, items: list[Component]) -> None:
    """Leave counts of pages and pictures out of the manager's day."""
    if is_manager(request.user):
        items.clear()


@hooks.register("insert_global_admin_css")
def add_desk_css() -> SafeString:
    """Load the desk's few own pieces."""
    return format_html_join(
        "",
        '<link rel="stylesheet" href="{}">',
        ((static(f"desk/{piece}.css"),) for piece in PIECES),
    )


@hooks.register("construct_page_action_menu")
def offer_one_way_to_approve(
    menu_items: list, request: HttpRequest, context: dict
) -> None:
    """Hide "Publish" while an item waits for approval."""
    page = context.get("page")
    if page is not None and approving.waits_for_approval(page):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("before_edit_page")
def lead_publish_to_approval(request: HttpRequest, page: Page) -> None:
    """Save, then look and approve: also when "Publish" was pressed in an old tab."""
    if request.method == "POST" and approving.waits_for_approval(page):
        approving.ask_to_look(request)


@hooks.register("after_edit_page")
def lead_to_approval_screen(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Go on to the approval screen when the editor was left by "Look and approve"."""
    if request.POST.get("workflow-action-name") != "look":
        return None
    screen = approving.screen_of(page)
    return redirect(screen) if screen else None


@hooks.register("after_publish_page")
def say_where_it_does_not_go(request: HttpRequest, page: Page) -> None:
    """Say that publishing in the editor announces nothing."""
    if approving.is_announced_nowhere(page):
        messages.warning(
            request,
            _(
                "The page is on the site and is announced nowhere. To announce it, "
                "submit it for approval."
            ),
        )


@hooks.register("before_bulk_action")
def look_before_bulk_actions(
    request: HttpRequest, action_type: str, objects: list, action: object
) -> HttpResponse | None:
    """Refuse to publish many at once when one waits for approval; ask of posts."""
    if action_type in ("unpublish", "delete"):
        pages = [each for each in objects if isinstance(each, Page)]
        below = action_type == "delete" or bool(request.POST.get("include_descendants"))
        return leaving.ask(request, pages, with_descendants=below)
    if action_type != "publish" or not any(
        isinstance(page, Page) and approving.waits_for_approval(page)
        for page in objects
    ):
        return None
    messages.error(
        request, _("Items that wait for approval are approved one by one, here.")
    )
    return redirect("desk:waiting")


@hooks.register("register_page_header_buttons")
def lead_to_its_announcements(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Lead from a page to where it is announced, in the editor and in the list."""
    if is_manager(user) and Publication.objects.filter(page_id=page.pk).exists():
        yield Button(
            _("Where it is announced"),
            reverse("desk:item", args=[page.pk]),
            icon_name="site",
            priority=5,
        )


@hooks.register("before_unpublish_page")
def ask_before_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask what becomes of the posts of a page that goes offline."""
    below = bool(request.POST.get("include_descendants"))
    return leaving.ask(request, [page], with_descendants=below)


@hooks.register("before_delete_page")
def ask_before_deleting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask what becomes of the posts of a page that is deleted, with all below it."""
    return leaving.ask(request, [page], with_descendants=True)
