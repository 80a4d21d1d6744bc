"""Invitations: how a shopkeeper gets in, by a link that works once for 14 days."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.signing import BadSignature, TimestampSigner
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing import letters
from publishing.models import Letter
from shops.models import ShopPage
from shops.people import add_person

VALID_FOR = timedelta(days=14)
SIGNER = TimestampSigner(salt="myshop.invitation", sep="~")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, by what can be done with them."""

    def open(self) -> "InvitationQuerySet":
        """Return those that nobody accepted, run out or not."""
        return self.filter(accepted_at=None)

    def sent(self) -> "InvitationQuerySet":
        """Return the open ones that the town has sent: a shop only asks for them."""
        return self.open().filter(times_sent__gt=0)

    def by_token(self, token: str) -> "Invitation | None":
        """Return the invitation that `token` belongs to, None when it was not sent so.

        A link stops being known when the invitation is sent again.
        """
        try:
            key, _, number = SIGNER.unsign(token).partition("-")
        except BadSignature:
            return None
        return (
            self.select_related("shop")
            .filter(pk=int(key), times_sent=int(number))
            .first()
        )


class Invitation(models.Model):
    """Somebody is asked to speak for a shop."""

    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("mail address"))
    shop = models.ForeignKey(
        ShopPage,
        on_delete=models.CASCADE,
        related_name="invitations",
        verbose_name=_("shop"),
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    letter = models.ForeignKey(
        Letter, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"), null=True)
    times_sent = models.PositiveSmallIntegerField(default=0)
    accepted_at = models.DateTimeField(_("accepted"), null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.name} → {self.shop}"

    @property
    def runs_out_at(self) -> datetime:
        """Return when the link stops working (aware)."""
        return (self.sent_at or timezone.now()) + VALID_FOR

    @property
    def was_sent(self) -> bool:
        """Whether the town has sent it; a shop only asks for it."""
        return self.times_sent > 0

    @property
    def has_run_out(self) -> bool:
        """Whether the link stopped working."""
        return self.runs_out_at <= timezone.now()

    @property
    def state(self) -> str | Promise:
        """Return where it stands, in words."""
        if self.accepted_at:
            return _("accepted")
        if not self.times_sent:
            return _("asked for by the shop: waits for you")
        if self.letter and self.letter.state == Letter.State.FAILED:
            return _("the mail could not be delivered")
        return _("run out") if self.has_run_out else _("sent, not answered yet")

    @property
    def account(self) -> User | None:
        """Return the account that has this mail address already."""
        return User.objects.filter(
            Q(email__iexact=self.email) | Q(username__iexact=self.email)
        ).first()

    def send(self) -> None:
        """Write the letter; links of earlier ones stop working."""
        self.times_sent += 1
        self.sent_at = timezone.now()
        token = SIGNER.sign(f"{self.pk}-{self.times_sent}")
        path = reverse("myshop:welcome", args=[token])
        self.letter = letters.write(
            "myshop/letters/invitation",
            {"invitation": self, "link": settings.CITYHUB_BASE_URL + path},
            to=self.email,
            language=settings.LANGUAGE_CODE,
        )
        self.save()

    def accept(self, password: str) -> User | None:
        """Let its person in with `password` ("": the account has one).

        Returns None when it was accepted already or has run out.
        """
        with transaction.atomic():
            taken = Invitation.objects.sent().filter(
                pk=self.pk, times_sent=self.times_sent
            )
            if self.has_run_out or not taken.update(accepted_at=timezone.now()):
                return None
            user = self.account or self.new_account()
            if password and not user.has_usable_password():
                user.set_password(password)
            user.save()
            add_person(user, self.shop)
            Invitation.objects.filter(pk=self.pk).update(user=user)
        return user

    def new_account(self) -> User:
        """Return an account, not saved yet, for the invited person."""
        first, _space, last = self.name.strip().partition(" ")
        user = User(
            username=self.email.lower()[:150],
            email=self.email,
            first_name=first[:150],
            last_name=last[:150],
        )
        user.set_unusable_password()
        return user

    @classmethod
    def against(cls, email: str, shop: ShopPage) -> str:
        """Return why `email` can't be invited to `shop`, "" when nothing is against it."""
        if User.objects.filter(email__iexact=email, groups=shop.people.group).exists():
            return gettext("This person speaks for this shop already.")
        if cls.objects.open().filter(email__iexact=email, shop=shop).exists():
            return gettext("This person is invited already.")
        return ""

    @classmethod
    def invite(cls, *, name: str, email: str, shop: ShopPage, by: User | None) -> Self:
        """Invite a person to speak for `shop`; return the invitation."""
        with transaction.atomic():
            invitation = cls.objects.create(
                name=name, email=email, shop=shop, invited_by=by
            )
            invitation.send()
        return invitation
