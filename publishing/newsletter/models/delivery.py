"""The sending ledger: one issue to one subscriber."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import nonmember
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.models import Publication
from publishing.models.standstill import nothing_holds
from publishing.newsletter.models.subscriber import Subscriber

#: After a temporary refusal the address waits; each time longer, then it is given up.
WAITS = [timedelta(minutes=minutes) for minutes in (5, 15, 60, 240)]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries of one issue; each change is one conditional UPDATE."""

    def enlist(self, publication: Publication) -> None:
        """Write one delivery for each subscriber confirmed now."""
        people = Subscriber.objects.confirmed().iterator(chunk_size=2000)
        Delivery.objects.bulk_create(
            (
                Delivery(
                    publication=publication,
                    subscriber=person,
                    address=person.email,
                    name=person.name,
                    language=person.language,
                )
                for person in people
            ),
            batch_size=1000,
            ignore_conflicts=True,
        )

    def open(self) -> "DeliveryQuerySet":
        """Return those that are not decided yet."""
        return self.filter(state__in=Delivery.State.OPEN)

    def recover(self, fence: int) -> None:
        """Take over from a sender whose claim on the issue is lost.

        What it had only claimed can't have left: it waits again. What it was
        sending may have left: it is uncertain, and stays so.
        """
        lost = self.filter(fence__lt=fence)
        lost.filter(state=Delivery.State.CLAIMED).update(state=Delivery.State.WAITING)
        lost.filter(state=Delivery.State.SENDING).update(
            state=Delivery.State.UNCERTAIN, changed_at=timezone.now()
        )

    def claim(self, fence: int, limit: int, now: datetime) -> list["Delivery"]:
        """Take up to `limit` waiting deliveries that are due, oldest first."""
        due = self.filter(state=Delivery.State.WAITING, due_at__lte=now)
        chosen = due.order_by("pk").values("pk")[:limit]
        self.filter(pk__in=list(chosen.values_list("pk", flat=True))).filter(
            state=Delivery.State.WAITING
        ).update(state=Delivery.State.CLAIMED, fence=fence)
        return list(
            self.filter(state=Delivery.State.CLAIMED, fence=fence).order_by("pk")
        )

    def begin(self, claimed: Sequence["Delivery"], fence: int) -> list["Delivery"]:
        """Mark as *sending*, before the first byte, who is subscribed still.

        Returns them; who left in the meantime is skipped. In a standstill, nobody.
        """
        still = Subscriber.objects.confirmed().filter(pk=OuterRef("subscriber_id"))
        mine = self.filter(pk__in=[d.pk for d in claimed], fence=fence)
        took = mine.filter(
            Exists(still), nothing_holds(), state=Delivery.State.CLAIMED
        ).update(state=Delivery.State.SENDING, changed_at=timezone.now())
        if took == len(claimed):
            return list(claimed)
        mine.filter(~Exists(still), state=Delivery.State.CLAIMED).update(
            state=Delivery.State.SKIPPED, changed_at=timezone.now()
        )
        begun = set(
            mine.filter(state=Delivery.State.SENDING).values_list("pk", flat=True)
        )
        return [delivery for delivery in claimed if delivery.pk in begun]

    def close(self, sent: Sequence["Delivery"], fence: int) -> None:
        """Record that the mail server took these."""
        self._sending(sent, fence).update(
            state=Delivery.State.SENT, changed_at=timezone.now(), answer=""
        )

    def give_back(self, untouched: Sequence["Delivery"], fence: int) -> None:
        """Let those wait again of which no byte has left."""
        self.filter(pk__in=[d.pk for d in untouched], fence=fence).filter(
            state__in=(Delivery.State.CLAIMED, Delivery.State.SENDING)
        ).update(state=Delivery.State.WAITING)

    def _sending(self, some: Sequence["Delivery"], fence: int) -> "DeliveryQuerySet":
        return self.filter(
            pk__in=[d.pk for d in some], fence=fence, state=Delivery.State.SENDING
        )

    def sent_by_issue(self, publications: Sequence[str]) -> dict[str, int]:
        """Return how many were sent of each issue, by its publication's mark."""
        sent = self.filter(
            publication__in=publications, state=Delivery.State.SENT
        ).order_by()
        return dict(sent.values_list("publication").annotate(count=models.Count("pk")))

    def counts(self) -> dict[str, int]:
        """Return how many are in each state, every state named."""
        found = dict(
            self.order_by().values_list("state").annotate(count=models.Count("pk"))
        )
        return {state: found.get(state, 0) for state in Delivery.State.values}


class Delivery(models.Model):
    """One issue to one subscriber: address frozen, state, the server's answer."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CLAIMED = "claimed", _("next in line")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        UNCERTAIN = "uncertain", _("uncertain")
        REFUSED = "refused", _("refused")
        SKIPPED = "skipped", _("left out: unsubscribed in the meantime")

        OPEN = nonmember(("waiting", "claimed", "sending"))
        TROUBLED = nonmember(("uncertain", "refused"))
        #: Those of which an answer or a bounce can tell something.
        HANDED_OVER = nonmember(("sent", "uncertain", "refused"))

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="deliveries"
    )
    subscriber = models.ForeignKey(
        Subscriber, null=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    address = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    fence = models.PositiveIntegerField(
        default=0, help_text="The claim on the issue under which it was taken."
    )
    due_at = models.DateTimeField(default=timezone.now)
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
            )
        ]
        indexes = [models.Index(fields=["publication", "state", "due_at"])]

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
            pk=self.pk, fence=self.fence, state=self.State.SENDING
        )
        mine.update(changed_at=timezone.now(), **changes)
