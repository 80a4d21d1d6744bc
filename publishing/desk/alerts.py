"""What the manager should know before she approves, in sentences."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, TaskState

from publishing.contract import Announcement, Publishable
from publishing.desk.diary import Diary
from publishing.desk.offers import Place
from publishing.desk.remembered import Remembered
from publishing.relative_words import misleading_in
from publishing.town_time import say_day, say_moment

#: So many days are named one by one.
DAYS_NAMED = 4


def alerts(
    task_state: TaskState,
    page: Page,
    said: Announcement,
    places: Iterable[Place],
    written_at: datetime,
    diary: Diary,
) -> list[str]:
    """Return all that is to be said of one item before it is approved."""
    kept = getattr(task_state, "submission", None)
    print_ = kept.picture_print if kept else ""
    closed = page.closed_days() if isinstance(page, Publishable) else []
    return alerts_among(
        page.pk, said, places, written_at, print_, diary, Remembered(), closed
    )


def alerts_among(
    page_id: int,
    said: Announcement,
    places: Iterable[Place],
    written_at: datetime,
    print_: str,
    diary: Diary,
    remembered: Remembered,
    closed: Sequence[date] = (),
) -> list[str]:
    """Return the same for one item of a list, without asking the database."""
    places = list(places)
    return [
        *wrong_words(said, places, written_at),
        *_closed(closed),
        *_without_words(said),
        *remembered.like(page_id, said, print_),
        *_crowded(page_id, places, diary),
    ]


def wrong_words(
    said: Announcement, places: Iterable[Place], written_at: datetime
) -> list[str]:
    """Return which words will name a wrong day where and when it goes."""
    found = {
        str(each): None
        for place in places
        if place.at
        for each in misleading_in(said, place.at, written_at)
    }
    return list(found)


def _closed(days: Sequence[date]) -> list[str]:
    """Say on which of its days the shop is closed; the first ones where it is often."""
    if not days:
        return []
    shown = [say_day(day) for day in days[:DAYS_NAMED]]
    if len(days) > DAYS_NAMED:
        shown.append(_("and other days"))
        named = ", ".join(shown)
    else:
        named = get_text_list(shown, _("and"))
    return [
        _("According to its page, the shop is closed on %(days)s.") % {"days": named}
    ]


def _without_words(said: Announcement) -> list[str]:
    silent = sum(not picture.alt_text for picture in said.pictures)
    if not silent:
        return []
    return [
        ngettext(
            "A photo comes without words for those who can’t see it.",
            "%(number)d photos come without words for those who can’t see them.",
            silent,
        )
        % {"number": silent}
    ]


def _crowded(page_id: int, places: Iterable[Place], diary: Diary) -> Iterator[str]:
    """Say what else goes out within an hour, on whatever channel."""
    for place in places:
        near = diary.near(place.at, page_id) if place.at else None
        if near is not None:
            words = {
                "title": near.page_title,
                "channel": near.channel,
                "when": say_moment(near.at),
            }
            yield _("“%(title)s” goes out on %(channel)s on %(when)s, too.") % words
