"""What came back of an issue: who was not reached, and why."""

from datetime import datetime
from enum import nonmember

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.newsletter.models.consent import Consent
from publishing.newsletter.models.delivery import Delivery
from publishing.newsletter.models.subscriber import Subscriber

#: Longer diagnostics hold the whole mail again.
LONGEST = 1000
#: An address that only ever answers "not now" is given up after so many issues.
IN_A_ROW = 3


class BounceQuerySet(models.QuerySet["Bounce"]):
    """Bounces; one for each delivery, the worst that was heard of it."""

    def of_issue(self, publication_id: str) -> "BounceQuerySet":
        """Return what came back of one issue."""
        return self.filter(delivery__publication_id=publication_id)

    def of_reader(self, subscriber: Subscriber) -> "BounceQuerySet":
        """Return what came back of the mail to one reader, the latest first."""
        mine = self.filter(delivery__subscriber=subscriber)
        return mine.select_related("delivery__publication")

    def note(self, delivery: Delivery, *, kind: str, source: str, words: str) -> bool:
        """Keep that the mail of `delivery` came back, and act on it.

        Hearing of it twice changes nothing; hearing something worse does. Returns
        whether it was new or worse.
        """
        said = {"kind": kind, "source": source, "words": words.strip()[:LONGEST]}
        with transaction.atomic():
            bounce, new = self.get_or_create(delivery=delivery, defaults=said)
            if not new:
                worse = Bounce.Kind.FROM_LESS_TO_WORSE
                lesser = worse[: worse.index(kind)]
                same = self.filter(pk=bounce.pk, kind__in=lesser)
                if not same.update(**said, at=timezone.now()):
                    return False
            _draw_consequences(delivery.subscriber, kind)
        return True


class Bounce(models.Model):
    """One mail that did not reach its reader, or that she reported."""

    class Kind(models.TextChoices):
        SOFT = "soft", _("not now: mailbox full, or a fault there")
        BLOCKED = "blocked", _("our mail refused")
        HARD = "hard", _("no such address")
        COMPLAINT = "complaint", _("reported as unwanted")

        FROM_LESS_TO_WORSE = nonmember(("soft", "blocked", "hard", "complaint"))
        #: What says that something is wrong with the list, or with us.
        ALARMING = nonmember(("blocked", "hard"))

    class Source(models.TextChoices):
        SERVER = "server", _("our mail server, at once")
        MAILBOX = "mailbox", _("the return mailbox")
        PROVIDER = "provider", _("the mail provider")

    delivery = models.OneToOneField(
        Delivery, on_delete=models.CASCADE, related_name="bounce"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    source = models.CharField(_("from where"), max_length=10, choices=Source.choices)
    words = models.TextField(_("in which words"), blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = BounceQuerySet.as_manager()

    class Meta:
        verbose_name = _("bounce")
        verbose_name_plural = _("bounces")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.delivery.address}: {self.get_kind_display()}"


class BounceAlarm(models.Model):
    """The issue was stopped when so much of it had come back."""

    publication = models.OneToOneField(
        "publishing.Publication", on_delete=models.CASCADE, related_name="bounce_alarm"
    )
    returned = models.PositiveIntegerField(default=0)
    raised_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.returned}"

    def raise_again(self, returned: int, now: datetime) -> bool:
        """Note the alarm at `returned`; False when another worker was faster."""
        same = BounceAlarm.objects.filter(pk=self.pk, returned=self.returned)
        return same.update(returned=returned, raised_at=now) == 1


def _draw_consequences(subscriber: Subscriber | None, kind: str) -> None:
    if subscriber is None:  # erased in the meantime
        return
    if kind == Bounce.Kind.COMPLAINT:
        subscriber.unsubscribe(
            Consent(what=Consent.What.WITHDRAWN, source=Consent.Source.COMPLAINT)
        )
    elif kind == Bounce.Kind.HARD or _is_given_up(subscriber):
        subscriber.lose()


def _is_given_up(subscriber: Subscriber) -> bool:
    """Whether her last few mails all came back for now, since she signed up."""
    mails = subscriber.deliveries.filter(
        state__in=Delivery.State.HANDED_OVER, changed_at__gte=subscriber.since
    ).order_by("-pk")
    kinds = list(mails.values_list("bounce__kind", flat=True)[:IN_A_ROW])
    return kinds == [Bounce.Kind.SOFT] * IN_A_ROW
