"""Items as the desk lists them: what waits, and where people find it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.images import get_image_model
from wagtail.images.models import Filter
from wagtail.models import Page, TaskState

from publishing.desk.access import is_manager
from publishing.desk.alerts import alerts_among, wrong_words
from publishing.desk.diary import Diary
from publishing.desk.offers import Offers, Place, seal
from publishing.desk.remembered import Remembered
from publishing.desk.submissions import SMALL, keep
from publishing.models import ApprovalTask, Channel, Publication, Submission

LATELY_SHOWN = 4
UNDOABLE_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class WaitingItem:
    """One item that waits for approval, with what is proposed for it.

    `barred`: it is the manager's own, and another one has to approve it.
    `alerts` are sentences; `offer` is sealed, "" where one look doesn't do: then
    the item is approved on its own screen.
    """

    task_state: TaskState
    submission: Submission
    title: str
    kind: str
    place: str
    picture: Any
    submitter: User | None
    since: datetime
    barred: bool
    places: list[Place]
    alerts: list[str]
    offer: str

    @property
    def decide_by(self) -> datetime | None:
        """Return by when (aware) it should be decided."""
        return self.submission.decide_by


@dataclass(frozen=True, kw_only=True)
class ApprovedItem:
    """One item whose approval can still be taken back."""

    submission: Submission
    title: str
    publications: list[Publication]

    @property
    def has_left(self) -> bool:
        """Whether some of it went out, or is on its way: too late to undo."""
        here = (Publication.State.PLANNED, Publication.State.CANCELLED)
        return any(each.state not in here for each in self.publications)


def waiting_states() -> QuerySet[TaskState]:
    """Return what waits for approval, oldest first."""
    above = Substr(
        OuterRef("submission__page__path"),
        1,
        Length(OuterRef("submission__page__path")) - Page.steplen,
    )
    return (
        TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            task__content_type=ContentType.objects.get_for_model(ApprovalTask),
        )
        .select_related(
            "revision__content_type",
            "workflow_state__requested_by",
            "submission__page",
            "task__approvaltask",
        )
        .defer("revision__content")
        .annotate(
            place=Subquery(Page.objects.filter(path=above).values("title")[:1]),
        )
        .order_by("started_at", "pk")
    )


@dataclass(frozen=True, kw_only=True)
class WaitingList:
    """What waits, and beside it what was just approved and can be taken back."""

    items: list[WaitingItem]
    approved: list[ApprovedItem]


def waiting_list(
    states: Sequence[TaskState], user: User, channels: Iterable[Channel] | None = None
) -> WaitingList:
    """Return `states` as a list shows them, by few queries however many they are.

    The times proposed differ from one another: as if all were approved in turn.
    `channels` are the open ones, where they are known already.
    """
    now = timezone.now()
    shown = [(state, _kept(state)) for state in states]
    remembered = Remembered()
    undoable = list(
        Submission.objects.undoable(now).select_related("decided_by", "page")[
            :UNDOABLE_SHOWN
        ]
    )
    submissions = [*undoable, *(submission for _, submission in shown)]
    diary = Diary(now, [each.page_id for each in submissions])
    pictures = _pictures(submission for _, submission in shown)
    offers = Offers(now, channels, diary)
    approved = [_approved(each, diary) for each in undoable]
    return WaitingList(
        items=[
            _item(state, submission, pictures, user, offers, remembered)
            for state, submission in shown
        ],
        approved=[each for each in approved if not each.has_left],
    )


def _item(
    state: TaskState,
    submission: Submission,
    pictures: Mapping[int, Any],
    user: User,
    offers: Offers,
    remembered: Remembered,
) -> WaitingItem:
    submitter = state.workflow_state.requested_by
    own = submitter is not None and submitter.pk == user.pk
    said = None if submission.leaves else submission.announcement
    places, warnings, wrong = [], [], False
    if said is not None:
        existing = offers.diary.of(submission.page_id)
        places = offers.places(said, existing, carrier=submission.carrier)
        wrong = bool(wrong_words(said, places, submission.seen))
        warnings = alerts_among(
            submission.page_id,
            said,
            places,
            submission.seen,
            submission.picture_print,
            offers.diary,
            remembered,
            submission.closed_days,
        )
    may = not own or submission.carrier or state.task.approvaltask.allow_own
    one_look = may and not submission.carrier and not wrong
    return WaitingItem(
        task_state=state,
        submission=submission,
        title=_title(submission),
        kind=capfirst(state.revision.content_type.name),
        place=getattr(state, "place", "") or "",
        picture=pictures.get((submission.said or {}).get("image_id", 0)),
        submitter=submitter,
        since=state.started_at,
        barred=not may,
        places=places,
        alerts=warnings,
        offer=seal(state.pk, submission.seen, places) if one_look else "",
    )


def _kept(state: TaskState) -> Submission:
    """Return what is kept of an item; what was changed meanwhile is read anew."""
    kept = getattr(state, "submission", None)
    if kept is None or kept.seen != kept.page.latest_revision_created_at:
        return keep(state)
    return kept


def _pictures(submissions: Iterable[Submission]) -> dict[int, Any]:
    """Return the small picture of each image that the submissions show."""
    keys = {
        each.said["image_id"]
        for each in submissions
        if each.said and each.picture_print
    }
    images, small = get_image_model(), Filter(spec=SMALL)
    made = images.get_rendition_model().objects.filter(
        image_id__in=keys, filter_spec=SMALL
    )
    pictures = {
        each.image_id: each
        for each in made.select_related("image")
        if each.focal_point_key == small.get_cache_key(each.image)
    }
    if missing := keys - pictures.keys():
        for image in images.objects.filter(pk__in=missing):
            pictures[image.pk] = image.get_rendition(small)
    return pictures


def _title(submission: Submission) -> str:
    """Return what people call it; an issue by its page, not by its mail's subject."""
    own = "" if submission.carrier else submission.title
    return own or submission.page.get_admin_display_title()


def _approved(submission: Submission, diary: Diary) -> ApprovedItem:
    has = diary.of(submission.page_id)
    return ApprovedItem(
        submission=submission,
        title=_title(submission),
        publications=[each for each in has if each.pk in submission.planned],
    )


def siblings_lately(page: Page) -> list[Page]:
    """Return the last items from where `page` comes, which it knows from then on."""
    others = Page.objects.sibling_of(page, inclusive=False).live()
    last = others.order_by("-first_published_at", "-pk")[:LATELY_SHOWN]
    pages = Page.objects.order_by()
    shown = pages.filter(pk__in=last.values("pk")).values("pk")
    above = pages.filter(path=page.path[: -page.steplen]).values("pk")
    siblings = []
    for each in pages.filter(pk__in=shown.union(above)).order_by(
        "-first_published_at", "-pk"
    ):
        if each.depth < page.depth:
            page._cached_parent_obj = each  # where treebeard keeps it
        else:
            siblings.append(each)
    return siblings


def author_link(page: Page, author: User) -> str:
    """Return the path at which `author` finds her item: My shop, or the admin."""
    if is_manager(author):
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    try:
        return reverse("myshop:item", args=[page.pk])
    except NoReverseMatch:
        return "/ma-boutique/"
