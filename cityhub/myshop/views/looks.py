"""How an unsent item will look: the post and the mail, while she types."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from cityhub.myshop.forms.item import ItemForm
from cityhub.myshop.forms.photos import MOST_PHOTOS, PICTURE, WORDS
from cityhub.myshop.limits import too_many_looks
from cityhub.myshop.standin import StandIn
from cityhub.myshop.views.say import SayView
from events.models import EventDate, EventPage, SessionPage
from publishing.contract import Announcement, Picture
from publishing.desk.previews import drawn
from publishing.lending import lending


class LooksView(SayView):
    """The item on each channel, by the code that sends it. Saves nothing."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        """Answer with a piece of HTML; with nothing while the form has faults."""
        if too_many_looks(request):
            return HttpResponse(status=429)
        form = self.form(request.POST)
        if not form.is_valid():
            return HttpResponse(status=204)
        alts = request.POST.getlist(WORDS)
        count = min(len(request.POST.getlist(PICTURE)), MOST_PHOTOS)
        stand_ins = {-1 - place: StandIn(place) for place in range(count)}
        pictures = [
            Picture(number, alts[place][:250] if place < len(alts) else "")
            for place, number in enumerate(stand_ins)
        ]
        with lending(stand_ins):
            previews = drawn(self.announcement(form, pictures))
        return render(request, "myshop/includes/looks.html", {"previews": previews})

    def announcement(self, form: ItemForm, pictures: list[Picture]) -> Announcement:
        """Return what the item would say about itself."""
        page = form.kind.page_class(locale=self.shop.locale)
        page.shop = self.shop
        form.write_to(page)
        dates = self.dates(self.request.POST)
        found = dates.dates() if form.kind.dated and dates.is_valid() else []
        if not found:
            found = [
                EventDate(starts_at=s, ends_at=e) for s, e in form.understood.spans
            ]
        if isinstance(page, EventPage):
            page.dates = found
        elif isinstance(page, SessionPage) and found:
            page.starts_at, page.ends_at = found[0].starts_at, found[0].ends_at
        first = pictures[0] if pictures else None
        return replace(
            page.announcement(),
            url=settings.CITYHUB_BASE_URL,
            image_id=first and first.image_id,
            alt_text=first.alt_text if first else "",
            more_pictures=tuple(pictures[1:]),
        )
