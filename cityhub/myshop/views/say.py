"""Say something: one screen, filled in, looked at and sent."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cityhub.myshop import sending
from cityhub.myshop.forms.dates import DATES, BaseDates, dates_formset, to_the_minute
from cityhub.myshop.forms.item import (
    ItemForm,
    all_kinds,
    kinds_like,
    pictures_of,
    words_of,
)
from cityhub.myshop.forms.photos import REARRANGING, FormPhoto
from cityhub.myshop.items import Stage
from cityhub.myshop.kinds import Kind
from cityhub.myshop.limits import TOO_MANY, too_many_submissions
from cityhub.myshop.models import KeptPhoto
from cityhub.myshop.unsent import take_up
from cityhub.myshop.views.counter import CounterView
from cityhub.myshop.views.items import OneItemView, find_item
from cityhub.myshop.views.proposing import Proposing, raw_dates
from events.models import EventPage, SessionPage, WorkshopPage

LIKE = "comme"  # in the address: the older item that is said again
NEVER_AGAIN = {"opening_date", "seen"}


def workshops_for(user: User) -> list[WorkshopPage]:
    """Return the workshops to which `user` may add sessions."""
    may_add = PagePermissionPolicy().instances_user_has_permission_for(user, "add")
    return list(WorkshopPage.objects.filter(pk__in=may_add.values("pk")))


#: Sent again with other words, or from a screen that was open meanwhile.
ALREADY_APPROVED = gettext_lazy(
    "This was sent before, and the town has approved it already. Change it under"
    " “My items” as soon as it is out."
)
TAKE_BACK_FIRST = gettext_lazy("The town is looking at it; take it back to change it.")


class TooLateError(Exception):
    """What was sent first can't be changed any more."""


