"""How far an issue is, for people: how many have it, and how long it still takes."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from publishing.models import Publication
from publishing.newsletter.models import Delivery, Hold

#: The speed is that of the last minutes.
LATELY = timedelta(minutes=2)


def say_state(publication: Publication) -> str:
    """Return where an issue stands, in one or two words."""
    state = Publication.State
    words = {
        state.PLANNED: pgettext("an issue", "planned"),
        state.SENDING: pgettext("an issue", "on its way"),
        state.PUBLISHED: pgettext("an issue", "sent"),
        state.CANCELLED: pgettext("an issue", "called off"),
    }
    return words.get(state(publication.state), publication.get_state_display())


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What the ledger of one issue says now. `per_second` is the speed lately."""

    counts: dict[str, int]
    per_second: float
    hold: Hold | None

    @classmethod
    def of(cls, publication: Publication) -> "Progress":
        """Read it."""
        ledger = Delivery.objects.filter(publication=publication)
        return cls(
            counts=ledger.counts(),
            per_second=ledger.per_second(LATELY),
            hold=Hold.objects.current(publication),
        )

    @property
    def total(self) -> int:
        """Return how many the issue is for."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """Return how many are not decided yet."""
        return sum(self.counts[state] for state in Delivery.State.OPEN)

    @property
    def leaving(self) -> int:
        """Return how many of them don't wait for the end of a trial."""
        return self.left - self.counts[Delivery.State.RESERVED]

    @property
    def decided(self) -> int:
        """Return of how many it is known what became of their mail."""
        return self.total - self.left

    @property
    def named(self) -> list[tuple[str, int]]:
        """Return each state that somebody is in, in words, with how many."""
        return [
            (str(label), self.counts[state])
            for state, label in Delivery.State.choices
            if self.counts[state]
        ]

    @property
    def time_left(self) -> str:
        """Return how long it still takes, in words, "" when nobody can tell."""
        if not self.leaving or not self.per_second or self.hold:
            return ""
        minutes = ceil(self.leaving / self.per_second / 60)
        if minutes <= 1:
            return _("less than a minute left")
        if minutes < 90:
            return _("about %(minutes)d minutes left") % {"minutes": minutes}
        hours = round(minutes / 60)
        words = ngettext(
            "about %(hours)d hour left", "about %(hours)d hours left", hours
        )
        return words % {"hours": hours}
