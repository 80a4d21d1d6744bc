"""The agenda for calendars: all of it, or one event."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from wagtail.models import Page

from events.calendar import calendar_of
from events.models import EventIndexPage
from events.models.agenda import Agenda, Occurrence
from publishing.contract import Audience

DAYS_BACK = 31  # so that a late cancellation still reaches calendars
DAYS_AHEAD = 550
MOST = 2000
MINUTES_KEPT = 15


def agenda(request: HttpRequest) -> HttpResponse:
    """Return what residents may see, of last month and the coming eighteen."""
    today = timezone.localdate()
    page = EventIndexPage.objects.live().first()
    if page is None:
        raise Http404
    dates = Agenda.seen_by([Audience.EVERYONE]).between(
        today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    )
    return _answer(request, page, dates[:MOST], "agenda.ics")


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the dates of one event, workshop or session."""
    page = get_object_or_404(Page.objects.live(), pk=pk).specific
    visible = Agenda.seen_by(Audience.seen_by(request.user))
    dates = visible.of(page)[:MOST]
    if not dates:
        raise Http404
    return _answer(request, page, dates, f"{page.slug}.ics")


def _answer(
    request: HttpRequest, page: Page, dates: Iterable[Occurrence], name: str
) -> HttpResponse:
    # Bytes must not depend on who asks: one language for all.
    with translation.override(settings.LANGUAGE_CODE):
        written = calendar_of(page.title, page.full_url, dates)
    answer = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["ETag"] = quote_etag(sha256(written).hexdigest()[:32])
    patch_cache_control(answer, max_age=MINUTES_KEPT * 60)
    known = get_conditional_response(request, etag=answer["ETag"], response=answer)
    return known or answer
