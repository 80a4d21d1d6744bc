"""The later waves of an event, as the approval screen offers them."""

from collections.abc import Mapping
from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.contract import Announcement
from publishing.desk.fields import TownMoment, moment_in
from publishing.desk.offers import Offers
from publishing.desk.rhythm_form import InRhythm
from publishing.models import Channel, Publication, Rule
from publishing.rhythm import Taken
from publishing.waves import moment_among


class WaveForm(InRhythm):
    """One reminder or last call on one channel: whether, and when."""

    chosen = forms.BooleanField(required=False)
    at = TownMoment(label=gettext_lazy("When"), required=False)

    def __init__(
        self,
        *args: object,
        rule: Rule,
        at: datetime,
        start: datetime,
        existing: Publication | None,
        after: datetime | None = None,
        **kwargs: object,
    ) -> None:
        self.wave, self.start, self.existing = rule.wave, start, existing
        chosen = rule.ticked
        if after is not None and at <= after:
            chosen = False
        elif existing is not None:
            chosen = existing.state == Publication.State.PLANNED
        kwargs["initial"] = {"chosen": chosen, "at": at}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["chosen"].label = rule.occasion

    def clean(self) -> None:
        """Refuse an instant that has passed, or after the start."""
        super().clean()
        at = self.cleaned_data.get("at")
        if not self.cleaned_data.get("chosen"):
            return
        if at is None:
            self.add_error("at", _("Say when."))
        elif at < timezone.now():
            self.add_error("at", _("This time has passed. Choose a later one."))
        elif at >= self.start:
            self.add_error("at", _("It will have begun by then."))

    @property
    def proposed_at(self) -> datetime | None:
        """Return the instant (aware) that the form shows now, None when not ticked."""
        return moment_in(self["at"]) if self["chosen"].value() else None

    @property
    def planned_at(self) -> datetime | None:
        """Return the instant (aware) chosen, None when it isn't wanted."""
        return self.cleaned_data["at"] if self.cleaned_data["chosen"] else None


def wave_forms(
    data: Mapping[str, str] | None,
    channel: Channel,
    announcement: Announcement,
    existing: Mapping[str, Publication],
    offers: Offers,
    after: datetime | None = None,
) -> list[WaveForm]:
    """Return a form for each wave that can still go out, in order of time.

    What comes no later than `after` (aware), the announcement, is not ticked.
    """
    start = announcement.starts_at
    if start is None or channel.gathers:
        return []
    found = []
    rhythm, _taken = offers.rhythm_of(channel)
    for rule in offers.rules.again(announcement.kind, channel.kind):
        known = existing.get(rule.wave)
        if known and known.state not in Publication.State.REPLANNABLE:
            continue
        others = Taken(offers.diary.taken(channel.pk, known))
        at = moment_among(rule, start, offers.now, rhythm, others)
        if known and known.state == Publication.State.PLANNED:
            at = known.at if known.begins_at == start else at
        if at is not None:
            form = WaveForm(
                data,
                prefix=f"channel-{channel.pk}-{rule.wave}",
                rule=rule,
                at=at,
                start=start,
                existing=known,
                after=after,
            )
            found.append((at, form))
    return [form for _at, form in sorted(found, key=lambda pair: pair[0])]
