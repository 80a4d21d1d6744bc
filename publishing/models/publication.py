"""One page, on one channel, once: plan, state, what was sent, where it lives."""

import secrets
from datetime import datetime, timedelta
from enum import nonmember

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from publishing.contract import Audience
from publishing.models.attempt import Attempt
from publishing.models.channel import Channel

#: A handed out publication is handed out again when no worker took it by then.
HAND_OUT_AGAIN = timedelta(seconds=10)
#: No vowels, so that chance writes no word; 31 ** 10 is enough to guess nothing.
MARK_LETTERS = "0123456789bcdfghjkmnpqrstvwxz"


def new_mark() -> str:
    """Return a fresh identifier of a publication, ten letters and digits."""
    return "".join(secrets.choice(MARK_LETTERS) for _ in range(10))


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications, by what the engine has to do with them."""

    def due(self, now: datetime) -> "PublicationQuerySet":
        """Return what the engine must look at by `now`, oldest first."""
        return self.filter(due_at__lte=now).order_by("due_at")

    def not_handed_out(self, now: datetime) -> "PublicationQuerySet":
        """Leave out what a worker was told of a moment ago."""
        return self.exclude(handed_at__gt=now - HAND_OUT_AGAIN)

    def waiting(self) -> "PublicationQuerySet":
        """Return what is planned or under way and travels alone."""
        return self.filter(state__in=Publication.State.OPEN, carried=False)

    def plan(
        self,
        page: Page,
        channel: Channel,
        at: datetime,
        wave: str = "announce",
        *,
        text: str = "",
        planned_by: models.Model | None = None,
    ) -> "Publication":
        """Plan `page` on `channel` at `at` (aware); return it, or the one that exists.

        A plan that was missed, cancelled or withdrawn before anything was sent
        is planned anew; one that is on its way or published stays as it is.
        Raises NotForThisChannel for merchants-only content on a public channel.
        """
        specific = page.specific
        if channel.public and specific.announcement().audience != Audience.EVERYONE:
            raise NotForThisChannel
        carried = channel.gathers and not specific.carrier
        plan = {
            "at": at,
            "due_at": None if carried else at,
            "text": text,
            "planned_by": planned_by,
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
                pk=publication.pk, state__in=Publication.State.REPLANNABLE
            ).update(**plan, state=Publication.State.PLANNED, reason="", handed_at=None)
            publication.refresh_from_db()
        return publication

    def page_changed(self, page: Page) -> None:
        """Note that `page` changed: what stands on a channel is held against it."""
        self.filter(
            page_id=page.pk, state=Publication.State.PUBLISHED, carried=False
        ).update(due_at=timezone.now(), handed_at=None)


class NotForThisChannel(Exception):
    """Merchants-only content was planned for a channel that everybody reads."""


class Publication(models.Model):
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
        REPLANNABLE = nonmember(("planned", "failed", "missed", "cancelled"))

    class Wave(models.TextChoices):
        ANNOUNCE = "announce", _("announcement")
        REMINDER = "reminder", _("reminder")
        LAST_CALL = "last_call", _("last call")

    id = models.CharField(primary_key=True, max_length=12, default=new_mark)
    page = models.ForeignKey(
        Page, null=True, on_delete=models.SET_NULL, related_name="publications"
    )
    page_title = models.CharField(max_length=255)
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, related_name="publications"
    )
    wave = models.CharField(max_length=20, choices=Wave.choices, default=Wave.ANNOUNCE)
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.PLANNED
    )
    at = models.DateTimeField(help_text="Not before this instant.")
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
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False),
                name="publication_due",  # the beat tick, each second
            ),
            models.Index(fields=["state", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.page_title} → {self.channel}"

    @property
    def short_link(self) -> str:
        """Return the mark: the absolute short link that stands in every post."""
        return f"{settings.CITYHUB_BASE_URL}/p/{self.pk}"

    # --- The engine's verbs; each is one conditional UPDATE ----------------

    def claim(self, now: datetime) -> bool:
        """Take it for one lease; False when it is not due or somebody has it."""
        lease_until = now + timedelta(seconds=settings.PUBLISHING_LEASE_SECONDS)
        return self._transition(
            Q(due_at__lte=now) & (Q(lease_until=None) | Q(lease_until__lte=now)),
            fence=F("fence") + 1,
            lease_until=lease_until,
            due_at=lease_until,
            state=Case(
                When(state__in=self.State.OPEN, then=Value(self.State.SENDING)),
                default=F("state"),
            ),
        )

    def begin_attempt(self, purpose: Attempt.Purpose) -> Attempt | None:
        """Write the attempt and renew the lease; None when the claim was lost."""
        now = timezone.now()
        lease_until = now + timedelta(seconds=settings.PUBLISHING_LEASE_SECONDS)
        with transaction.atomic():
            if not self._transition(Q(), lease_until=lease_until, due_at=lease_until):
                return None
            return self.attempts.create(
                purpose=purpose, fence=self.fence, started_at=now
            )

    def record_published(self, *, remote_id: str, url: str, wording: str) -> bool:
        """Note where it lives and what stands there."""
        return self._release(
            state=self.State.PUBLISHED,
            due_at=None,
            remote_id=remote_id,
            remote_url=url,
            sent_wording=wording,
            published_at=timezone.now(),
            reason="",
        )

    def record_agreed(self, wording: str) -> bool:
        """Note that the channel says `wording`, as the page does."""
        return self._release(due_at=None, sent_wording=wording, reason="")

    def record_withdrawn(self) -> bool:
        """Note that it is gone from the channel."""
        return self._release(state=self.State.WITHDRAWN, due_at=None, reason="")

    def record_unsure(self, look_at: datetime, reason: str) -> bool:
        """Note that it may be there; look at `look_at` (aware), never resend blindly."""
        return self._release(state=self.State.UNSURE, due_at=look_at, reason=reason)

    def record_failed(self, reason: str) -> bool:
        """Note that this content will not do, in a sentence for people."""
        return self._release(state=self.State.FAILED, due_at=None, reason=reason)

    def record_missed(self, reason: str) -> bool:
        """Note that its time went by before anything was sent."""
        return self._release(state=self.State.MISSED, due_at=None, reason=reason)

    def postpone(self, until: datetime, reason: str) -> bool:
        """Give it back untouched, to be looked at again at `until` (aware)."""
        return self._release(
            due_at=until,
            reason=reason,
            state=Case(
                When(state=self.State.SENDING, then=Value(self.State.PLANNED)),
                default=F("state"),
            ),
        )

    def go_on(self) -> bool:
        """Stay in sending, but free for the next claim at once."""
        return self._release(due_at=timezone.now())

    # --- The people's verbs -----------------------------------------------

    def cancel(self) -> bool:
        """Take a plan back; False when it is already on its way or out."""
        return self._transition(
            Q(state=self.State.PLANNED), state=self.State.CANCELLED, due_at=None
        )

    def move(self, at: datetime) -> bool:
        """Plan it for another instant (aware); False when it is on its way or out."""
        return self._transition(
            Q(state=self.State.PLANNED),
            at=at,
            due_at=None if self.carried else at,
            handed_at=None,
        )

    def retry(self) -> bool:
        """Send a failed or missed one after all, now."""
        now = timezone.now()
        return self._transition(
            Q(state__in=(self.State.FAILED, self.State.MISSED)),
            state=self.State.PLANNED,
            due_at=None if self.carried else now,
            handed_at=None,
            reason="",
        )

    def _release(self, **changes: object) -> bool:
        return self._transition(Q(), lease_until=None, handed_at=None, **changes)

    def _transition(self, condition: Q, **changes: object) -> bool:
        """Update the row if its fence is still ours; its new values are read back."""
        mine = Publication.objects.filter(condition, pk=self.pk, fence=self.fence)
        won = mine.update(**changes) == 1
        if won:
            self.refresh_from_db()
        return won
