"""What keeps an issue from being sent until a person says that it may go on."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.models import Channel, Publication
from publishing.models.standstill import nothing_holds
from publishing.newsletter.models.origin import Origin


class HoldQuerySet(models.QuerySet["Hold"]):
    """Holds, by whether they hold still."""

    def current(self, publication: Publication) -> "Hold | None":
        """Return the one that holds `publication` now, None when it may leave."""
        return self.filter(publication=publication, holds=True).first()

    def put(
        self,
        publication: Publication,
        kind: "Hold.Kind",
        why: str,
        *,
        by: AbstractBaseUser | None = None,
        place: str = "",
    ) -> bool:
        """Hold `publication`, for a reason that people read; False: it is held."""
        try:
            with transaction.atomic():
                self.create(
                    publication=publication, kind=kind, why=why, by=by, place=place
                )
        except IntegrityError:
            return False
        return True

    def last_end(self, publication: Publication) -> datetime | None:
        """Return when a person last let `publication` go on."""
        ended = self.filter(publication=publication, holds=False)
        return ended.aggregate(last=models.Max("ended_at"))["last"]


class Hold(models.Model):
    """One issue held: since when, why, by whom; who let it go on.

    Begun mails of one micro-chunk are still handed over; nothing else leaves.
    """

    class Kind(models.TextChoices):
        AGENDA = "agenda", _("a date in it has changed")
        PAUSED = "paused", _("paused by hand")
        OVERDUE = "overdue", _("its time went by")
        ELSEWHERE = "elsewhere", _("sent from a place that nobody knows yet")

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="newsletter_holds"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    why = models.TextField()
    place = models.CharField(
        max_length=400, blank=True, help_text="The unknown place, where that is why."
    )
    since = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    holds = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(holds=True),
                name="one_hold_of_an_issue_at_once",
            )
        ]

    def __str__(self) -> str:
        return self.why

    def release(self, by: AbstractBaseUser) -> bool:
        """Let the issue go on at once; False when somebody else has."""
        now = timezone.now()
        with transaction.atomic():
            mine = Hold.objects.filter(pk=self.pk, holds=True)
            if not mine.update(holds=False, ended_at=now, ended_by=by):
                return False
            if self.place:
                Origin.objects.get_or_create(place=self.place)
            wake(self.publication)
        return True


def wake(publication: Publication) -> None:
    """Let the engine look at an issue now, or as soon as it is let go."""
    waiting = Publication.objects.filter(
        pk=publication.pk, state__in=Publication.State.OPEN
    )
    waiting.update(due_at=Greatest("at", timezone.now()), handed_at=None, reason="")


def may_leave(publication_id: str) -> Exists:
    """Return the condition under which mails of an issue leave, for an UPDATE."""
    return Exists(_leaving(publication_id))


def is_held(publication_id: str) -> bool:
    """Whether no mail of the issue may leave now, for whatever reason."""
    return not _leaving(publication_id).exists()


def _leaving(publication_id: str) -> models.QuerySet[Publication]:
    state = Publication.State
    held = Hold.objects.filter(publication=OuterRef("pk"), holds=True)
    return Publication.objects.filter(
        nothing_holds(),
        ~Exists(held),
        pk=publication_id,
        state__in=(state.SENDING, state.PUBLISHED),
        channel__state=Channel.State.ACTIVE,
    )
