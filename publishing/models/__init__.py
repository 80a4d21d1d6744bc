"""Rows of the engine."""

from publishing.models.approval import ApprovalTask
from publishing.models.attempt import Attempt
from publishing.models.channel import Channel
from publishing.models.heartbeat import Heartbeat
from publishing.models.letter import Letter
from publishing.models.publication import Publication
from publishing.models.visits import DailyVisits

__all__ = [
    "ApprovalTask",
    "Attempt",
    "Channel",
    "DailyVisits",
    "Heartbeat",
    "Letter",
    "Publication",
]
