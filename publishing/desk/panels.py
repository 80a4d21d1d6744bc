"""The desk on Wagtail's start page: first what waits for the manager."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from wagtail.admin.ui.components import Component

from publishing.desk.doubts import doubt_cards
from publishing.desk.items import just_approved, waiting_items, waiting_states
from publishing.desk.pulse import health_of, open_channels
from publishing.desk.today import Today
from publishing.growth.curve import curves
from publishing.models import Channel

SHOWN = 10


class DeskPanel(Component):
    """A panel of the desk; it renders from the request's own context."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add what every panel needs: who looks, and the token of her forms."""
        return {
            "request": parent_context["request"],
            "csrf_token": parent_context["csrf_token"],
        }


class WaitingPanel(DeskPanel):
    """What waits for approval, oldest first."""

    name = "desk_waiting"
    order = 10
    template_name = "desk/panels/waiting.html"

    class Media:
        js = ["desk/keys.js"]

    def __init__(self, channels: QuerySet[Channel]) -> None:
        super().__init__()
        self.channels = channels

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add the oldest items and how many there are."""
        states = list(waiting_states()[: SHOWN + 1])
        user = parent_context["request"].user
        return super().get_context_data(parent_context) | {
            "items": waiting_items(states[:SHOWN], user, self.channels),
            "more": len(states) > SHOWN,
            "approved": just_approved(states),
        }


class TodayPanel(DeskPanel):
    """What goes out today and where."""

    name = "desk_today"
    order = 20
    template_name = "desk/panels/today.html"

    def __init__(self, today: Today) -> None:
        super().__init__()
        self.today = today

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add today's publications; what an issue carries goes out with it."""
        return super().get_context_data(parent_context) | {
            "publications": self.today.going_out,
        }


class DoubtPanel(DeskPanel):
    """What only a person can find out; nothing at all where there is no doubt."""

    name = "desk_doubt"
    order = 5
    template_name = "desk/panels/doubt.html"

    def __init__(self, today: Today) -> None:
        super().__init__()
        self.today = today

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add a card for each."""
        return super().get_context_data(parent_context) | {
            "cards": doubt_cards(self.today.doubts)
        }


class TroublePanel(DeskPanel):
    """What went wrong, each with one thing to do."""

    name = "desk_trouble"
    order = 30
    template_name = "desk/panels/trouble.html"

    def __init__(self, today: Today) -> None:
        super().__init__()
        self.today = today

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add what is wrong now."""
        return super().get_context_data(parent_context) | {
            "trouble": self.today.trouble
        }


class ChannelsPanel(DeskPanel):
    """Whether the channels and the engine work."""

    name = "desk_channels"
    order = 40
    template_name = "desk/panels/channels.html"

    def __init__(self, channels: QuerySet[Channel]) -> None:
        super().__init__()
        self.channels = channels

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add the stored state of each channel and the heartbeat: no calls."""
        return super().get_context_data(parent_context) | {
            "health": health_of(self.channels)
        }


class GrowthPanel(DeskPanel):
    """The fan curve, small."""

    name = "desk_growth"
    order = 50
    template_name = "desk/panels/growth.html"

    class Media:
        css = {"all": ["growth/vendor/uplot-1.6.32.min.css", "growth/curve.css"]}
        js = ["growth/vendor/uplot-1.6.32.min.js", "growth/curve.js"]

    def __init__(self, channels: QuerySet[Channel]) -> None:
        super().__init__()
        self.channels = channels

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Add the last 90 days of each channel."""
        return super().get_context_data(parent_context) | {
            "curves": curves(self.channels, days=90),
        }


def desk_panels() -> list[Component]:
    """Return the panels of a manager's start page; they share their queries."""
    channels, today = open_channels(), Today()
    return [
        DoubtPanel(today),
        WaitingPanel(channels),
        TodayPanel(today),
        TroublePanel(today),
        ChannelsPanel(channels),
        GrowthPanel(channels),
    ]
