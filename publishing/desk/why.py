"""Why an item went to a channel, or didn't: answered from the rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from publishing.contract import Announcement, Publishable
from publishing.desk.kinds import name_of
from publishing.models import Channel, Publication, Rule
from publishing.models.content import content_of
from publishing.rules import Rules, refusal
from publishing.town_time import say_moment


@dataclass(frozen=True, kw_only=True)
class Because:
    """One channel: what the rules say of such an item, and how it came."""

    channel: Channel
    there: bool
    rules: list[Rule]
    sentence: str


def why(page: Page | None, publications: Iterable[Publication]) -> list[Because]:
    """Return for each open channel why `page` is, or isn't, announced there."""
    specific = content_of(page) if page else None
    if not isinstance(specific, Publishable) or specific.carrier:
        return []
    said, rules = specific.announcement(), Rules.of_the_town()
    planned = {each.channel_id: each for each in publications}
    return [
        _because(channel, said, rules, planned.get(channel.pk), page)
        for channel in Channel.objects.open().order_by("kind", "pk")
    ]


def _because(
    channel: Channel,
    said: Announcement,
    rules: Rules,
    publication: Publication | None,
    page: Page | None,
) -> Because:
    about = rules.about(said.kind, channel.kind)
    approved_at = page.first_published_at if page else None
    return Because(
        channel=channel,
        there=publication is not None,
        rules=about,
        sentence=_sentence(channel, said, about, publication, approved_at),
    )


def _sentence(
    channel: Channel,
    said: Announcement,
    about: list[Rule],
    publication: Publication | None,
    approved_at: datetime | None,
) -> str:
    kind = name_of(said.kind)
    proposed = next((rule for rule in about if rule.wave == "announce"), None)
    if approved_at and any(rule.changed_at > approved_at for rule in about):
        changed = max(rule.changed_at for rule in about)
        return _(
            "The rule was changed on %(when)s, after this was approved: it went by "
            "the one of that time."
        ) % {"when": say_moment(changed)}
    if publication is not None:
        if proposed and proposed.ticked:
            return _("The rule for “%(kind)s” proposed it.") % {"kind": kind}
        return _("No rule proposed it: somebody chose so.")
    if refused := refusal(channel, said, approved_at or timezone.now()):
        return refused
    if proposed is None:
        sentence = _("No rule sends “%(kind)s” there.")
    elif not proposed.ticked:
        sentence = _("The rule for “%(kind)s” leaves the choice to you.")
    elif approved_at is None:
        sentence = _("The rule for “%(kind)s” will propose it: it is not approved yet.")
    else:
        sentence = _(
            "The rule for “%(kind)s” proposed it; whoever approved it chose otherwise."
        )
    return sentence % {"kind": kind}
