"""A channel's doctor: look, keep what was found, warn of ends, pause what is dead."""

from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from publishing import notices
from publishing.models import Channel, ChannelCheck, EndWarning
from publishing.outcomes import call
from publishing.town_time import in_town
from publishing.transport import Finding, Outcome, SendError, transport_for


def examine_all() -> None:
    """Examine every open channel."""
    for channel in Channel.objects.open().order_by("pk"):
        examine(channel)


def examine(channel: Channel) -> ChannelCheck:
    """Examine `channel` and return what was found.

    It calls the outside world, so never inside a transaction. What is kept is read
    by everybody: in the town's language.
    """
    with translation.override(settings.LANGUAGE_CODE):
        found = _look(channel)
    return keep(channel, found)


def keep(channel: Channel, found: list[Finding]) -> ChannelCheck:
    """Keep what was found; tell people what ends soon; pause what is dead."""
    with transaction.atomic():
        check = ChannelCheck.objects.create(
            channel=channel,
            checked_at=timezone.now(),
            findings=[_as_json(finding) for finding in found],
        )
        _warn_of_ends(channel, found)
        _pause_when_dead(channel, found)
    return check


def _look(channel: Channel) -> list[Finding]:
    try:
        return call(call(transport_for, channel).check)
    except SendError as error:
        dead = error.outcome == Outcome.CHANNEL_DOWN
        sentence = f"{error.message}"
        return [Finding(name=_("Access"), ok=False, sentence=sentence, fatal=dead)]


def _warn_of_ends(channel: Channel, found: list[Finding]) -> None:
    today = in_town(timezone.now()).date()
    for finding in found:
        ends_at = finding.ends_at and in_town(finding.ends_at)
        if ends_at and EndWarning.is_new(channel, finding.key, ends_at, today):
            notices.ends_soon(channel, finding)


def _pause_when_dead(channel: Channel, found: list[Finding]) -> None:
    """Nothing fails on a dead channel; everything waits for a person.

    One that waits for a person already keeps its reason.
    """
    dead = next((finding for finding in found if finding.fatal), None)
    if dead is None or channel.state == channel.State.ATTENTION:
        return
    if channel.pause(dead.sentence):
        notices.channel_paused(channel)


def _as_json(finding: Finding) -> dict[str, object]:
    ends_at = finding.ends_at.isoformat() if finding.ends_at else None
    return {**asdict(finding), "ends_at": ends_at}
