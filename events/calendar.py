"""The agenda as calendars read it (RFC 5545, RFC 7986).

One VEVENT for each date, rather than a rule with exceptions: calendars differ
on those, and each date has its own state. A date keeps its UID for ever, and
its SEQUENCE rises each time its page is published, so that programs follow.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from events.models.agenda import Occurrence
from publishing.contract import Status

REFRESH = timedelta(hours=6)
# SEQUENCE is counted from here, in seconds: it fits an integer of 32 bits.
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
MARGIN = timedelta(days=366)  # of clock changes around the dates
STATES = {Status.CANCELLED: "CANCELLED", Status.POSTPONED: "TENTATIVE"}


def calendar_of(name: str, address: str, occurrences: Iterable[Occurrence]) -> bytes:
    """Return `occurrences` as an .ics file called `name`, found at `address`.

    The same occurrences give the same bytes, so that "nothing new" can be said.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//CityHub//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("url", address)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    dates = list(occurrences)
    for occurrence in dates:
        calendar.add_component(_event(occurrence))
    if dates:
        starts = [timezone.localtime(date.starts_at) for date in dates]
        calendar.add_missing_timezones(
            first_date=(min(starts) - MARGIN).date(),
            last_date=(max(starts) + MARGIN).date(),
        )
    return calendar.to_ical()


def _event(occurrence: Occurrence) -> Event:
    page, status = occurrence.page, Status(occurrence.page.status)
    changed = page.last_published_at or EPOCH
    event = Event()
    event.add("uid", f"{occurrence.uid}@cityhub")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", int((changed - EPOCH).total_seconds()))
    event.add("status", STATES.get(status, "CONFIRMED"))
    event.add("summary", _summary(page.title, status))
    event.add("dtstart", timezone.localtime(occurrence.starts_at))
    if occurrence.ends_at:
        event.add("dtend", timezone.localtime(occurrence.ends_at))
    if page.where:
        event.add("location", page.where)
    address = page.full_url
    event.add("description", "\n\n".join(part for part in (page.text, address) if part))
    event.add("url", address)
    return event


def _summary(title: str, status: Status) -> str:
    """Say the state in the title too: some programs show nothing else."""
    if status in (Status.CANCELLED, Status.POSTPONED, Status.FULL):
        return _("%(state)s: %(title)s") % {"state": status.label, "title": title}
    return title
