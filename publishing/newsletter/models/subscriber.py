"""Who gets the newsletter."""

from enum import nonmember

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.newsletter.models.consent import Consent


def normalised(email: str) -> str:
    """Return `email` as it is kept and compared: no blanks around, lower case."""
    return email.strip().lower()


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    """Subscribers, by what may be sent to them."""

    def confirmed(self) -> "SubscriberQuerySet":
        """Return those who get the newsletter now."""
        return self.filter(state=Subscriber.State.CONFIRMED)

    def with_email(self, email: str) -> "SubscriberQuerySet":
        """Return the subscriber of this address, however it is written."""
        return self.filter(email=normalised(email))

    def ask(self, email: str, *, name: str, language: str) -> "Subscriber":
        """Return who signs up with `email`, made or brought back to *pending*.

        Who is confirmed stays so, with the name she has: a stranger who types
        her address changes nothing.
        """
        subscriber, created = self.get_or_create(
            email=normalised(email), defaults={"name": name, "language": language}
        )
        if not created:
            self.filter(
                pk=subscriber.pk, state__in=Subscriber.State.MAY_COME_BACK
            ).update(state=Subscriber.State.PENDING, name=name, language=language)
            subscriber.refresh_from_db()
        return subscriber


class Subscriber(models.Model):
    """One address of the newsletter. Only the verbs below change its state."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting for confirmation")
        CONFIRMED = "confirmed", _("subscribed")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        UNREACHABLE = "unreachable", _("address refused")

        MAY_COME_BACK = nonmember(("pending", "unsubscribed", "unreachable"))

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=100, blank=True)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.PENDING
    )
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_subscriber_per_address")
        ]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else self.email

    def clean(self) -> None:
        """Keep the address as it is compared."""
        super().clean()
        self.email = normalised(self.email)

    def confirm(self, evidence: Consent) -> bool:
        """Subscribe who was asked; False when she is not waiting for it."""
        return self._become(self.State.CONFIRMED, Q(state=self.State.PENDING), evidence)

    def subscribe_by_hand(self, evidence: Consent) -> bool:
        """Subscribe on somebody's word, kept in `evidence`."""
        waiting = Q(state__in=self.State.MAY_COME_BACK)
        return self._become(self.State.CONFIRMED, waiting, evidence)

    def unsubscribe(self, evidence: Consent) -> bool:
        """Take her off the list; False when she is off it already."""
        return self._become(
            self.State.UNSUBSCRIBED, ~Q(state=self.State.UNSUBSCRIBED), evidence
        )

    def lose(self) -> bool:
        """Send her nothing more: her address is gone; False when she isn't on the list.

        The bounce says how we know. She may sign up again.
        """
        mine = Subscriber.objects.filter(pk=self.pk, state=self.State.CONFIRMED)
        lost = mine.update(state=self.State.UNREACHABLE, since=timezone.now()) == 1
        self.refresh_from_db(fields=["state", "since"])
        return lost

    def _become(self, state: str, condition: Q, evidence: Consent) -> bool:
        """Change the state if `condition` holds, and keep how that came about."""
        with transaction.atomic():
            mine = Subscriber.objects.filter(condition, pk=self.pk)
            if not mine.update(state=state, since=timezone.now()):
                return False
            evidence.subscriber = self
            evidence.save()
        self.refresh_from_db()
        return True
