"""What is shown once before it is sent: dates we read, and days that look wrong.

A script does so while she types; this is for browsers without one.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from cityhub.myshop.forms.dates import DATES, BaseDates
from cityhub.myshop.forms.item import ItemForm
from cityhub.myshop.forms.moments import PARTS
from cityhub.myshop.forms.rows import raw_rows
from publishing.town_time import in_town


def raw_dates(words: QueryDict) -> list[dict[str, list[str]]]:
    """Return the rows of dates as they came: of each moment its day and its time."""
    moments = ("starts_at", "ends_at")
    names = [f"{moment}_{part}" for moment in moments for part in PARTS]
    return [
        {name: [row[f"{name}_{part}"] for part in PARTS] for name in moments}
        for row in raw_rows(words, DATES, names)
    ]


class Proposing:
    """A screen that shows her the form again, unless she has seen what it says."""

    if TYPE_CHECKING:
        request: HttpRequest
        show_again: Callable[..., HttpResponseBase]

    def propose(self, form: ItemForm, dates: BaseDates) -> HttpResponseBase | None:
        """Return the form with what she should see first, None when nothing is."""
        if form["seen"].value() or "text" in form.errors:
            return None
        return self.propose_dates(form, dates) or self.doubt_dates(form, dates)

    def propose_dates(
        self, form: ItemForm, dates: BaseDates
    ) -> HttpResponseBase | None:
        """Show the dates that we read in her words, where she gave none."""
        spans = form.understood.spans
        lacks_dates = form.kind.dated and not any(d.has_changed() for d in dates.forms)
        lacks_day = (
            "opening_date" in form.kind.asks and not form["opening_date"].value()
        )
        if not spans or not (lacks_dates or lacks_day):
            return None
        words = self.seen(form)
        rows = None
        if lacks_day and (day := form.understood.day):
            words["opening_date"] = day.isoformat()
        else:
            rows = [
                {"starts_at": in_town(s), "ends_at": e and in_town(e)} for s, e in spans
            ]
        messages.info(
            self.request,
            _("We read the date in your words. Is it right? Then send it."),
        )
        return self.show_again(words, form.photos(), rows, status=422)

    def doubt_dates(self, form: ItemForm, dates: BaseDates) -> HttpResponseBase | None:
        """Show on which of her days the shop is closed, as its page says."""
        dates.take_place_at(form.takes_place if form.kind.dated else None)
        if not form.closed and not any(row.closed for row in dates.forms):
            return None
        messages.info(
            self.request,
            _("Please look at the date once more. Is it right? Then send it."),
        )
        return self.show_again(self.seen(form), form.photos(), status=422)

    def seen(self, form: ItemForm) -> QueryDict:
        """Return her words, noting that she has seen what we say of them."""
        form.keep_photos()
        words = form.words.copy()
        words["seen"], words["kind"] = "on", form.kind.name
        return words