class FormScreen(Proposing, CounterView):
    """The one screen; `page` is None while nothing was saved yet."""

    place = "say"
    page: Page | None = None
    like: Page | None = None
    kinds: list[Kind]
    workshops: list[WorkshopPage]

    # --- Showing ------------------------------------------------------------

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Show the form, with words that were set aside while signing in."""
        words = take_up(request)
        if words is None:
            return self.show_form(self.form(), self.dates())
        messages.info(
            request,
            _(
                "You had been signed out. Your words are back; please see whether a photo"
                " is missing."
            ),
        )
        return self.show_again(words, self.form(words).photos())

    def show_again(
        self,
        words: QueryDict,
        photos: list[FormPhoto] | None = None,
        rows: list | None = None,
        more: int = 0,
        status: int = 200,
    ) -> HttpResponseBase:
        """Show the form filled with raw words, unchecked; `more` adds empty dates."""
        form = self.form(initial=_raw(self.form(), words))
        form.given = photos
        rows = raw_dates(words) if rows is None else rows
        return self.show_form(form, self.dates(initial=rows, more=more), status)

    def show_form(
        self, form: ItemForm, dates: BaseDates, status: int = 200
    ) -> HttpResponseBase:
        """Render the screen."""
        dates.take_place_at(form.takes_place)
        return self.show(
            "form.html", status=status, form=form, dates=dates, page=self.page
        )

    def form(self, *args: Any, **kwargs: Any) -> ItemForm:
        """Return the form, with the words of an older item when she says it again."""
        if self.like is not None:
            again = words_of(self.like)
            again = {name: again[name] for name in again.keys() - NEVER_AGAIN}
            kwargs["initial"] = again | kwargs.get("initial", {})
            kwargs["pictures"] = pictures_of(self.like)
        return ItemForm(
            *args, kinds=self.kinds, shop=self.shop, page=self.page, user=self.user,
            workshops=self.workshops, **kwargs,
        )  # fmt: skip

    def dates(
        self, data: QueryDict | None = None, initial: list | None = None, more: int = 0
    ) -> BaseDates:
        """Return the rows for dates; kinds without dates hide and ignore them."""
        if initial is None and isinstance(self.page, EventPage):
            initial = [to_the_minute(date) for date in self.page.dates.all()]
        elif initial is None and isinstance(self.page, SessionPage):
            initial = [to_the_minute(self.page)]
        return dates_formset(more)(data, initial=initial, prefix=DATES)

    # --- Sending ------------------------------------------------------------

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Send it, save it as a draft, or show what is wrong with nothing lost."""
        form = self.form(request.POST, request.FILES)
        is_good = form.is_valid()
        if REARRANGING & request.POST.keys():
            return self.rearrange(form)
        dates = self.dates(request.POST)
        dates.most = 1 if form.kind.name == "session" else dates.most
        if proposed := self.propose(form, dates):
            return proposed
        if form.kind.dated:
            is_good = dates.is_valid() and is_good
        else:
            dates = self.dates(initial=raw_dates(request.POST))
        if is_good and too_many_submissions(request):
            form.add_error(None, TOO_MANY)
            is_good = False
        if not is_good:
            form.keep_photos()
            return self.show_form(form, dates, status=422)
        try:
            page = self.save(form, dates)
        except TooLateError:
            return self.refuse(form, str(ALREADY_APPROVED))
        return redirect("myshop:item", page.pk)

    def refuse(self, form: ItemForm, why: str) -> HttpResponseBase:
        """Show the form with `why`, and with all that was typed."""
        form.keep_photos()
        form.add_error(None, why)
        rows = raw_dates(self.request.POST)
        return self.show_form(form, self.dates(initial=rows), status=422)

    def rearrange(self, form: ItemForm) -> HttpResponseBase:
        """Without scripts: one more date, another first photo, one photo less."""
        photos = form.rearranged()
        more = 1 if "more" in self.request.POST else 0
        return self.show_again(form.words, photos, more=more)

    def save(self, form: ItemForm, dates: BaseDates) -> Page:
        """Write page, photos, revision and approval in one transaction, once."""
        is_draft = "draft" in self.request.POST
        photos = form.photos()

        def work() -> Page:
            page = self.fill(form, dates)
            self.put_photos(page, form, photos)
            self.store(page, form)
            asked = not is_draft and sending.ask_for_approval(page, self.user)
            self.say_so(is_draft=is_draft, asked=asked)
            return page

        def again(first: Page) -> Page:
            form.pictures = pictures_of(first.specific.get_latest_revision_as_object())
            if not photos or form.names_photos_that_are_gone():
                photos[:] = form.photos_of_page()
            self.page = self.reopen(first, form)
            return work()

        token = form.cleaned_data["token"] or uuid.uuid4()
        mark = sending.mark_of(self.request.POST, self.request.FILES.getlist("photo"))
        page = sending.once(self.user, token, mark, work, again)
        for photo in photos:
            if isinstance(photo.source, KeptPhoto):
                photo.source.drop()
        return page

    def reopen(self, first: Page, form: ItemForm) -> Page | None:
        """Take back what this form made before, for the words it brings now.

        None when those are of another kind, which takes the first one's place.
        """
        item = find_item(self.user, first.pk)
        if item.stage == Stage.PLANNED:
            raise TooLateError
        if item.approval is not None and item.stage == Stage.WAITING:
            item.approval.cancel(user=self.user)
        latest: Page = item.page.get_latest_revision_as_object()
        if isinstance(latest, form.kind.page_class):
            return latest
        if item.page.live or item.page.first_published_at:
            raise TooLateError
        item.page.delete(user=self.user)
        return None

    def fill(self, form: ItemForm, dates: BaseDates) -> Page:
        """Return the page with what was typed."""
        page = self.page or form.kind.page_class()
        form.write_to(page)
        if isinstance(page, EventPage):
            page.dates = dates.dates()
            page.shop = page.shop or self.shop
        elif isinstance(page, SessionPage):
            [date] = dates.dates()
            page.starts_at, page.ends_at = date.starts_at, date.ends_at
        return page

    def put_photos(self, page: Page, form: ItemForm, photos: list[FormPhoto]) -> None:
        """Put the photos into the library, where they aren't yet, and onto the page."""
        put = []
        for number, photo in enumerate(photos, start=1):
            alt = photo.alt_text or form.propose_alt(page.title, number)
            stored = photo.stored or sending.add_photo(
                photo.file(), self.shop, self.user, title=page.title, alt=alt
            )
            put.append((stored, alt))
        form.put_photos(page, put)

    def store(self, page: Page, form: ItemForm) -> None:
        """Write a new revision."""
        sending.change(page, self.user)

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
    """A new item; an address may name its kind, or an older item to say again."""

    def prepare(self) -> HttpResponseBase | None:
        """Know what the address names."""
        self.workshops = workshops_for(self.user)
        self.kinds = all_kinds(bool(self.workshops))
        kind = self.kwargs.get("kind")
        if kind and kind not in {each.name for each in self.kinds}:
            raise Http404
        like = self.request.GET.get(LIKE, "")
        if like.isdecimal() and len(like) < 10:
            item = find_item(self.user, int(like))
            self.like = item.page.get_latest_revision_as_object()
        return super().prepare()

    def form(self, *args: Any, **kwargs: Any) -> ItemForm:
        """Return the form, with the kind that the address names."""
        if kind := self.kwargs.get("kind"):
            kwargs["initial"] = {"kind": kind} | kwargs.get("initial", {})
            if args and "kind" not in args[0]:  # a form from before kinds were guessed
                words = args[0].copy()
                words["kind"] = kind
                args = (words, *args[1:])
        return super().form(*args, **kwargs)

    def store(self, page: Page, form: ItemForm) -> None:
        """Add it below her shop, or below the workshop for a session."""
        if page.pk:
            super().store(page, form)
            return
        parent: Page = self.shop
        if isinstance(page, SessionPage):
            parent = form.workshops[form.cleaned_data["workshop"]]
            page.shop = self.shop
        sending.add(page, parent, self.user)


class ChangeView(FormScreen, OneItemView):
    """An item that exists: a draft, one that was sent back, or one that is online."""

    place = "items"

    def prepare(self) -> HttpResponseBase | None:
        """Take the latest words; what the town looks at now can't be changed."""
        super().prepare()
        self.page = self.latest()
        self.kinds, self.workshops = kinds_like(self.page), []
        self.shop = next((s for s in self.shops if self.page.is_child_of(s)), self.shop)
        if self.item.may_change or self.request.method == "POST":
            return None
        messages.info(self.request, TAKE_BACK_FIRST)
        return redirect("myshop:item", self.page.pk)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Send the change; what it was sent to in the meantime loses none of it."""
        form = self.form(request.POST, request.FILES)
        form.is_valid()
        token = form.cleaned_data.get("token")
        if self.item.may_change or sending.was_sent(self.user, token):
            return super().post(request, **kwargs)
        return self.refuse(form, str(TAKE_BACK_FIRST))

    def show(
        self, template: str, status: int = 200, **context: Any
    ) -> HttpResponseBase:
        """Show the manager's comment beside the form."""
        return super().show(template, status, item=self.item, **context)


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
