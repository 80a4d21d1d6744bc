"""What My shop adds to the Wagtail admin, and what it keeps from shopkeepers."""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page

from cityhub.myshop.guard import Documents, Photos, choosable
from cityhub.myshop.staying import works_for_the_town
from cityhub.myshop.viewsets import InvitationViewSet
from shops.models import ShopPage
from shops.people import without_people

hooks.register("register_admin_viewset", InvitationViewSet)


@hooks.register("construct_page_chooser_queryset")
def offer_what_she_may_see(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Choosers offer no drafts of others."""
    return choosable(pages, request.user)


@hooks.register("register_page_header_buttons")
def lead_to_speaking_for_it(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Lead from a shop that has nobody to saying something in its name."""
    if page.specific_class is not ShopPage or not works_for_the_town(user):
        return
    if without_people().filter(pk=page.pk).exists():
        yield Button(
            _("Say something for this shop"),
            f"{reverse('myshop:speak_for')}?shop={page.pk}",
            icon_name="edit",
            priority=6,
        )


@hooks.register("construct_admin_api", order=100)
def answer_with_what_she_may_use(router: WagtailAPIRouter) -> None:
    """Wagtail's API for its own screens names no photos of others."""
    router.register_endpoint("images", Photos)
    router.register_endpoint("documents", Documents)


@hooks.register("construct_main_menu")
def hide_reports(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """No way to what is not found behind it."""
    if not works_for_the_town(request.user):
        menu_items[:] = [item for item in menu_items if item.name != "reports"]
