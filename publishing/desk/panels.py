"""Today: the manager's start page, one panel with nothing beside it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import Media
from django.utils import timezone
from wagtail.admin.ui.components import Component

from publishing.desk.doubts import doubt_cards
from publishing.desk.items import waiting_list, waiting_states
from publishing.desk.pulse import health_of, open_channels
from publishing.desk.today import Today
from publishing.growth.curve import curves
from publishing.models import Channel
from publishing.newsletter.next_issue import NextIssue

SHOWN = 10
CURVE_DAYS = 90
DRAWING = Media(
    css={"all": ["growth/vendor/uplot-1.6.32.min.css", "growth/curve.css"]},
    js=["growth/vendor/uplot-1.6.32.min.js", "growth/curve.js"],
)


class TodayPanel(Component):
    """What waits, what goes out, what went wrong, the channels, the fan curve."""

    name = "desk_today"
    order = 10
    template_name = "desk/today/panel.html"

    media = DRAWING + Media(js=["desk/keys.js"])

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Read each table once, whatever number of places shows its rows."""
        request = parent_context["request"]
        channels, today = open_channels(), Today()
        states = list(waiting_states()[: SHOWN + 1])
        stopped = [each for each in channels if each.state == Channel.State.ATTENTION]
        trouble, cards = today.trouble, doubt_cards(today.doubts)
        waiting = waiting_list(states[:SHOWN], request.user, channels)
        return {
            "request": request,
            "csrf_token": parent_context["csrf_token"],
            "items": waiting.items,
            "more": len(states) > SHOWN,
            "next_issue": _next_issue(channels),
            "approved": waiting.approved,
            "publications": today.going_out,
            "cards": cards,
            "trouble": trouble,
            "stopped": stopped,
            "something_wrong": bool(stopped or cards or trouble),
            "health": health_of(channels),
            "curves": curves(channels, days=CURVE_DAYS),
        }


def _next_issue(channels: Iterable[Channel]) -> NextIssue | None:
    """Return the draft of the newsletter that must not be forgotten, if any."""
    now = timezone.now()
    kind = Channel.Kind.NEWSLETTER
    found = (NextIssue.to_hand_in(each, now) for each in channels if each.kind == kind)
    return next(found, None)
