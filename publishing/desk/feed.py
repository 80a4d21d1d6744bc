"""The calendar as calendar programs read it: a private address for each manager."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from publishing.desk.access import is_manager
from publishing.desk.span import SHOWN
from publishing.models import Publication, TownDate
from publishing.town_time import in_town

SALT = "desk.calendar"
REFRESH = timedelta(hours=1)
PAST, AHEAD = timedelta(days=60), timedelta(days=365)
#: How long an item lasts in a calendar: posts have no length, but must be seen.
SHORT = timedelta(minutes=30)
MOST = 1000


def key_of(user: User) -> str:
    """Return the secret part of her address; another password makes another one."""
    return signing.dumps([user.pk, user.get_session_auth_hash()[:16]], salt=SALT)


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """Return what is planned and published, to who still works at the desk."""
    if not _opens(key):
        raise Http404
    calendar = Calendar()
    calendar.add("prodid", "-//CityHub//Desk//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Planned and published"))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    now = timezone.now()
    publications = (
        Publication.objects.filter(
            at__gte=now - PAST, at__lte=now + AHEAD, carried=False, state__in=SHOWN
        )
        .select_related("channel")
        .order_by("-at")[:MOST]
    )
    for publication in publications:
        calendar.add_component(_event(request, publication))
    for kept in TownDate.objects.filter(last__gte=in_town(now - PAST).date()):
        calendar.add_component(_day(kept))
    calendar.add_missing_timezones()
    response = HttpResponse(
        calendar.to_ical(), content_type="text/calendar; charset=utf-8"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _opens(key: str) -> bool:
    try:
        pk, sign = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError):
        return False
    user = get_user_model().objects.filter(pk=pk, is_active=True).first()
    return (
        user is not None
        and user.get_session_auth_hash()[:16] == sign
        and is_manager(user)
    )


def _event(request: HttpRequest, publication: Publication) -> Event:
    when = in_town(publication.published_at or publication.at)
    event = Event()
    event.add("uid", f"{publication.pk}@desk.cityhub")
    event.add("dtstamp", when)
    event.add("dtstart", when)
    event.add("dtend", when + SHORT)
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{publication.channel}: {publication.page_title}")
    event.add("description", str(publication.get_state_display()))
    screen = reverse("desk:publication", args=[publication.pk])
    event.add("url", request.build_absolute_uri(screen))
    return event


def _day(kept: TownDate) -> Event:
    event = Event()
    event.add("uid", f"date-{kept.pk}@desk.cityhub")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", kept.first)
    event.add("dtend", kept.last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", kept.name)
    return event
