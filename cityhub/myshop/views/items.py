"""My items: what was said, where it stands, and how it will look."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.models import Page

from cityhub.myshop import sending
from cityhub.myshop.items import Item, items_of_shop, pages_of, with_states
from cityhub.myshop.limits import too_many_submissions
from cityhub.myshop.views.counter import CHOSEN, CounterView
from cityhub.photos.renditions import existing, prepare
from publishing.taking_off import asks_to_go


class ItemsView(CounterView):
    """The list of what the shop has said."""

    place = "items"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show the items of her shop, the newest first."""
        return self.show("items.html", items=items_of_shop(self.user, self.shop))


class ChooseShopView(CounterView):
    """Somebody with several shops says for which one she speaks."""

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Remember the shop, if it is hers."""
        mine = {str(shop.pk): shop.pk for shop in self.shops}
        chosen = mine.get(request.POST.get("shop", ""))
        if chosen:
            request.session[CHOSEN] = chosen
        return redirect("myshop:items")


def find_item(user: User, pk: int) -> Item:
    """Return the item, if it is hers and she may change it; else not found."""
    for pages in pages_of(user):
        page = pages.filter(pk=pk).first()
        if page and page.permissions_for_user(user).can_edit():
            return with_states([page])[0]
    raise Http404


class OneItemView(CounterView):
    """A screen about one item of hers; any other is not found."""

    place = "items"
    item: Item

    def prepare(self) -> HttpResponseBase | None:
        """Find the item among hers before anything else is done."""
        self.item = find_item(self.user, self.kwargs["pk"])
        return super().prepare()

    def latest(self) -> Page:
        """Return the page as it was written last."""
        return self.item.page.get_latest_revision_as_object()


class ItemView(OneItemView):
    """Where one item stands, and what can be done."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Show it with its state, its places and its look."""
        latest = self.latest()
        if latest.photo and existing(latest.photo, "thumb") is None:
            prepare(latest.photo)  # a draft of the admin; no visitor waits here
        return self.show("item.html", item=self.item, latest=latest)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class PreviewView(OneItemView):
    """The page as residents will see it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Serve the latest revision through Wagtail's own preview."""
        page = self.latest()
        return page.make_preview_request(request, page.default_preview_mode)


class TakeBackView(OneItemView):
    """She takes back what waits for approval, to change it."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Cancel the approval and open the form."""
        approval = self.item.approval
        if approval is None:
            return redirect("myshop:item", pk)
        if not approval.user_can_cancel(self.user):
            raise PermissionDenied
        asked_to_go = asks_to_go(self.latest())
        approval.cancel(user=self.user)
        if asked_to_go:
            sending.leave_there(self.item.page, self.user)
            messages.success(request, _("Taken back. It stays on the site."))
            return redirect("myshop:item", pk)
        messages.success(request, _("Taken back. Change it and send it again."))
        return redirect("myshop:change", pk)


class TakeOffView(OneItemView):
    """She wants something off the site; the town decides, as on any change."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Ask for it, unless it is asked for or gone already."""
        if self.item.may_leave and not too_many_submissions(request):
            sending.ask_to_take_off(self.item.page, self.user)
            messages.success(
                request,
                _("Asked. The town answers you by mail; until then it stays."),
            )
        return redirect("myshop:item", pk)


class DeleteView(OneItemView):
    """She throws a draft away."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Ask once."""
        self._check()
        return self.show("delete.html", item=self.item, latest=self.latest())

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Delete it."""
        self._check()
        self.item.page.delete(user=self.user)
        messages.success(request, _("The draft is gone."))
        return redirect("myshop:items")

    def _check(self) -> None:
        permissions = self.item.page.permissions_for_user(self.user)
        if not (self.item.may_be_deleted and permissions.can_delete()):
            raise PermissionDenied
