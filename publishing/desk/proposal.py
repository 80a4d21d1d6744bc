"""What the approval screen proposes: words, channels with their times, visibility."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django import forms
from django.forms import modelform_factory
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision

from publishing.contract import Announcement, Publishable
from publishing.desk.fields import TownMoment, moment_in
from publishing.desk.fitting import Fitting
from publishing.desk.offers import Place, Sealed
from publishing.desk.sameness import neighbour_alike
from publishing.desk.wave_form import WaveForm, wave_forms
from publishing.models import Channel, Publication
from publishing.models.approval import Decision
from publishing.rules import Rules, earliest, proposed_at, refusal
from publishing.taking_off import asks_to_go
from publishing.town_time import in_town
from publishing.transport import Fault, transport_for

#: The picker knows minutes only: "now" is already a few seconds old.
JUST_NOW = timedelta(minutes=1)


class VisibilityForm(forms.Form):
    """When the page shows on the site."""

    go_live_at = TownMoment(
        label=gettext_lazy("Visible on the site from"),
        required=False,
        help_text=gettext_lazy("Leave empty to show the page as soon as you approve."),
    )

    def clean_go_live_at(self) -> datetime | None:
        """Refuse an instant that has passed."""
        return _refuse_past(self.cleaned_data["go_live_at"])


class ChannelForm(Fitting):
    """One channel: whether the item goes there, and when."""

    chosen = forms.BooleanField(required=False)
    at = TownMoment(label=gettext_lazy("When"), required=False)

    def __init__(
        self,
        data: Mapping[str, str] | None,
        *,
        channel: Channel,
        announcement: Announcement,
        carrier: bool,
        page: Page,
        existing: Mapping[str, Publication],
        now: datetime,
        rules: Rules,
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
        self.refusal = refusal(channel, announcement, now)
        self.rule = rules.announcing(announcement.kind, channel.kind)
        self.proposed_by_rule = carrier or bool(self.rule and self.rule.ticked)
        self.earliest = earliest(self.rule, announcement, now)
        taken = channel.publications.taken(now, announced)
        slot = proposed_at(self.rule, announcement, now, channel.rhythm, taken)
        if announced and announced.state == Publication.State.PLANNED:
            slot = max(announced.at, now)
        self.waves: list[WaveForm] = []
        if not self.refusal:
            again = rules.again(announcement.kind, channel.kind)
            after = None if self.settled or self.carried else slot
            self.waves = wave_forms(data, channel, announcement, existing, again, after)
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
        _refuse_past(at)
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

    @property
    def neighbour_alike(self) -> str:
        """Return the title of a neighbour that says almost the same, "" for none."""
        at = self.proposed_at
        if at is None:
            return ""
        draft = self.existing or Publication(
            page=self.page, page_title=self.page.title, channel=self.channel
        )
        return neighbour_alike(self.channel, draft, self.page.announcement(), at)

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


class Proposal:
    """The forms of one approval; together they make a Decision."""

    def __init__(
        self, revision: Revision, data: Mapping[str, str] | None = None
    ) -> None:
        self.page = page = revision.as_object()
        self.revision = revision
        words_form = modelform_factory(
            type(page), form=forms.ModelForm, fields=_words_of(page)
        )
        self.words = words_form(data, instance=page, prefix="words")
        for field in self.words.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 5
        self.visibility = VisibilityForm(
            data, prefix="page", initial={"go_live_at": _future(page.go_live_at)}
        )
        #: It asks to be taken off: then there is nothing to say, nor to plan.
        self.leaves = asks_to_go(page)
        self.channels = [] if self.leaves else _channel_forms(page, data)

    def is_valid(self) -> bool:
        """Whether all forms are in order, also with one another."""
        if self.leaves:
            return True
        waves = [wave for form in self.channels for wave in form.waves]
        forms_ = [self.words, self.visibility, *self.channels, *waves]
        valid = [form.is_valid() for form in forms_]  # each shows its own errors
        if not all(valid):
            return False
        go_live_at = self.visibility.cleaned_data["go_live_at"]
        for form in self.channels:
            form.check_rhythm(go_live_at)
            at = form.planned_at(go_live_at)
            if at and go_live_at and at < go_live_at:
                form.add_error("at", _("The page is not visible yet at that time."))
            elif at and isinstance(self.page, Publishable):
                # The page has the corrected words by now.
                announcement = self.page.announcement()
                form.check_words(announcement, at, self.revision.created_at)
        return all(form.is_valid() for form in forms_) and not any(
            form.is_held_up for form in self.channels
        )

    @property
    def first_error(self) -> str:
        """Return the first thing that is against a bound proposal, "" for nothing."""
        waves = [wave for form in self.channels for wave in form.waves]
        for form in (*self.channels, *waves, self.visibility, self.words):
            for sentences in form.errors.values():
                return str(sentences[0])
        faults = (fault for form in self.channels for fault in form.faults)
        return next((str(fault.sentence) for fault in faults if fault.blocks), "")

    def decision(self, seen: datetime) -> Decision:
        """Return what was decided on a valid proposal.

        `seen` (aware) tells which revision the manager looked at.
        """
        if self.leaves:
            return Decision(seen=seen, go_live_at=self.page.go_live_at)
        go_live_at = self.visibility.cleaned_data["go_live_at"]
        planned = {form.channel: form.planned_at(go_live_at) for form in self.channels}
        return Decision(
            seen=seen,
            words=self.words.cleaned_data,
            plan={channel: at for channel, at in planned.items() if at},
            insisted={
                form.channel
                for form in self.channels
                if form.cleaned_data.get("insist")
            },
            waves={
                (form.channel, wave.wave): wave.planned_at
                for form in self.channels
                for wave in form.waves
                if form.settled or planned[form.channel]
            },
            go_live_at=go_live_at,
        )

    @property
    def places(self) -> list[Place]:
        """Return where the item goes, as the forms show it now."""
        return [place for form in self.channels for place in form.places]

    @property
    def media(self) -> forms.Media:
        """Return what the fields need in the page."""
        return self.words.media + self.visibility.media

    @property
    def first_at(self) -> datetime | None:
        """Return the earliest instant (aware) that the forms show now."""
        return min(
            filter(None, (form.proposed_at for form in self.channels)), default=None
        )


def _words_of(page: Page) -> list[str]:
    """Return the fields that can be corrected; nobody describes a photo there isn't."""
    if not isinstance(page, Publishable):
        return ["title"]
    without = () if page.announcement().image_id else ("alt_text",)
    return [name for name in page.words if name not in without]


