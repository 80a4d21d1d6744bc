"""The sending ledger: one issue to one subscriber."""

from datetime import timedelta
from enum import nonmember
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.models import Publication
from publishing.newsletter.models.ledger import DeliveryQuerySet
from publishing.newsletter.models.stint import Stint
from publishing.newsletter.models.subject import Subject
from publishing.newsletter.models.subscriber import Subscriber

#: After a temporary refusal the address waits; each time longer, then it is given up.
WAITS = [timedelta(minutes=minutes) for minutes in (5, 15, 60, 240)]


class Delivery(models.Model):
    """One issue to one subscriber: address frozen, state, the server's answer."""

    class State(models.TextChoices):
        RESERVED = "reserved", _("waits for the better subject")
        WAITING = "waiting", _("waiting")
        CLAIMED = "claimed", _("next in line")
        SENDING = "sending", _("being sent")
        SENT = "sent", pgettext_lazy("a mail", "sent")
        UNCERTAIN = "uncertain", _("uncertain")
        REFUSED = "refused", _("refused")
        SKIPPED = "skipped", _("left out: unsubscribed in the meantime")
        CALLED_OFF = "called_off", _("not sent: stopped before")

        OPEN = nonmember(("reserved", "waiting", "claimed", "sending"))
        TROUBLED = nonmember(("uncertain", "refused"))
        #: Those of which an answer or a bounce can tell something.
        HANDED_OVER = nonmember(("sent", "uncertain", "refused"))

    publication = models.ForeignKey(
        Publication,
        on_delete=models.CASCADE,
        related_name="deliveries",
        db_index=False,  # the constraint below begins with it
    )
    subscriber = models.ForeignKey(
        Subscriber, null=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    address = models.EmailField(_("e-mail address"))
    domain = models.CharField(
        max_length=254, blank=True, help_text="Of the address: where the mail goes."
    )
    name = models.CharField(_("name"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(
        max_length=6,
        choices=Subject,
        default=Subject.FIRST,
        help_text="Which one its mail bears; drawn where two are tried.",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    stint = models.ForeignKey(
        Stint,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,  # only open rows are looked up by it, and those are few
        help_text="Who took it, at the last try.",
    )
    due_at = models.DateTimeField(
        null=True,
        default=timezone.now,
        help_text="From when any worker may take it; null when it isn't waiting.",
    )
    tries = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(_("the server's answer"), blank=True)
    changed_at = models.DateTimeField(_("when"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "subscriber"],
                name="one_issue_to_one_subscriber_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(due_at__isnull=False),
                name="what_waits_is_due_some_time",
            ),
        ]
        indexes = [
            # The next to claim, and who needs a hand. It leaves out the state, so
            # that PostgreSQL begins and closes a mail without touching any index.
            models.Index(
                fields=["publication", "due_at", "id"],
                condition=Q(due_at__isnull=False),
                name="delivery_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.get_state_display()}"

    @property
    def message_id(self) -> str:
        """Return the Message-ID, the same however often it is sent."""
        host = urlsplit(settings.CITYHUB_BASE_URL).hostname
        return f"<issue.{self.publication_id}.{self.subscriber_id}@{host}>"

    def refuse(self, answer: str) -> None:
        """Note that the server will not take it, in the server's words."""
        self._decide(state=self.State.REFUSED, answer=answer)

    def doubt(self, answer: str) -> None:
        """Note that the line broke while the mail was on it: it may have arrived."""
        self._decide(state=self.State.UNCERTAIN, answer=answer)

    def postpone(self, answer: str) -> bool:
        """Wait after a temporary refusal; after the last wait it counts as refused.

        Returns whether it waits.
        """
        if self.tries >= len(WAITS):
            self.refuse(answer)
            return False
        self._decide(
            state=self.State.WAITING,
            answer=answer,
            due_at=timezone.now() + WAITS[self.tries],
            tries=F("tries") + 1,
        )
        return True

    def _decide(self, **changes: object) -> None:
        mine = Delivery.objects.filter(
            pk=self.pk, stint=self.stint_id, state=self.State.SENDING
        )
        mine.update(changed_at=timezone.now(), **changes)
