"""What every screen of My shop needs: somebody signed in, and her shop."""

from typing import Any

from django.contrib.auth.mixins import AccessMixin
from django.contrib.auth.models import User
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.crypto import salted_hmac
from django.views.generic import View

from cityhub.myshop.speaking import shops_at_hand
from cityhub.myshop.staying import renew, works_for_the_town
from cityhub.myshop.unsent import set_aside
from shops.models import ShopPage

KEPT_ON_PHONE = "Kept-On-Phone"  # a header: the phone keeps what it sends until told
CHOSEN = "myshop_chosen"  # in the session: the shop of somebody who has several


class CounterView(AccessMixin, View):
    """A screen for the people of a shop; `shop` is the one she speaks for now."""

    login_url = reverse_lazy("myshop:sign_in")
    place = ""  # which of the three at the bottom is lit
    user: User
    shop: ShopPage
    shops: list[ShopPage]

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Ask who it is, and find her shop; somebody without one gets a sentence."""
        if not request.user.is_authenticated:
            if KEPT_ON_PHONE in request.headers:
                return HttpResponse(status=401)  # her phone signs in and sends it again
            if request.method == "POST":
                set_aside(request)
            return self.handle_no_permission()
        renew(request)
        self.user = request.user
        chosen = request.session.get(CHOSEN)
        self.shops = list(shops_at_hand(self.user, chosen))
        if not self.shops:
            return self.without_shop()
        mine = {shop.pk: shop for shop in self.shops}
        self.shop = mine.get(chosen, self.shops[0])
        response = self.prepare() or super().dispatch(request, *args, **kwargs)
        return (
            _without_a_way(response) if KEPT_ON_PHONE in request.headers else response
        )

    def without_shop(self) -> HttpResponseBase:
        """Ask the town's people which shop they speak for; tell others how to get one."""
        if works_for_the_town(self.user):
            return redirect("myshop:speak_for")
        return render(self.request, "myshop/no_shop.html", status=403)

    def prepare(self) -> HttpResponseBase | None:
        """Find what the address names; return a response to end here."""
        return None

    def show(
        self, template: str, status: int = 200, **context: Any
    ) -> HttpResponseBase:
        """Render `template` with the shop and the lit place."""
        context = {
            "shop": self.shop,
            "shops": self.shops,
            "place": self.place,
            "person": person_key(self.user),
            "for_the_town": bool(self.request.session.get(CHOSEN))
            and works_for_the_town(self.user),
            **context,
        }
        return render(self.request, f"myshop/{template}", context, status=status)


def person_key(user: User) -> str:
    """Return by what her phone knows whose drafts it keeps; it says nothing else."""
    return salted_hmac("cityhub.myshop.person", str(user.pk)).hexdigest()[:16]


def _without_a_way(response: HttpResponseBase) -> HttpResponseBase:
    """Tell a script where it would be sent, instead of sending it.

    It would else fetch the next page, and use up the messages on it.
    """
    if not isinstance(response, HttpResponseRedirect):
        return response
    return HttpResponse(status=201, headers={"Location": response.url})
