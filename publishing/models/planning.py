"""Planning: what goes on which channel when, and what the engine must look at."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from publishing.contract import Audience
from publishing.models.attempt import Attempt, lease
from publishing.models.blocked import BlockedDays
from publishing.models.channel import Channel
from publishing.models.content import paths_to_content
from publishing.models.standstill import nothing_holds

if TYPE_CHECKING:
    from publishing.models.publication import Publication

#: A handed out publication is handed out again when no worker took it by then.
HAND_OUT_AGAIN = timedelta(seconds=10)
#: How long before an instant what was published still counts for the rhythm.
COUNTS_FOR = timedelta(days=2)


class NotForThisChannel(Exception):
    """Merchants-only content was planned for a channel that everybody reads."""


def may_move() -> Q:
    """Return what the engine may move: in a standstill, only what is published.

    That can be taken away then; nothing leaves.
    """
    return Q(state="published") | nothing_holds()


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications, by what the engine has to do with them."""

    def due(self, now: datetime) -> "PublicationQuerySet":
        """Return what the engine must look at by `now`, oldest first."""
        return self.filter(due_at__lte=now).order_by("due_at")

    def not_handed_out(self, now: datetime) -> "PublicationQuerySet":
        """Leave out what a worker was told of a moment ago."""
        return self.exclude(handed_at__gt=now - HAND_OUT_AGAIN)

    def hand_out(self, now: datetime, handful: int) -> list[str]:
        """Return the ids of what is due and note that workers are told of it.

        One indexed query when nothing is due.
        """
        due = self.due(now).not_handed_out(now).filter(may_move())
        ids = list(due.values_list("pk", flat=True)[:handful])
        if ids:
            self.filter(pk__in=ids).update(handed_at=now)
        return ids

    def claim(self, mark: str, now: datetime) -> "Publication | None":
        """Take one for a lease; None when it is not due or somebody has it.

        It comes with all that a step reads of it. To be called in a transaction,
        which keeps others from the row until it is read.
        """
        free = Q(lease_until=None) | Q(lease_until__lte=now)
        state, until = self.model.State, now + lease()
        taken = self.filter(
            free & may_move(),
            pk=mark,
            due_at__lte=now,
            state__in=(*state.OPEN, state.PUBLISHED),
        ).update(
            fence=F("fence") + 1,
            lease_until=until,
            due_at=until,
            handed_at=None,
            state=Case(
                When(state__in=state.OPEN, then=Value(state.SENDING)),
                default=F("state"),
            ),
        )
        return self.with_surroundings().get(pk=mark) if taken else None

    def take_back(self, mark: str, reason: str) -> bool:
        """Cancel one that surely has not left, whoever holds it; False: it is out.

        The higher fence is what a worker runs into that has it in hand.
        """
        state = self.model.State
        taken = self.filter(pk=mark, state__in=state.OPEN).update(
            state=state.CANCELLED,
            fence=F("fence") + 1,
            lease_until=None,
            due_at=None,
            handed_at=None,
            reason=reason,
        )
        return taken == 1

    def begin_waits_anew(self, now: datetime) -> None:
        """Let nothing wait for instants of a clock that was put back to `now` (aware).

        A claim holds for one more lease, so whoever works on it goes on undisturbed;
        all else that waits is looked at at once, which is safe at any time.
        """
        waiting, until = self.filter(due_at__isnull=False), now + lease()
        waiting.filter(lease_until=None).update(
            due_at=Greatest(F("at"), now), handed_at=None
        )
        waiting.filter(lease_until__gt=until).update(due_at=until, lease_until=until)

    def with_surroundings(self) -> "PublicationQuerySet":
        """Bring along channel and page, and whether there is more to be read.

        `blocked_day` says why nothing goes out today on its channel, or None.
        """
        unclear = Attempt.objects.unclear().filter(publication=OuterRef("pk"))
        blocked = BlockedDays.objects.all().why(timezone.now(), channel="channel")
        return self.select_related(
            "channel", "page__locale", *paths_to_content()
        ).annotate(
            blocked_day=Subquery(blocked),
            some_try_unclear=Exists(unclear),
            some_page_private=Exists(PageViewRestriction.objects.all()),
        )

    def taken(
        self, near: datetime, besides: "Publication | None" = None
    ) -> list[datetime]:
        """Return the instants (aware) at which others leave, or left shortly before.

        `near` (aware): what left two days before that counts no more.
        """
        others = self.filter(self.counting(near))
        if besides is not None:
            others = others.exclude(pk=besides.pk)
        return [
            published_at or at
            for at, published_at in others.values_list("at", "published_at")
        ]

    def taken_by_channel(self, near: datetime) -> dict[int, list[datetime]]:
        """Return what `taken` says, of all channels by one query."""
        found: dict[int, list[datetime]] = defaultdict(list)
        others = self.filter(self.counting(near)).order_by("at")
        for channel_id, at, published_at in others.values_list(
            "channel_id", "at", "published_at"
        ):
            found[channel_id].append(published_at or at)
        return found

    def counting(self, near: datetime) -> Q:
        """Return the condition for what others near that instant (aware) heed."""
        state = self.model.State
        return Q(carried=False) & (
            Q(state__in=state.OPEN)
            | Q(state=state.PUBLISHED, at__gte=near - COUNTS_FOR)
        )

    def waiting(self) -> "PublicationQuerySet":
        """Return what is planned or under way and travels alone."""
        return self.filter(state__in=self.model.State.OPEN, carried=False)

    def plan(
        self,
        page: Page,
        channel: Channel,
        at: datetime,
        wave: str = "announce",
        *,
        text: str = "",
        planned_by: AbstractBaseUser | None = None,
        insisted: bool = False,
    ) -> "Publication":
        """Plan `page` on `channel` at `at` (aware); return it, or the one that exists.

        A plan that is still waiting, failed, was missed, cancelled or withdrawn
        is planned anew; one that is on its way or published stays as it is.
        Raises NotForThisChannel for merchants-only content on a public channel.
        """
        specific = page.specific
        announcement = specific.announcement()
        if channel.public and announcement.audience != Audience.EVERYONE:
            raise NotForThisChannel
        carried = channel.gathers and not specific.carrier
        plan = {
            "at": at,
            "due_at": None if carried else at,
            "text": text,
            "planned_by": planned_by,
            "insisted": insisted,
            "begins_at": announcement.starts_at,
            "kind": announcement.kind,
            "page_title": page.title,
        }
        publication, created = self.get_or_create(
            page_id=page.pk,
            channel=channel,
            wave=wave,
            defaults={**plan, "carried": carried},
        )
        if not created:
            self.filter(
                pk=publication.pk, state__in=self.model.State.REPLANNABLE
            ).update(**plan, **self.model.BLANK)
            publication.refresh_from_db()
        return publication

    def page_changed(self, page: Page) -> None:
        """Note that `page` changed: the engine holds it against its channels.

        What stands there may have to be amended or withdrawn; what is being sent
        may carry the old words; what waited for its page may leave now.
        """
        now = timezone.now()
        state = self.model.State
        self.filter(
            Q(state__in=(state.PUBLISHED, state.SENDING))
            | Q(state=state.PLANNED, at__lte=now),
            page_id=page.pk,
            carried=False,
        ).update(due_at=now, handed_at=None)

    def call_off(self, page: Page, reason: str) -> None:
        """Remind nobody of `page`, for a reason that people read."""
        state = self.model.State
        self.filter(page_id=page.pk, state=state.PLANNED).exclude(
            wave=self.model.Wave.ANNOUNCE
        ).update(state=state.CANCELLED, due_at=None, reason=reason)

    def page_deleted(self, page: Page) -> None:
        """Note that `page` goes for good: its plans are cancelled, the rest follows."""
        state = self.model.State
        self.filter(page_id=page.pk, state=state.PLANNED).update(
            state=state.CANCELLED, due_at=None
        )
        self.page_changed(page)
