"""Who gets the newsletter."""

from enum import nonmember

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.newsletter.models.address import normalised
from publishing.newsletter.models.consent import Consent
from publishing.newsletter.models.suppression import Suppression
from publishing.town_time import say_full_date


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    """Subscribers, by what may be sent to them."""

    def confirmed(self) -> "SubscriberQuerySet":
        """Return those who get the newsletter now."""
        return self.filter(state=Subscriber.State.CONFIRMED)

    def with_email(self, email: str) -> "SubscriberQuerySet":
        """Return the subscriber of this address, however it is written."""
        return self.filter(email=normalised(email))

    def ask(
        self, email: str, *, name: str, language: str, role: str = ""
    ) -> "Subscriber":
        """Return who signs up with `email`, made or brought back to *pending*.

        Who is confirmed stays so, with the name she has: a stranger who types
        her address changes nothing.
        """
        said = {"name": name, "language": language}
        if role:
            said["role"] = role
        subscriber, created = self.get_or_create(email=normalised(email), defaults=said)
        if not created:
            self.filter(
                pk=subscriber.pk, state__in=Subscriber.State.MAY_COME_BACK
            ).update(state=Subscriber.State.PENDING, since=timezone.now(), **said)
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

    class Role(models.TextChoices):
        MERCHANT = "merchant", _("merchant")
        PARTNER = "partner", _("association or partner")
        TOWN = "town", _("town hall")
        OTHER = "other", _("other")

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=100, blank=True)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.PENDING
    )
    since = models.DateTimeField(_("since"), default=timezone.now)
    last_sign_at = models.DateTimeField(
        _("last sign of life"),
        default=timezone.now,
        help_text=_("When this person last did something, of her own will."),
    )
    asked_to_stay_at = models.DateTimeField(null=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_subscriber_per_address")
        ]
        indexes = [
            models.Index(fields=["state"]),
            models.Index(fields=["last_sign_at"]),
        ]

    @property
    def since_day(self) -> str:
        """Return since which day it is so, in words."""
        return say_full_date(self.since)

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
        """Subscribe on somebody's word, kept in `evidence`.

        A list is no such word for who left: only she herself, in person or by her
        own click, brings her address back.
        """
        if evidence.source == Consent.Source.IMPORT and Suppression.objects.of(
            self.email
        ):
            return False
        waiting = Q(state__in=self.State.MAY_COME_BACK)
        return self._become(self.State.CONFIRMED, waiting, evidence)

    def unsubscribe(self, evidence: Consent) -> bool:
        """Take her off the list; False when she is off it already."""
        why = Suppression.Why.LEFT
        if evidence.source == Consent.Source.COMPLAINT:
            why = Suppression.Why.COMPLAINED
        stays = ~Q(state=self.State.UNSUBSCRIBED)
        return self._become(self.State.UNSUBSCRIBED, stays, evidence, why)

    def lose(self) -> bool:
        """Send her nothing more: her address is gone; False when she isn't on the list.

        The bounce says how we know. She may sign up again; no list may do it for her.
        """
        now = timezone.now()
        with transaction.atomic():
            mine = Subscriber.objects.filter(pk=self.pk, state=self.State.CONFIRMED)
            lost = mine.update(state=self.State.UNREACHABLE, since=now) == 1
            if lost:
                Suppression.objects.keep(self.email, Suppression.Why.UNREACHABLE)
        self.refresh_from_db(fields=["state", "since"])
        return lost

    def stay(self, evidence: Consent) -> bool:
        """Go on for another three years; False when she isn't subscribed."""
        subscribed = Q(state=self.State.CONFIRMED)
        return self._become(self.State.CONFIRMED, subscribed, evidence)

    def prefer(self, *, name: str, language: str) -> None:
        """Take what she chose for herself; it is a sign of life, too."""
        Subscriber.objects.filter(pk=self.pk).update(
            name=name,
            language=language,
            last_sign_at=timezone.now(),
            asked_to_stay_at=None,
        )
        self.refresh_from_db()

    def _become(
        self, state: str, condition: Q, evidence: Consent, why: str = ""
    ) -> bool:
        """Change the state if `condition` holds, and keep how that came about.

        `why` is remembered against the address; without it she is welcome.
        """
        now = timezone.now()
        since = Case(When(state=state, then=F("since")), default=now)
        changes: dict[str, object] = {"state": state, "since": since}
        if evidence.is_hers:
            changes |= {"last_sign_at": now, "asked_to_stay_at": None}
        with transaction.atomic():
            mine = Subscriber.objects.filter(condition, pk=self.pk)
            if not mine.update(**changes):
                return False
            evidence.subscriber = self
            evidence.save()
            if why:
                Suppression.objects.keep(self.email, why)
            else:
                Suppression.objects.lift(self.email)
        self.refresh_from_db()
        return True
