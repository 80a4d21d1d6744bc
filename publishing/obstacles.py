"""Why a publication cannot leave now, checked again at the moment of sending."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from publishing import notices
from publishing.contract import Announcement, Status
from publishing.models import Publication
from publishing.relative_words import misleading_in
from publishing.transport import Sentence

#: Of what is so, nobody is reminded.
CALLED_OFF_STATUSES = (Status.CANCELLED, Status.POSTPONED)
CALLED_OFF = _("What it announces was called off.")
HELD = _("It waits for other words.")
LOOK_AGAIN = timedelta(minutes=15)
#: A page that is not online at its time may still come (approval, embargo).
PAGE_MAY_COME = timedelta(hours=1)


@dataclass(frozen=True)
class Obstacle:
    """Why a publication can't leave now; without `until`, it never can.

    `called_off`: the town itself cancelled what it would have announced. `told`:
    it waits for a person, and the managers are told so, once.
    """

    reason: Sentence
    until: datetime | None = None
    called_off: bool = False
    told: bool = False

    def stop(self, publication: Publication) -> None:
        """Note it on the publication; people hear of what was missed."""
        if self.called_off:
            publication.record_cancelled(str(self.reason))
        elif self.until is not None:
            tell = self.told and publication.reason != str(self.reason)
            if publication.postpone(self.until, str(self.reason)) and tell:
                notices.held(publication, self.reason)
        elif publication.record_missed(str(self.reason)):
            notices.missed(publication, self.reason)


def obstacle(
    publication: Publication, announcement: Announcement | None, now: datetime
) -> Obstacle | None:
    """Return what keeps `publication` from leaving at `now`, None for nothing.

    `announcement` is what the channel should show, None for nothing at all.
    """
    page = publication.page
    if now < publication.at:
        return Obstacle("", until=publication.at)
    if page is None:
        return Obstacle(_("The page was deleted before its time."))
    if not page.live:
        embargo = page.approved_schedule
        if embargo or now < publication.at + PAGE_MAY_COME:
            until = max(page.go_live_at or now, now + timedelta(minutes=1))
            return Obstacle(_("The page is not online yet."), until=until)
        return Obstacle(_("The page was not online at its time."))
    if _called_off(page, publication.wave, announcement):
        return Obstacle(CALLED_OFF, called_off=True)
    if announcement is None:
        return Obstacle(
            _("It is for merchants only, and everybody can read this channel.")
        )
    if announcement.useless_after is not None and announcement.useless_after <= now:
        return Obstacle(_("Its moment had passed before it could be sent."))
    return _out_of_date(publication, page, announcement, now)


def _out_of_date(
    publication: Publication, page: Page, announcement: Announcement, now: datetime
) -> Obstacle | None:
    """Hold what would name a wrong day; what was approved for its own time may go.

    A reminder says the same as the announcement on another day: nobody read it
    for that day, so it is looked at anew.
    """
    written_at = page.latest_revision_created_at or publication.at
    words = publication.text
    wrong = misleading_in(announcement, now, written_at, words)
    if wrong and publication.wave == Publication.Wave.ANNOUNCE:
        approved = misleading_in(announcement, publication.at, written_at, words)
        known = {each.phrase for each in approved}
        wrong = [each for each in wrong if each.phrase not in known]
    if not wrong:
        return None
    reason = " ".join([str(HELD), *map(str, wrong)])
    return Obstacle(reason, until=now + LOOK_AGAIN, told=True)


def _called_off(page: Page, wave: str, announcement: Announcement | None) -> bool:
    """Whether what is announced doesn't take place as said, and the town stays silent.

    Nobody is reminded of it; where it was never announced, it isn't either if
    the channel shows nothing that is cancelled.
    """
    if announcement is None:
        return page.specific.announcement().status == Status.CANCELLED
    again = wave != Publication.Wave.ANNOUNCE
    return again and announcement.status in CALLED_OFF_STATUSES
