"""One channel on the approval screen: whether the item goes there, and when."""

from collections.abc import Mapping
from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from publishing.contract import Announcement
from publishing.desk.fields import TownMoment, moment_in, refuse_past
from publishing.desk.fitting import Fitting
from publishing.desk.neighbours import Neighbours
from publishing.desk.offers import Offers, Place
from publishing.desk.wave_form import WaveForm, wave_forms
from publishing.models import Channel, Publication
from publishing.rhythm import Taken
from publishing.rules import earliest, proposed_at, refusal
from publishing.transport import Fault, transport_for


class ChannelForm(Fitting):
    """One channel: whether the item goes there, and when."""

    chosen = forms.BooleanField(required=False)
    at = TownMoment(label=gettext_lazy("When"), required=False)
    #: The title of a neighbour that says almost the same, once that was looked for.
    neighbour_alike = ""

    def __init__(
        self,
        data: Mapping[str, str] | None,
        *,
        channel: Channel,
        announcement: Announcement,
        carrier: bool,
        page: Page,
        existing: Mapping[str, Publication],
        offers: Offers,
        neighbours: Neighbours | None,
        **kwargs: object,
    ) -> None:
        self.channel = channel
        self.announcement = announcement
        self.page = page
        self.existing = announced = existing.get(Publication.Wave.ANNOUNCE)
        self.settled = (
            announced is not None
            and announced.state not in Publication.State.REPLANNABLE
        )
        self.carried = channel.gathers and not carrier
        self.neighbours = neighbours
        now, rules = offers.now, offers.rules
        self.refusal = refusal(channel, announcement, now)
        self.rule = rules.announcing(announcement.kind, channel.kind)
        self.proposed_by_rule = carrier or bool(self.rule and self.rule.ticked)
        self.earliest = earliest(self.rule, announcement, now)
        rhythm, _taken = offers.rhythm_of(channel)
        taken = Taken(offers.diary.taken(channel.pk, announced))
        slot = proposed_at(self.rule, announcement, now, rhythm, taken)
        if announced and announced.state == Publication.State.PLANNED:
            slot = max(announced.at, now)
        self.waves: list[WaveForm] = []
        if not self.refusal:
            after = None if self.settled or self.carried else slot
            self.waves = wave_forms(
                data, channel, announcement, existing, offers, after
            )
        chosen = not self.refusal and (announced is not None or self.proposed_by_rule)
        kwargs["initial"] = {"chosen": chosen, "at": slot}
        super().__init__(data, **kwargs)  # type: ignore[arg-type]
        self.fields["chosen"].label = channel.name
        if self.refusal:
            self.fields["chosen"].disabled = True
        if self.carried:
            del self.fields["at"], self.fields["insist"]

    @property
    def offered(self) -> bool:
        """Whether the manager can still choose this channel."""
        return not self.settled and not self.refusal

    @property
    def issue_from(self) -> datetime | None:
        """Return from when (aware) an issue may carry it, None for at once."""
        return self.earliest if self.carried else None

    @property
    def on_hold(self) -> bool:
        """Whether the channel sends nothing now: what is planned waits."""
        return not self.channel.is_sending(timezone.now())

    @property
    def proposed_at(self) -> datetime | None:
        """Return the instant (aware) that the form shows now, None without one."""
        if not self.offered or self.carried or not self["chosen"].value():
            return None
        return moment_in(self["at"])

    @property
    def keyed_waves(self) -> list[tuple[tuple[int, str], WaveForm]]:
        """Return the waves' forms, each by the key of its place."""
        return [((self.channel.pk, wave.wave), wave) for wave in self.waves]

    def clean_at(self) -> datetime | None:
        """Refuse an instant in the past, or after the event's end."""
        at = self.cleaned_data["at"]
        if not self.data.get(self.add_prefix("chosen")) or at is None:
            return at
        refuse_past(at)
        self.refuse_too_late(self.announcement, at)
        return at

    def check_rhythm(self, go_live_at: datetime | None) -> None:
        """Refuse instants, also of the waves, that something is against."""
        at = self.planned_at(go_live_at)
        if at and not self.carried:
            self.refuse_clash(self.channel, at, self.existing)
        announced_at = self.existing.at if self.settled and self.existing else at
        for wave in self.waves:
            if not wave.planned_at:
                continue
            if announced_at and wave.planned_at <= announced_at:
                wave.add_error("at", _("That is before the announcement itself."))
            else:
                wave.refuse_clash(self.channel, wave.planned_at, wave.existing)

    @property
    def places(self) -> list[Place]:
        """Return when it goes there, as the forms show it now, waves included."""
        first = self.offered and self["chosen"].value()
        places = [Place(channel=self.channel, at=self.proposed_at)] if first else []
        if first or self.settled:
            places += [
                Place(channel=self.channel, at=wave.proposed_at, wave=wave.wave)
                for wave in self.waves
                if wave.proposed_at
            ]
        return places

    def look_at_neighbours(self) -> None:
        """Note which neighbour says almost the same."""
        if self.neighbours is None or self.proposed_at is None:
            return
        draft = self.existing or Publication(
            page=self.page, page_title=self.page.title, channel=self.channel
        )
        self.neighbour_alike = self.neighbours.alike(draft, self.page.announcement())

    def check_words(
        self, announcement: Announcement, at: datetime, written_at: datetime
    ) -> None:
        """Refuse words that name a wrong day at `at` (aware), unless she insists."""
        leaves_at = self.channel.next_slot(at) if self.carried else at
        self.refuse_wrong_words(announcement, leaves_at, written_at)

    @cached_property
    def faults(self) -> list[Fault]:
        """What is wrong with the page as it is now, for this channel.

        May ask other servers. On posted words ask the proposal's `is_valid` first:
        it puts them into the page.
        """
        if not self.offered:
            return []
        return transport_for(self.channel).faults(self.page)

    @property
    def is_held_up(self) -> bool:
        """Whether the item (a valid form) can't go there before it is mended."""
        chosen = self.offered and self.cleaned_data["chosen"]
        return chosen and any(fault.blocks for fault in self.faults)

    def planned_at(self, go_live_at: datetime | None) -> datetime | None:
        """Return the instant (aware) chosen, None when the item doesn't go there."""
        if not self.offered or not self.cleaned_data["chosen"]:
            return None
        soonest = max(filter(None, (timezone.now(), go_live_at, self.issue_from)))
        return self.cleaned_data.get("at") or soonest
