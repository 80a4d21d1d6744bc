"""Say something: choose a kind, fill one screen, send it."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cityhub.myshop import sending
from cityhub.myshop.forms.item import (
    BaseDates,
    ItemForm,
    SessionForm,
    dates_formset,
    to_the_minute,
)
from cityhub.myshop.kinds import KINDS, Kind
from cityhub.myshop.limits import TOO_MANY, too_many_submissions
from cityhub.myshop.models import KeptPhoto
from cityhub.myshop.unsent import take_up
from cityhub.myshop.views.counter import CounterView
from cityhub.myshop.views.items import OneItemView
from events.models import WorkshopPage

DATES = "dates"  # prefix of the rows of an event's dates


def workshops_for(user: User) -> list[WorkshopPage]:
    """Return the workshops to which `user` may add sessions."""
    may_add = PagePermissionPolicy().instances_user_has_permission_for(user, "add")
    return list(WorkshopPage.objects.filter(pk__in=may_add.values("pk")))


class KindsView(CounterView):
    """What is there to say?"""

    place = "say"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show the kinds; sessions only to those who may add some."""
        may_add_sessions = bool(workshops_for(self.user))
        kinds = [k for k in KINDS.values() if k.name != "session" or may_add_sessions]
        return self.show("kinds.html", kinds=kinds)


