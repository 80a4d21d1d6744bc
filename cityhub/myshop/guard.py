"""What isn't hers doesn't exist for a shopkeeper, at any address of the admin.

Wagtail refuses her each change, but names other people's pages and photos while
it refuses: in messages, choosers, histories and its own API. So we look first.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.documents import get_document_model
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images import get_image_model
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from cityhub.myshop.staying import works_for_the_town

ADMIN = "/gestion/"
REPORTS = f"{ADMIN}reports/"
#: Parameters by which Wagtail's addresses name a page, or a photo.
PAGES = {
    "page_id", "page_to_move_id", "page_to_copy_id", "parent_page_id",
    "destination_id", "parent_id",
}  # fmt: skip
PHOTOS = {"image_id"}
MAY_USE = ["add", "change", "delete", "choose"]


def hers(user: User | AnonymousUser) -> QuerySet[Page]:
    """Return the pages that `user` works with in the admin."""
    return PagePermissionPolicy().explorable_instances(user)


def choosable(pages: QuerySet[Page], user: User | AnonymousUser) -> QuerySet[Page]:
    """Leave in `pages` hers and those that everybody can read as they stand."""
    public = Q(live=True, has_unpublished_changes=False)
    seen = Page.objects.filter(public | Q(pk__in=hers(user).values("pk")))
    # By number only: the search of the chooser knows no other condition.
    return pages.filter(pk__in=seen.values_list("pk"))


def usable(model: type, user: User | AnonymousUser) -> QuerySet:
    """Return the photos or documents that `user` may use."""
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, MAY_USE)


class Guard:
    """Middleware: an address that names what isn't hers is not found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; the work is done where the address is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]
    ) -> None:
        """Look at the numbers in the address before anything is done with them."""
        user = request.user
        if not request.path.startswith(ADMIN) or not user.is_authenticated:
            return
        if user.is_superuser:
            return
        # Reports name everybody's pages.
        if request.path.startswith(REPORTS) and not works_for_the_town(user):
            raise Http404
        named = [kwargs[name] for name in PAGES & kwargs.keys()]
        if named:
            chooses = request.path.startswith(f"{ADMIN}choose-page/")
            pages = choosable(Page.objects.all(), user) if chooses else hers(user)
            _find(pages, named)
        photos = [kwargs[name] for name in PHOTOS & kwargs.keys()]
        if photos:
            _find(usable(get_image_model(), user), photos)


def _find(rows: QuerySet, numbers: list[object]) -> None:
    for number in numbers:
        if number is not None and not rows.filter(pk=number).exists():
            raise Http404


class Photos(ImagesAdminAPIViewSet):
    """Wagtail's own list of photos, of those she may use."""

    def get_queryset(self) -> QuerySet:
        """Leave out other people's."""
        mine = usable(get_image_model(), self.request.user)
        return super().get_queryset().filter(pk__in=mine.values("pk"))


class Documents(DocumentsAdminAPIViewSet):
    """Wagtail's own list of documents, of those she may use."""

    def get_queryset(self) -> QuerySet:
        """Leave out other people's."""
        mine = usable(get_document_model(), self.request.user)
        return super().get_queryset().filter(pk__in=mine.values("pk"))
