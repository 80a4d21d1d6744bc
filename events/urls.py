"""Addresses of the agenda's feeds."""

from django.urls import path

from events import feeds

urlpatterns = [
    path("agenda.ics", feeds.agenda, name="agenda_feed"),
    path("agenda/<int:pk>.ics", feeds.one, name="event_feed"),
]
