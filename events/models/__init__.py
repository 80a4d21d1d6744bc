"""Pages and rows of the agenda."""

from events.models.event import EventDate, EventPage
from events.models.index import EventIndexPage
from events.models.workshop import SessionPage, WorkshopPage

__all__ = ["EventDate", "EventIndexPage", "EventPage", "SessionPage", "WorkshopPage"]