def accepted(revision: Revision, sealed: Sealed) -> Proposal:
    """Return the proposal in which what was offered is chosen, and nothing changed."""
    shown = Proposal(revision)
    data = _as_shown(shown.words) | _as_shown(shown.visibility)
    for form in shown.channels:
        announced = (form.channel.pk, Publication.Wave.ANNOUNCE.value)
        for key, each in ((announced, form), *form.keyed_waves):
            if key in sealed.times:
                data[each.add_prefix("chosen")] = "on"
                if at := sealed.times[key]:
                    data[each.add_prefix("at")] = in_town(at).strftime("%Y-%m-%dT%H:%M")
    return Proposal(revision, data)


def _as_shown(form: forms.BaseForm) -> dict[str, str]:
    """Return what a browser posts for `form` when nobody touched it."""
    data = {}
    for field in form:
        value = field.value()
        if isinstance(field.field, forms.BooleanField):
            if value:
                data[field.html_name] = "on"
        else:
            shown = field.field.widget.format_value(value)
            data[field.html_name] = "" if shown is None else str(shown)
    return data


def _channel_forms(page: Page, data: Mapping[str, str] | None) -> list[ChannelForm]:
    existing: dict[int, dict[str, Publication]] = {}
    for publication in Publication.objects.filter(page_id=page.pk):
        waves = existing.setdefault(publication.channel_id, {})
        waves[publication.wave] = publication
    if not isinstance(page, Publishable):
        return []
    announcement = page.announcement()
    now, rules = timezone.now(), Rules.of_the_town()
    return [
        ChannelForm(
            data,
            prefix=f"channel-{channel.pk}",
            channel=channel,
            announcement=announcement,
            carrier=page.carrier,
            page=page,
            existing=existing.get(channel.pk, {}),
            now=now,
            rules=rules,
        )
        for channel in Channel.objects.open().order_by("kind", "pk")
        if channel.gathers or not page.carrier
    ]


def _future(moment: datetime | None) -> datetime | None:
    return moment if moment and moment > timezone.now() else None


def _refuse_past(moment: datetime | None) -> datetime | None:
    if moment is not None and moment < timezone.now() - JUST_NOW:
        raise forms.ValidationError(
            _("This time has passed. Choose a later one, or leave it empty for now.")
        )
    return moment
