"""What we understand of her words while she types: kind, dates, title, hashtags."""

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import get_language

from cityhub.myshop.forms.dates import MINUTE
from cityhub.myshop.limits import too_many_looks
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
                "alts": [form.propose_alt(title, n) for n in range(1, photos + 1)],
            }
        )
