"""My shop: what the directory says of it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cityhub.myshop import sending
from cityhub.myshop.forms.shop import ShopForm
from cityhub.myshop.items import Item, with_states
from cityhub.myshop.limits import TOO_MANY, too_many_submissions
from cityhub.myshop.models import KeptPhoto
from cityhub.myshop.unsent import take_up
from cityhub.myshop.views.counter import CounterView
from shops.models import ShopPage


class ShopView(CounterView):
    """The shop as the directory shows it, and the form to change it."""

    place = "shop"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show the form with the latest words."""
        latest = self.latest()
        words = take_up(request)
        initial = {name: words[name] for name in words} if words else None
        form = ShopForm(shop=latest, user=self.user, initial=initial)
        return self.show_form(form, latest)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Send the change for approval, or show what is wrong with nothing lost."""
        item, latest = self.item(), self.latest()
        if not item.may_change:
            messages.info(request, _("Your last change is still being looked at."))
            return redirect("myshop:shop")
        form = ShopForm(request.POST, request.FILES, shop=latest, user=self.user)
        if form.is_valid() and too_many_submissions(request):
            form.add_error(None, TOO_MANY)
        if not form.is_valid():
            form.keep_photo()
            return self.show_form(form, latest, status=422)
        with transaction.atomic():
            form.write_to(latest)
            if file := form.photo_file():
                latest.photo = sending.add_photo(
                    file, self.shop, self.user, title=latest.title, alt=latest.title
                )
            sending.change(latest, self.user)
            sending.ask_for_approval(latest, self.user)
        if kept := form.kept_photo():
            kept.drop()
        messages.success(request, _("Sent! The town reads it and answers you by mail."))
        return redirect("myshop:shop")

    def item(self) -> Item:
        """Return the shop and where its last change stands."""
        return with_states([self.shop])[0]

    def latest(self) -> ShopPage:
        """Return the shop as it was written last."""
        return self.shop.get_latest_revision_as_object()

    def show_form(
        self, form: ShopForm, latest: ShopPage, status: int = 200
    ) -> HttpResponseBase:
        """Render the screen."""
        kept = form["kept"].value()
        return self.show(
            "shop.html",
            status=status,
            form=form,
            item=self.item(),
            latest=latest,
            kept=KeptPhoto.objects.filter(pk=kept, user=self.user).first()
            if kept
            else None,
        )
