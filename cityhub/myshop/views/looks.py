"""How an unsent item will look: the post, the mail and the page, while she types."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from wagtail.models import Page

from cityhub.myshop.forms.item import Item, ItemForm
from cityhub.myshop.forms.photos import MOST_PHOTOS, PICTURE, WORDS
from cityhub.myshop.limits import too_many_looks
from cityhub.myshop.standin import StandIn
from cityhub.myshop.views.say import SayView
from events.models import EventDate, EventPage, SessionPage
from publishing.contract import Announcement, Picture
from publishing.desk.previews import drawn
from publishing.lending import lending

NOWHERE_YET = "apercu"


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
        return self.draw(self.unsent(form), self.stand_ins())

    def draw(self, page: Item, stand_ins: list[StandIn]) -> HttpResponseBase:
        """Return the item on the channels."""
        lent = {each.number: each for each in stand_ins}
        with lending(lent):
            previews = drawn(announcement(page, stand_ins))
        return render(
            self.request, "myshop/includes/looks.html", {"previews": previews}
        )

    def unsent(self, form: ItemForm) -> Item:
        """Return the page as it would stand on the site; it is stored nowhere."""
        page = form.kind.page_class(locale=self.shop.locale, slug=NOWHERE_YET)
        page.shop = self.shop
        form.write_to(page)
        self.put_dates(page, form)
        workshop = form.cleaned_data.get("workshop") or ""
        parent: Page = form.workshops.get(workshop, self.shop)
        page.pk = 0  # no page has it; its template makes links of it
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, 0)
        page.set_url_path(parent)
        return page

    def put_dates(self, page: Item, form: ItemForm) -> None:
        """Put the dates she chose onto `page`, else those of her words."""
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

    def stand_ins(self) -> list[StandIn]:
        """Return something in the place of each photo of the form."""
        alts = self.request.POST.getlist(WORDS)
        count = min(len(self.request.POST.getlist(PICTURE)), MOST_PHOTOS)
        return [
            StandIn(place, description=alts[place][:250] if place < len(alts) else "")
            for place in range(count)
        ]


class PageLookView(LooksView):
    """The page on the town's site, by its own template. Saves nothing."""

    def draw(self, page: Item, stand_ins: list[StandIn]) -> HttpResponseBase:
        """Return the page."""
        request = self.request
        if stand_ins:
            photo = stand_ins[0]
            page._meta.get_field("photo").set_cached_value(page, photo)
            page.alt_text = photo.description
        context = page.get_context(request) | {"gallery": stand_ins[1:]}
        return TemplateResponse(request, page.get_template(request), context)


def announcement(page: Item, stand_ins: list[StandIn]) -> Announcement:
    """Return what `page` would say about itself, with `stand_ins` as its photos."""
    pictures = [Picture(each.number, each.description) for each in stand_ins]
    first = pictures[0] if pictures else None
    return replace(
        page.announcement(),
        url=settings.CITYHUB_BASE_URL,
        image_id=first.image_id if first else None,
        alt_text=first.alt_text if first else "",
        more_pictures=tuple(pictures[1:]),
    )
