"""How the desk says times, and draws states."""

from datetime import datetime

from django import template

from publishing.models import Channel, Publication
from publishing.town_time import say_moment

register = template.Library()

#: Word and icon, never colour alone: icon, tone.
PUBLICATION_LOOKS = {
    Publication.State.PLANNED: ("calendar-alt", "waiting"),
    Publication.State.SENDING: ("upload", "waiting"),
    Publication.State.PUBLISHED: ("check", "done"),
    Publication.State.UNSURE: ("help", "attention"),
    Publication.State.FAILED: ("warning", "attention"),
    Publication.State.MISSED: ("warning", "attention"),
    Publication.State.CANCELLED: ("cross", "quiet"),
    Publication.State.WITHDRAWN: ("cross", "quiet"),
}
CHANNEL_LOOKS = {
    Channel.State.ACTIVE: ("check", "done"),
    Channel.State.PAUSED: ("time", "waiting"),
    Channel.State.ATTENTION: ("warning", "attention"),
    Channel.State.CLOSED: ("cross", "quiet"),
}


@register.filter
def moment(value: datetime | None) -> str:
    """Return an instant in words, in town time; "" for none."""
    return say_moment(value) if value else ""


@register.inclusion_tag("desk/_state.html")
def state_pill(row: Publication | Channel) -> dict[str, str]:
    """Draw the state of a publication or a channel."""
    looks = PUBLICATION_LOOKS if isinstance(row, Publication) else CHANNEL_LOOKS
    icon, tone = looks[row.state]  # type: ignore[index]
    return {"label": row.get_state_display(), "icon": icon, "tone": tone}
