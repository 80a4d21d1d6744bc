"""What My shop adds to the Wagtail admin, and what it keeps from shopkeepers."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.api.v2.router import WagtailAPIRouter

from cityhub.myshop.guard import Documents, Photos, choosable, may_read_reports
from cityhub.myshop.viewsets import InvitationViewSet

hooks.register("register_admin_viewset", InvitationViewSet)


@hooks.register("construct_page_chooser_queryset")
def offer_what_she_may_see(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Choosers offer no drafts of others."""
    return choosable(pages, request.user)


@hooks.register("construct_admin_api", order=100)
def answer_with_what_she_may_use(router: WagtailAPIRouter) -> None:
    """Wagtail's API for its own screens names no photos of others."""
    router.register_endpoint("images", Photos)
    router.register_endpoint("documents", Documents)


@hooks.register("construct_main_menu")
def hide_reports(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """No way to what is not found behind it."""
    if not may_read_reports(request.user):
        menu_items[:] = [item for item in menu_items if item.name != "reports"]
