"""The town speaks for a shop that has nobody yet."""

from typing import Any

from django.contrib.auth.mixins import AccessMixin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.generic import View

from cityhub.myshop.speaking import spoken_for_by
from cityhub.myshop.staying import works_for_the_town
from cityhub.myshop.views.counter import CHOSEN


class SpeakForView(AccessMixin, View):
    """Choose the shop; My shop is then that shop's."""

    login_url = reverse_lazy("myshop:sign_in")

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Let in who works for the town."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not works_for_the_town(request.user):
            raise Http404
        self.shops = spoken_for_by(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Offer the shops."""
        context = {
            "candidates": self.shops.values_list("pk", "title"),
            "asked_for": request.GET.get("shop", ""),
        }
        return render(request, "myshop/speak_for.html", context)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Remember the shop for this session."""
        asked_for = request.POST.get("shop", "")
        if not asked_for.isdecimal():
            raise Http404
        request.session[CHOSEN] = get_object_or_404(self.shops, pk=asked_for).pk
        return redirect("/ma-boutique/dire/")