class FormScreen(CounterView):
    """The one screen; `page` is None while nothing was saved yet."""

    place = "say"
    kind: Kind
    page: Page | None = None

    # --- Showing ------------------------------------------------------------

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Show the form, with words that were set aside while signing in."""
        words = take_up(request)
        if words is None:
            return self.show_form(self.form(), self.dates())
        messages.info(
            request,
            _(
                "You had been signed out. Your words are back; please add the photo again."
            ),
        )
        return self.show_again(words)

    def show_again(self, words: QueryDict, more: int = 0) -> HttpResponseBase:
        """Show the form filled with raw words, unchecked, and `more` rows for dates."""
        form = self.form(initial=_raw(self.form(), words))
        return self.show_form(form, self.dates(initial=_raw_dates(words), more=more))

    def show_form(
        self, form: ItemForm, dates: BaseDates | None, status: int = 200
    ) -> HttpResponseBase:
        """Render the screen."""
        kept = form["kept"].value()
        return self.show(
            "form.html",
            status=status,
            form=form,
            dates=dates,
            kind=self.kind,
            page=self.page,
            kept=KeptPhoto.objects.filter(pk=kept, user=self.user).first()
            if kept
            else None,
        )

    def form(self, *args: Any, **kwargs: Any) -> ItemForm:
        """Return the form of this kind."""
        kwargs |= {"kind": self.kind, "shop": self.shop, "page": self.page}
        kwargs["user"] = self.user
        if self.kind.name == "session":
            workshops = workshops_for(self.user)
            if not workshops and self.page is None:
                raise Http404
            return SessionForm(*args, workshops=workshops, **kwargs)
        return ItemForm(*args, **kwargs)

    def dates(
        self, data: QueryDict | None = None, initial: list | None = None, more: int = 0
    ) -> BaseDates | None:
        """Return the rows for an event's dates, None for other kinds."""
        if self.kind.name != "event":
            return None
        if initial is None and self.page is not None:
            initial = [to_the_minute(date) for date in self.page.dates.all()]
        return dates_formset(more)(data, initial=initial, prefix=DATES)

    # --- Sending ------------------------------------------------------------

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Send it, save it as a draft, or show what is wrong with nothing lost."""
        form = self.form(request.POST, request.FILES)
        dates = self.dates(request.POST)
        is_good = all([form.is_valid(), dates is None or dates.is_valid()])
        if "more" in request.POST:
            form.keep_photo()
            return self.show_again(form.words, more=1)
        if is_good and too_many_submissions(request):
            form.add_error(None, TOO_MANY)
            is_good = False
        if not is_good:
            form.keep_photo()
            return self.show_form(form, dates, status=422)
        page = self.save(form, dates)
        return redirect("myshop:item", page.pk)

    def save(self, form: ItemForm, dates: BaseDates | None) -> Page:
        """Write page, photo, revision and approval in one transaction, once."""
        is_draft = "draft" in self.request.POST

        def work() -> Page:
            page = self.fill(form, dates)
            self.store(page, form)
            asked = not is_draft and sending.ask_for_approval(page, self.user)
            self.say_so(is_draft=is_draft, asked=asked)
            return page

        token = form.cleaned_data["token"] or uuid.uuid4()
        page = sending.once(self.user, token, work)
        if kept := form.kept_photo():
            kept.drop()
        return page

    def fill(self, form: ItemForm, dates: BaseDates | None) -> Page:
        """Return the page with what was typed and the photo on it."""
        page = self.page or self.kind.page_class()
        form.write_to(page)
        if dates is not None:
            page.dates = dates.dates()
            page.shop = page.shop or self.shop
        if file := form.photo_file():
            page.photo = sending.add_photo(
                file, self.shop, self.user, title=page.title, alt=page.alt_text
            )
        return page

    def store(self, page: Page, form: ItemForm) -> None:
        """Write the page with its revision."""
        raise NotImplementedError

    def say_so(self, *, is_draft: bool, asked: bool) -> None:
        """Tell her where it stands now."""
        if is_draft:
            messages.info(self.request, _("Saved as a draft. It is not sent yet."))
        elif asked:
            messages.success(
                self.request,
                _("Sent! The town reads it and answers you by mail."),
            )
        else:
            messages.warning(
                self.request,
                _("Saved, but nobody is there to approve it. Please call the town."),
            )


class SayView(FormScreen):
    """A new item."""

    def prepare(self) -> HttpResponseBase | None:
        """Know the kind from the address."""
        kind = self.kwargs["kind"]
        if kind not in KINDS:
            raise Http404
        self.kind = KINDS[kind]
        return super().prepare()

    def store(self, page: Page, form: ItemForm) -> None:
        """Add it below her shop, or below the workshop for a session."""
        parent: Page = self.shop
        if isinstance(form, SessionForm):
            parent = form.workshops[form.cleaned_data["workshop"]]
            page.shop = self.shop
        elif self.kind.name != "event":
            page.kind = self.kind.name
        sending.add(page, parent, self.user)


class ChangeView(FormScreen, OneItemView):
    """An item that exists: a draft, one that was sent back, or one that is online."""

    place = "items"

    def prepare(self) -> HttpResponseBase | None:
        """Take the latest words; what the town looks at now can't be changed."""
        super().prepare()
        self.kind, self.page = self.item.kind, self.latest()
        self.shop = next((s for s in self.shops if self.page.is_child_of(s)), self.shop)
        if self.item.may_change:
            return None
        messages.info(
            self.request, _("The town is looking at it; take it back to change it.")
        )
        return redirect("myshop:item", self.page.pk)

    def show(
        self, template: str, status: int = 200, **context: Any
    ) -> HttpResponseBase:
        """Show the manager's comment beside the form."""
        return super().show(template, status, item=self.item, **context)

    def store(self, page: Page, form: ItemForm) -> None:
        """Write a new revision."""
        sending.change(page, self.user)


class SendView(OneItemView):
    """A draft is sent as it is."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Ask for approval of the latest revision."""
        if self.item.may_change and not too_many_submissions(request):
            sending.ask_for_approval(self.item.page, self.user)
            messages.success(
                request, _("Sent! The town reads it and answers you by mail.")
            )
        return redirect("myshop:item", pk)


def _raw(form: Form, words: QueryDict) -> dict[str, str]:
    return {name: words.get(name, "") for name in form.fields if name in words}


def _raw_dates(words: QueryDict) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    while f"{DATES}-{len(rows)}-starts_at" in words and len(rows) < 100:
        row = f"{DATES}-{len(rows)}-"
        rows.append({n: words.get(row + n, "") for n in ("starts_at", "ends_at")})
    return rows
