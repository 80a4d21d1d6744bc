"""What the approval screen proposes: words, channels with their times, visibility."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django import forms
from django.forms import modelform_factory
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision

from publishing.contract import Publishable
from publishing.desk.channel_form import ChannelForm
from publishing.desk.diary import Diary
from publishing.desk.draft import draft_of
from publishing.desk.fields import TownMoment, refuse_past
from publishing.desk.neighbours import Neighbours
from publishing.desk.offers import Offers, Place, Sealed
from publishing.lending import images_by_number, lending
from publishing.models import Channel, Publication
from publishing.models.approval import Decision
from publishing.models.content import read_along
from publishing.taking_off import asks_to_go
from publishing.town_time import in_town


class VisibilityForm(forms.Form):
    """When the page shows on the site."""

    go_live_at = TownMoment(
        label=gettext_lazy("Visible on the site from"),
        required=False,
        help_text=gettext_lazy("Leave empty to show the page as soon as you approve."),
    )

    def clean_go_live_at(self) -> datetime | None:
        """Refuse an instant that has passed."""
        return refuse_past(self.cleaned_data["go_live_at"])


class Proposal:
    """The forms of one approval; together they make a Decision."""

    def __init__(
        self,
        revision: Revision,
        data: Mapping[str, str] | None = None,
        *,
        besides: Iterable[int] = (),
    ) -> None:
        """Propose for `revision`; the diary tells of the pages `besides`, too."""
        stored, now = revision.content_object, timezone.now()
        self.revision = revision
        self.offers = Offers(now, diary=Diary(now, [stored.pk, *besides]))
        neighbours = _neighbours(stored, self.offers)
        self._beside = Neighbours.read_pages(neighbours)
        with_them = [stored] if type(stored) in map(type, self._beside) else []
        read_along([*self._beside, *with_them])
        self.page = page = draft_of(revision)
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
        beside = {each.channel: each for each in neighbours}
        self.channels = [] if self.leaves else self._channel_forms(data, beside)

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

    @contextmanager
    def pictures_at_hand(self) -> Iterator[None]:
        """Read the pictures of the item and of its neighbours once, for a while."""
        pages = [self.page, *self._beside]
        said = (page.announcement() for page in pages if isinstance(page, Publishable))
        numbers = {picture.image_id for each in said for picture in each.pictures}
        with lending(images_by_number(numbers)):
            yield

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

    def _channel_forms(
        self, data: Mapping[str, str] | None, neighbours: Mapping[Channel, Neighbours]
    ) -> list[ChannelForm]:
        page, page_id = self.page, self.page.pk
        if not isinstance(page, Publishable):
            return []
        existing: dict[int, dict[str, Publication]] = {}
        for publication in self.offers.diary.of(page_id):
            waves = existing.setdefault(publication.channel_id, {})
            waves[publication.wave] = publication
        announcement = page.announcement()
        return [
            ChannelForm(
                data,
                prefix=f"channel-{channel.pk}",
                channel=channel,
                announcement=announcement,
                carrier=page.carrier,
                page=page,
                existing=existing.get(channel.pk, {}),
                offers=self.offers,
                neighbours=neighbours.get(channel),
            )
            for channel in self.offers.channels
            if channel.gathers or not page.carrier
        ]


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


def _neighbours(page: Page, offers: Offers) -> list[Neighbours]:
    """Return what stands beside `page` on each channel where it stands by itself."""
    its_own = offers.diary.of(page.pk)
    if not isinstance(page, Publishable):
        return []
    announced = {
        each.channel_id: each
        for each in its_own
        if each.wave == Publication.Wave.ANNOUNCE
    }
    return [
        Neighbours(channel, offers.diary, offers.now, announced.get(channel.pk))
        for channel in offers.channels
        if channel.gathers == page.carrier
    ]


def _future(moment: datetime | None) -> datetime | None:
    return moment if moment and moment > timezone.now() else None
