"""What the manager should know before she approves, in sentences."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, TaskState

from publishing.contract import Announcement
from publishing.desk.offers import Place
from publishing.desk.submissions import are_alike
from publishing.models import Publication, Submission
from publishing.relative_words import misleading_in
from publishing.town_time import say_moment

#: Two items so close to one another take readers from each other.
CLOSE = timedelta(hours=1)
#: Among how many of the last items an alike picture is looked for.
REMEMBERED = 300


def alerts_at_a_glance(
    said: Announcement | None, places: Iterable[Place], written_at: datetime
) -> list[str]:
    """Return what a list says of an item, without asking the database anything."""
    if said is None:
        return []
    return [*_wrong_words(said, places, written_at), *_without_words(said)]


def alerts(
    task_state: TaskState,
    page: Page,
    said: Announcement,
    places: Iterable[Place],
    written_at: datetime,
) -> list[str]:
    """Return all that is to be said of one item before it is approved."""
    places = list(places)
    return [
        *alerts_at_a_glance(said, places, written_at),
        *_alike_pictures(task_state),
        *_crowded(page, places),
    ]


def _wrong_words(
    said: Announcement, places: Iterable[Place], written_at: datetime
) -> list[str]:
    found = {
        str(each): None
        for place in places
        if place.at
        for each in misleading_in(said, place.at, written_at)
    }
    return list(found)


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


def _alike_pictures(task_state: TaskState) -> list[str]:
    """Say which of the last items showed almost the same picture."""
    mine = Submission.objects.filter(pk=task_state.pk).first()
    if mine is None or not mine.picture_print:
        return []
    others = (
        Submission.objects.exclude(picture_print="")
        .exclude(
            task_state__workflow_state__object_id=task_state.workflow_state.object_id
        )
        .order_by("-pk")
        .values_list("picture_print", "said__title")[:REMEMBERED]
    )
    for print_, title in others:
        if are_alike(mine.picture_print, print_):
            return [_("“%(title)s” showed almost the same photo.") % {"title": title}]
    return []


def _crowded(page: Page, places: Iterable[Place]) -> list[str]:
    """Say what else goes out within an hour, on whatever channel."""
    sentences = []
    for place in places:
        if place.at is None:
            continue
        near = (
            Publication.objects.filter(
                at__gt=place.at - CLOSE,
                at__lt=place.at + CLOSE,
                state__in=Publication.State.OPEN,
                carried=False,
            )
            .exclude(page_id=page.pk)
            .select_related("channel")
            .order_by("at")
            .first()
        )
        if near is not None:
            words = {
                "title": near.page_title,
                "channel": near.channel,
                "when": say_moment(near.at),
            }
            sentences.append(
                _("“%(title)s” goes out on %(channel)s on %(when)s, too.") % words
            )
    return sentences
