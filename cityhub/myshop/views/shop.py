"""My shop: what the directory says of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cityhub.myshop import sending
from cityhub.myshop.forms.days_apart import (
    DAYS,
    BaseDaysApart,
    DaysApartForm,
    days_apart_formset,
    rows_of,
)
from cityhub.myshop.forms.photos import REARRANGING, FormPhoto
from cityhub.myshop.forms.rows import raw_rows
from cityhub.myshop.forms.shop import ShopForm
from cityhub.myshop.items import Item, Stage, with_states
from cityhub.myshop.limits import TOO_MANY, too_many_submissions
from cityhub.myshop.models import KeptPhoto
from cityhub.myshop.unsent import take_up
from cityhub.myshop.views.counter import CounterView
from shops.models import ShopPage


class AboutShopView(CounterView):
    """A screen about the shop itself."""

    place = "shop"
    item: Item
    latest: ShopPage

    def prepare(self) -> HttpResponseBase | None:
        """Know where the last change stands, and what the shop says then."""
        self.item = with_states([self.shop])[0]
        self.latest = self.shop.get_latest_revision_as_object()
        return super().prepare()


class ShopView(AboutShopView):
    """The shop as the directory shows it, and the form to change it."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show the form with the latest words."""
        words = take_up(request)
        if words is not None:
            return self.show_again(words, self.form(words).photos())
        return self.show_form(self.form(), self.days())

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Send the change for approval, or show what is wrong with nothing lost."""
        form = self.form(request.POST, request.FILES)
        is_good = form.is_valid()
        if REARRANGING & request.POST.keys():
            more = 1 if "more" in request.POST else 0
            return self.show_again(form.words, form.rearranged(), more)
        token = form.cleaned_data.get("token")
        mark = sending.mark_of(request.POST, request.FILES.getlist("photo"))
        if sending.has_landed(self.user, token, mark):  # only its answer was lost
            return redirect("myshop:shop")
        days = self.days(request.POST)
        is_good = (days.is_valid() or not days.is_bound) and is_good
        if not self.item.may_change:
            form.add_error(
                None, _("The town is looking at your last change; take it back first.")
            )
        elif is_good and too_many_submissions(request):
            form.add_error(None, TOO_MANY)
        if form.errors or not is_good:
            form.keep_photos()
            return self.show_form(form, days, status=422)
        self.save(form, days, mark)
        messages.success(request, _("Sent! The town reads it and answers you by mail."))
        return redirect("myshop:shop")

    def form(self, *args: Any, **kwargs: Any) -> ShopForm:
        """Return the form of the shop's own words, hours and photos."""
        return ShopForm(*args, shop=self.latest, user=self.user, **kwargs)

    def days(
        self, data: QueryDict | None = None, initial: list | None = None, more: int = 0
    ) -> BaseDaysApart:
        """Return the rows of days with other hours; those of before counted anew."""
        initial = rows_of(self.latest) if initial is None else initial
        if data is not None and f"{DAYS}-TOTAL_FORMS" not in data:
            data = None  # a form without these rows leaves them as they are
        return days_apart_formset(more)(data, initial=initial, prefix=DAYS)

    def save(self, form: ShopForm, days: BaseDaysApart, mark: str) -> None:
        """Write photos, revision and approval in one transaction."""
        shop, photos = self.latest, form.photos()
        with transaction.atomic():
            form.write_to(shop)
            if days.is_bound:
                shop.days_apart = days.rows()
            put = []
            for photo in photos:
                alt = photo.alt_text or shop.title
                stored = photo.stored or sending.add_photo(
                    photo.file(), self.shop, self.user, title=shop.title, alt=alt
                )
                put.append((stored, alt))
            form.put_photos(shop, put)
            sending.change(shop, self.user)
            sending.ask_for_approval(shop, self.user)
            token = form.cleaned_data["token"]
            sending.note_landed(self.user, token, mark, shop)
        for photo in photos:
            if isinstance(photo.source, KeptPhoto):
                photo.source.drop()

    def show_again(
        self, words: QueryDict, photos: list[FormPhoto] | None = None, more: int = 0
    ) -> HttpResponseBase:
        """Show the form filled with raw words, unchecked; `more` adds empty rows."""
        form = self.form(initial={name: words[name] for name in words})
        form.given = photos
        rows = raw_rows(words, DAYS, tuple(DaysApartForm.base_fields))
        return self.show_form(form, self.days(initial=rows, more=more))

    def show_form(
        self, form: ShopForm, days: BaseDaysApart, status: int = 200
    ) -> HttpResponseBase:
        """Render the screen."""
        return self.show(
            "shop.html", status=status, form=form, days=days, item=self.item
        )


class TakeShopBackView(AboutShopView):
    """She takes back the change that waits, to say more."""

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Cancel the approval and open the form with what was sent."""
        approval = self.item.approval
        if approval is not None and self.item.stage == Stage.WAITING:
            if not approval.user_can_cancel(self.user):
                raise PermissionDenied
            approval.cancel(user=self.user)
            messages.success(request, _("Taken back. Change it and send it again."))
        return redirect("myshop:shop")
