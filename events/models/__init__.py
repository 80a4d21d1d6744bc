"""Pages and rows of the agenda."""

from events.models.event import EventDate, EventIndexPage, EventPage
from events.models.workshop import SessionPage, WorkshopPage

__all__ = ["EventDate", "EventIndexPage", "EventPage", "SessionPage", "WorkshopPage"]
