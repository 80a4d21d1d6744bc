"""Rows of the engine."""

from publishing.models.approval import ApprovalTask
from publishing.models.attempt import Attempt
from publishing.models.blocked import BlockedDays
from publishing.models.channel import Channel
from publishing.models.channel_check import ChannelCheck, EndWarning
from publishing.models.deputy import Deputy
from publishing.models.heartbeat import Heartbeat
from publishing.models.letter import Letter
from publishing.models.publication import Publication
from publishing.models.rule import Rule
from publishing.models.secret import Secret
from publishing.models.standstill import Standstill
from publishing.models.submission import Submission
from publishing.models.town_date import TownDate
from publishing.models.town_holidays import TownHolidays
from publishing.models.visits import DailyVisits

__all__ = [
    "ApprovalTask",
    "Attempt",
    "BlockedDays",
    "Channel",
    "ChannelCheck",
    "DailyVisits",
    "Deputy",
    "EndWarning",
    "Heartbeat",
    "Letter",
    "Publication",
    "Rule",
    "Secret",
    "Standstill",
    "Submission",
    "TownDate",
    "TownHolidays",
]
