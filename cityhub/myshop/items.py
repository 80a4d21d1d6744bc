"""What a shop has said, each item with its state in plain words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.contrib.auth.models import User
from django.db.models.functions import Length, Substr
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.query import PageQuerySet

from cityhub.myshop.kinds import Kind, kind_of
from cityhub.myshop.speaking import spoken_for_by
from events.models import EventPage, SessionPage
from events.wording import say_dates
from publishing.models import Publication
from publishing.taking_off import asks_to_go
from shops.models import NewsPage, ShopPage


class Stage(StrEnum):
    """Where an item stands, seen from the counter."""

    DRAFT = "draft"
    WAITING = "waiting"
    NEEDS_CHANGE = "needs_change"
    PLANNED = "planned"
    PUBLISHED = "published"
    OFFLINE = "offline"


STAGE_WORDS: dict[Stage, str | Promise] = {
    Stage.DRAFT: _("Draft: not sent yet"),
    Stage.WAITING: _("Waiting for approval"),
    Stage.NEEDS_CHANGE: _("Needs a change"),
    Stage.PLANNED: _("Approved"),
    Stage.PUBLISHED: _("Published"),
    Stage.OFFLINE: _("Taken off the site"),
}
LEAVING_WORDS: dict[Stage, str | Promise] = {
    Stage.WAITING: _("Published; you asked to take it off"),
    Stage.NEEDS_CHANGE: _("Published; the town answers about taking it off"),
    Stage.PUBLISHED: _("It leaves the site within minutes"),
}
STAGE_LOOKS = {  # pill, icon
    Stage.DRAFT: ("", "pencil"),
    Stage.WAITING: ("pill-ochre", "hourglass"),
    Stage.NEEDS_CHANGE: ("pill-awning", "triangle-alert"),
    Stage.PLANNED: ("pill-shutter", "clock"),
    Stage.PUBLISHED: ("pill-leaf", "circle-check"),
    Stage.OFFLINE: ("", "ban"),
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """One channel on which an item stands, will stand, or could not."""

    publication: Publication

    @property
    def name(self) -> str:
        """Return the channel's name."""
        return self.publication.channel.name

    @property
    def url(self) -> str:
        """Return where it can be seen there, "" while it can't."""
        carrier = self.publication.carrier
        return self.publication.remote_url or (carrier.remote_url if carrier else "")

    @property
    def when(self) -> str:
        """Return when it is planned, in words."""
        return say_dates([(self.publication.at, None)], get_language() or "")


@dataclass(frozen=True, kw_only=True)
class Item:
    """A page of a shop and where it stands."""

    page: NewsPage | EventPage | SessionPage | ShopPage
    approval: WorkflowState | None = None
    places: list[Place] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """Return what kind of item it is."""
        return kind_of(self.page)

    @property
    def stage(self) -> Stage:
        """Return where it stands."""
        if self.approval is not None:
            if self.approval.status == WorkflowState.STATUS_NEEDS_CHANGES:
                return Stage.NEEDS_CHANGE
            return Stage.WAITING
        if self.page.live:
            return Stage.PUBLISHED
        if self.page.approved_schedule:
            return Stage.PLANNED
        return Stage.OFFLINE if self.page.first_published_at else Stage.DRAFT

    @property
    def words(self) -> str | Promise:
        """Return the stage in plain words."""
        if self.leaves:
            return LEAVING_WORDS[self.stage]
        if self.page.live and self.stage == Stage.WAITING:
            return _("Published; your change is waiting for approval")
        if self.page.live and self.stage == Stage.NEEDS_CHANGE:
            return _("Published; your change needs another look")
        return STAGE_WORDS[self.stage]

    @property
    def look(self) -> str:
        """Return the pill's class."""
        return STAGE_LOOKS[self.stage][0]

    @property
    def icon(self) -> str:
        """Return the icon's name."""
        return STAGE_LOOKS[self.stage][1]

    @property
    def comment(self) -> str:
        """Return what the manager wrote when she sent it back, else ""."""
        state = self.approval.current_task_state if self.approval else None
        if state is None or state.status != TaskState.STATUS_REJECTED:
            return ""
        return state.comment

    @property
    def sent_back_by(self) -> str:
        """Return who sent it back, by name, "" when nobody did."""
        state = self.approval.current_task_state if self.approval else None
        return state.finished_by.get_full_name() if state and state.finished_by else ""

    @property
    def may_change(self) -> bool:
        """Whether she may write in it now: not while the town looks at it."""
        return self.stage not in (Stage.WAITING, Stage.PLANNED)

    @property
    def leaves(self) -> bool:
        """Whether she asked to take it off, and it is still there."""
        state = self.approval.current_task_state if self.approval else None
        sent = getattr(state, "submission", None)
        return asks_to_go(self.page) or (self.page.live and bool(sent and sent.leaves))

    @property
    def may_leave(self) -> bool:
        """Whether she may ask the town now to take it off the site."""
        return self.page.live and self.may_change and not asks_to_go(self.page)

    @property
    def may_be_deleted(self) -> bool:
        """Whether it is still only hers: never online, nobody looking at it."""
        return self.stage in (Stage.DRAFT, Stage.NEEDS_CHANGE) and not (
            self.page.live or self.page.first_published_at
        )

    @property
    def has_unsent_change(self) -> bool:
        """Whether a live item has a change that was saved but never sent."""
        return self.stage == Stage.PUBLISHED and self.page.has_unpublished_changes


def pages_of(user: User) -> list[PageQuerySet]:
    """Return the pages that `user` speaks for: news, events and sessions.

    One queryset for each model. Everything My shop shows or changes is found
    here, so that nobody reaches another shop's.
    """
    shops = spoken_for_by(user).order_by().values("path")
    parent = Substr("path", 1, Length("path") - Page.steplen)
    return [
        NewsPage.objects.alias(parent_path=parent).filter(parent_path__in=shops),
        EventPage.objects.alias(parent_path=parent).filter(parent_path__in=shops),
        SessionPage.objects.filter(owner=user),
    ]


def items_of_shop(user: User, shop: ShopPage) -> list[Item]:
    """Return what was said for `shop`, the newest first, in a constant number of queries."""
    news, events, sessions = pages_of(user)
    pages: list[Page] = []
    for queryset in (
        news.child_of(shop),
        events.child_of(shop).prefetch_related("dates"),
        sessions.filter(shop=shop),
    ):
        pages += queryset.annotate_approved_schedule().prefetch_related(
            "photo__renditions"
        )
    newest = timezone.now()
    pages.sort(key=lambda page: page.latest_revision_created_at or newest, reverse=True)
    return with_states(pages)


def with_states(pages: Iterable[Page]) -> list[Item]:
    """Return `pages` as items: approvals and publications in two queries."""
    pages = list(pages)
    keys = [page.pk for page in pages]
    approvals = {
        state.object_id: state
        for state in WorkflowState.objects.active()
        .filter(
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
            object_id__in=[str(key) for key in keys],
        )
        .select_related(
            "current_task_state__finished_by", "current_task_state__submission"
        )
    }
    places = defaultdict(list)
    for publication in (
        Publication.objects.filter(page__in=keys)
        .select_related("channel", "carrier")
        .order_by("at")
    ):
        places[publication.page_id].append(Place(publication=publication))
    return [
        Item(page=page, approval=approvals.get(str(page.pk)), places=places[page.pk])
        for page in pages
    ]
