"""What we understand of her words while she types: kind, dates, title, hashtags."""

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import get_language

from cityhub.myshop.forms.dates import DATES, dates_formset
from cityhub.myshop.forms.item import ItemForm
from cityhub.myshop.forms.moments import shown
from cityhub.myshop.limits import too_many_looks
from cityhub.myshop.views.proposing import raw_dates
from cityhub.myshop.views.say import SayView
from events.wording import say_dates

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
                "dates": [shown(span) for span in spans],
                "said": say_dates(spans, get_language() or ""),
                "closed": self.closed(form),
                "closed_said": form.closed,
                "alts": [form.propose_alt(title, n) for n in range(1, photos + 1)],
            }
        )

    def closed(self, form: ItemForm) -> dict[str, str]:
        """Return what to say of dates on which the shop is closed, by their pickers."""
        shop = form.takes_place
        if not form.kind.dated or shop is None:
            return {}
        read = [shown(span) for span in form.understood.spans[:MOST_SPANS]]
        typed = [row["starts_at"] + row["ends_at"] for row in raw_dates(form.words)]
        rows = [*read, *typed]
        initial = [{"starts_at": row[:2], "ends_at": row[2:]} for row in rows]
        dates = dates_formset(0)(initial=initial, prefix=DATES)
        dates.take_place_at(shop)
        return {
            " ".join(row): date.closed
            for row, date in zip(rows, dates.forms, strict=False)
            if date.closed
        }
