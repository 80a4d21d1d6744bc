"""What we understand of her words while she types: kind, dates, title, hashtags."""

from datetime import date

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import get_language

from cityhub.myshop.closed_days import day_of, say_closed
from cityhub.myshop.forms.dates import MINUTE
from cityhub.myshop.forms.item import ItemForm
from cityhub.myshop.limits import too_many_looks
from cityhub.myshop.views.proposing import raw_dates
from cityhub.myshop.views.say import SayView
from events.wording import say_dates
from publishing.town_time import in_town

MOST_SPANS = 30


class UnderstoodView(SayView):
    """The pickers, the title and the hashtags as we would fill them in. Saves nothing."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        """Answer with what to fill in, by the names of the fields."""
        if too_many_looks(request):
            return JsonResponse({}, status=429)
        form = self.form(request.POST)
        spans = form.understood.spans[:MOST_SPANS]
        day = form.understood.day
        title = form["title"].value() or form.propose_title()
        photos = min(len(request.POST.getlist("picture")), 10)
        return JsonResponse(
            {
                "kind": form.kind.name,
                "title": form.propose_title(),
                "tags": ", ".join(form.propose_tags()),
                "opening_date": day.isoformat() if day else "",
                "dates": [
                    [in_town(each).strftime(MINUTE) if each else "" for each in span]
                    for span in spans
                ],
                "said": say_dates(spans, get_language() or ""),
                "closed": self.closed(form),
                "closed_said": form.closed,
                "alts": [form.propose_alt(title, n) for n in range(1, photos + 1)],
            }
        )

    def closed(self, form: ItemForm) -> dict[str, str]:
        """Return what to say at the dates on which the shop is closed, by their days."""
        shop = form.takes_place
        if not form.kind.dated or shop is None:
            return {}
        days = {in_town(starts).date() for starts, _ends in form.understood.spans}
        rows = raw_dates(form.words)
        typed: set[date | None] = {day_of(row["starts_at"]) for row in rows}
        return {
            day.isoformat(): sentence
            for day in days | typed
            if day and (sentence := say_closed(shop, day))
        }
