"""One page, on one channel, once: plan, state, what was sent, where it lives."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from enum import nonmember
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from publishing.models.attempt import Attempt, lease
from publishing.models.channel import Channel
from publishing.models.decided import ANYHOW, DecidedOn
from publishing.models.planning import NotForThisChannel, PublicationQuerySet
from publishing.models.standstill import nothing_holds
from publishing.models.told import ToldOf

__all__ = ["NotForThisChannel", "Publication"]

#: No vowels, so that chance writes no word; 29 ** 10 is enough to guess nothing.
MARK_LETTERS = "0123456789bcdfghjkmnpqrstvwxz"


def new_mark() -> str:
    """Return a fresh identifier of a publication, ten letters and digits."""
    return "".join(secrets.choice(MARK_LETTERS) for _ in range(10))


class Publication(DecidedOn, ToldOf):
    """A page on a channel, once. Only the verbs below change its state."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        SENDING = "sending", _("being sent")
        PUBLISHED = "published", _("published")
        UNSURE = "unsure", _("being verified")
        FAILED = "failed", _("failed")
        MISSED = "missed", _("missed")
        CANCELLED = "cancelled", _("cancelled")
        WITHDRAWN = "withdrawn", _("withdrawn")

        OPEN = nonmember(("planned", "sending", "unsure"))
        REPLANNABLE = nonmember(
            ("planned", "failed", "missed", "cancelled", "withdrawn")
        )

    class Wave(models.TextChoices):
        ANNOUNCE = "announce", _("announcement")
        REMINDER = "reminder", _("reminder")
        LAST_CALL = "last_call", _("last call")

    id = models.CharField(primary_key=True, max_length=12, default=new_mark)
    page = models.ForeignKey(
        Page, null=True, on_delete=models.SET_NULL, related_name="publications"
    )
    page_title = models.CharField(max_length=255)
    kind = models.CharField(max_length=30, blank=True, editable=False)
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, related_name="publications"
    )
    wave = models.CharField(max_length=20, choices=Wave.choices, default=Wave.ANNOUNCE)
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.PLANNED
    )
    at = models.DateTimeField(help_text="Not before this instant.")
    insisted = models.BooleanField(
        default=False, help_text="At its time, whatever quiet hours or days say."
    )
    begins_at = models.DateTimeField(
        null=True, help_text="The start from which a reminder counts back."
    )
    text = models.TextField(blank=True, help_text="The manager's own words, if any.")
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    carried = models.BooleanField(
        default=False, help_text="Travels inside another publication, never alone."
    )
    carrier = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="cargo"
    )

    due_at = models.DateTimeField(
        null=True, help_text="When the engine must look at it next; null: never."
    )
    handed_at = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)

    remote_id = models.CharField(max_length=200, blank=True)
    remote_url = models.URLField(max_length=500, blank=True)
    sent_wording = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="Why it waits or failed.")
    said = models.JSONField(
        default=dict, help_text="What readers were told: when, where, the status."
    )
    stays = models.BooleanField(
        default=False, help_text="Stays there without its page: a person chose so."
    )

    given_up = models.BooleanField(
        default=False, help_text="Not to be sent again once it is surely absent."
    )

    #: What a publication that is planned anew forgets.
    BLANK: ClassVar[dict[str, object]] = {
        "state": State.PLANNED,
        "reason": "",
        "handed_at": None,
        "remote_id": "",
        "remote_url": "",
        "sent_wording": "",
        "published_at": None,
        "said": {},
        "stays": False,
        "given_up": False,
    }

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "channel", "wave"],
                name="one_page_on_one_channel_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | ~Q(remote_id=""),
                name="published_says_where",
            ),
            models.UniqueConstraint(
                fields=["channel", "remote_id"],
                condition=Q(carried=False) & ~Q(remote_id=""),
                name="one_item_at_one_place",  # what is carried shares its carrier's
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False),
                name="publication_due",  # the beat tick, each second
            ),
            models.Index(fields=["state", "at"]),
            models.Index(fields=["at"]),  # lists and the calendar
            models.Index(fields=["published_at"]),
            models.Index(fields=["channel", "published_at"]),  # when it said what last
            models.Index(fields=["channel", "remote_id"]),  # what a channel tells of
        ]

    def __str__(self) -> str:
        return f"{self.page_title} → {self.channel}"

    @property
    def short_link(self) -> str:
        """Return the mark: the absolute short link that stands in every post."""
        return f"{settings.CITYHUB_BASE_URL}/p/{self.pk}"

    def unclear_attempts(self) -> list[Attempt]:
        """Return the tries after which it may be there or not."""
        if not getattr(self, "some_try_unclear", True):
            return []
        return list(self.attempts.unclear())

    def page_is_private(self) -> bool:
        """Whether Wagtail shows its page, or one above it, to some people only."""
        if not getattr(self, "some_page_private", True):
            return False
        return self.page is not None and self.page.get_view_restrictions().exists()

    # --- The engine's verbs; each is one conditional UPDATE ----------------

    def claim(self, now: datetime) -> bool:
        """Take it for one lease; False when it is not due or somebody has it."""
        taken = Publication.objects.claim(self.pk, now)
        if taken is None:
            return False
        self.refresh_from_db()
        self.fence = taken.fence
        return True

    def renew_lease(self) -> bool:
        """Hold it for one more lease, read anew; False when the claim was lost."""
        if not self._renew():
            return False
        fence = self.fence
        self.refresh_from_db()
        # A fence that a rival raised in between must not become ours.
        self.fence = fence
        return True

    def begin_attempt(
        self,
        purpose: Attempt.Purpose,
        wording: str = "",
        pictures: Sequence[object] | None = None,
    ) -> Attempt | None:
        """Write the attempt and renew the lease; None when the claim was lost.

        So it is when everything was stopped, except for what takes a post away.
        It is committed when this returns, before the first byte leaves.
        """
        takes_away = purpose == Attempt.Purpose.WITHDRAW
        with transaction.atomic(durable=True):
            if not self._renew(ANYHOW if takes_away else nothing_holds()):
                return None
            return self.attempts.create(
                purpose=purpose,
                fence=self.fence,
                started_at=timezone.now(),
                wording=wording,
                pictures=pictures,
            )

    def record_published(
        self,
        *,
        remote_id: str,
        url: str,
        wording: str,
        compare_at: datetime | None = None,
        reason: str = "",
    ) -> bool:
        """Note where it lives and what stands there.

        `compare_at` (aware) asks to hold that against the page once more; `reason`
        says what is not as it was meant.
        """
        return self._release(
            compare_at,
            state=self.State.PUBLISHED,
            remote_id=remote_id,
            remote_url=url,
            sent_wording=wording,
            published_at=timezone.now(),
            reason=reason,
        )

    def record_cargo_published(self, *, remote_id: str, url: str) -> int:
        """Note that what this one carries is out with it; return how many."""
        return self.cargo.filter(state=self.State.PLANNED).update(
            state=self.State.PUBLISHED,
            remote_id=remote_id,
            remote_url=url,
            published_at=timezone.now(),
            reason="",
        )

    def record_amended(
        self, *, remote_id: str, url: str, wording: str, compare_at: datetime | None
    ) -> bool:
        """Note what stands there now, and where, after a correction."""
        return self._release(
            compare_at,
            remote_id=remote_id,
            remote_url=url,
            sent_wording=wording,
            reason="",
        )

    def record_agreed(self, wording: str) -> bool:
        """Note that the channel says `wording`, as the page does."""
        return self._release(None, sent_wording=wording, reason="")

    def record_disagreement(self, reason: str) -> bool:
        """Note that what stands there cannot be made to say what the page says."""
        return self._release(None, reason=reason)

    def record_withdrawn(self) -> bool:
        """Note that it is gone from the channel."""
        return self._settle(state=self.State.WITHDRAWN, reason="")

    def record_unsure(self, look_at: datetime | None, reason: str) -> bool:
        """Note that it may be there; look at `look_at` (aware), never resend blindly.

        None: only a person can tell.
        """
        return self._release(look_at, state=self.State.UNSURE, reason=reason)

    def record_failed(self, reason: str) -> bool:
        """Note that this content will not do, in a sentence for people."""
        return self._settle(state=self.State.FAILED, reason=reason)

    def record_missed(self, reason: str) -> bool:
        """Note that its time went by before anything was sent."""
        return self._settle(state=self.State.MISSED, reason=reason)

    def record_cancelled(self, reason: str) -> bool:
        """Note that what it would have announced was called off."""
        return self._settle(state=self.State.CANCELLED, reason=reason)

    def postpone(self, until: datetime, reason: str) -> bool:
        """Give it back untouched, to be looked at again at `until` (aware).

        It is planned again, but still unsure while an earlier try is unclear, and
        still being sent when a part of it is out.
        """
        waits_as = self.State.PLANNED
        if self.attempts.unclear().exists():
            waits_as = self.State.UNSURE
        elif self.attempts.filter(result=Attempt.Result.PARTIAL).exists():
            waits_as = self.State.SENDING
        return self._release(
            until,
            reason=reason,
            state=Case(
                When(state=self.State.SENDING, then=Value(waits_as)),
                default=F("state"),
            ),
        )

    def go_on(self) -> bool:
        """Stay in sending, but free for the next claim at once."""
        return self._release(timezone.now())

    def _settle(self, **changes: Any) -> bool:
        return self._transition(
            Q(), lease_until=None, handed_at=None, due_at=None, **changes
        )

    def _release(self, due_at: datetime | None, **changes: Any) -> bool:
        return self._transition(
            Q(),
            lease_until=None,
            handed_at=None,
            due_at=self._unless_asked(due_at),
            **changes,
        )

    def _renew(self, condition: Q = ANYHOW) -> bool:
        until = timezone.now() + lease()
        # A page that changed meanwhile has set due_at; that wish is kept.
        return self._transition(
            condition, due_at=self._unless_asked(until), lease_until=until
        )

    def _unless_asked(self, due_at: datetime | None) -> Case:
        """Return `due_at`, or what somebody set while this worker held the lease."""
        return Case(
            When(
                Q(lease_until=None) | Q(due_at=None) | Q(due_at=F("lease_until")),
                then=Value(due_at, output_field=models.DateTimeField()),
            ),
            default=F("due_at"),
        )

    def _transition(self, condition: Q, **changes: Any) -> bool:
        """Update the row if its fence is still ours.

        What the database computes is read back when somebody asks for it.
        """
        mine = Publication.objects.filter(condition, pk=self.pk, fence=self.fence)
        if mine.update(**changes) != 1:
            return False
        for name, value in changes.items():
            if isinstance(value, Case):
                self.__dict__.pop(name, None)
            else:
                setattr(self, name, value)
        return True
