"""Events for search engines: schema.org, as plain dictionaries."""

from django.utils import timezone

from events.models.agenda import Occurrence
from publishing.contract import Status

STATES = {
    Status.CANCELLED: "https://schema.org/EventCancelled",
    Status.POSTPONED: "https://schema.org/EventPostponed",
    Status.RESCHEDULED: "https://schema.org/EventRescheduled",
}
SCHEDULED = "https://schema.org/EventScheduled"


def event(occurrence: Occurrence) -> dict:
    """Return one date as an Event; a cancelled one keeps its start."""
    page = occurrence.page
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": page.title,
        "description": page.text,
        "url": page.full_url,
        "startDate": timezone.localtime(occurrence.starts_at).isoformat(),
        "eventStatus": STATES.get(Status(page.status), SCHEDULED),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    }
    if occurrence.ends_at:
        data["endDate"] = timezone.localtime(occurrence.ends_at).isoformat()
    if page.where:
        data["location"] = {
            "@type": "Place",
            "name": page.shop.title if page.shop and not page.place else page.where,
            "address": page.where,
        }
    if page.shop:
        data["organizer"] = {
            "@type": "Organization",
            "name": page.shop.title,
            "url": page.shop.full_url,
        }
    return data
