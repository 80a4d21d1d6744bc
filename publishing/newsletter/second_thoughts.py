"""What makes CityHub ask before an issue leaves: it is late, or this is a copy."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing import letters, notices
from publishing.models import Publication, Standstill
from publishing.newsletter.models import Delivery, Hold, Origin, Trial
from publishing.newsletter.models.origin import here
from publishing.town_time import say_moment


def ask_first(publication: Publication) -> None:
    """Hold `publication` and tell the managers, if a person should say yes first."""
    place = here()
    if not Origin.objects.knows(place):
        _hold(publication, Hold.Kind.ELSEWHERE, _say_elsewhere(), place)
    elif _is_overdue(publication, timezone.now()):
        _hold(publication, Hold.Kind.OVERDUE, _say_overdue(publication))


def _is_overdue(publication: Publication, now: datetime) -> bool:
    """Whether nothing has happened to it for longer than the town wants."""
    ledger = Delivery.objects.filter(publication=publication)
    signs = [
        publication.at,
        ledger.aggregate(last=Max("changed_at"))["last"],
        Hold.objects.last_end(publication),
        Trial.objects.filter(issue__publication=publication).aggregate(
            last=Max("decides_at")
        )["last"],
        Standstill.objects.aggregate(last=Max("ended_at"))["last"],
    ]
    lateness = timedelta(hours=settings.NEWSLETTER_LATENESS_HOURS)
    return now - max(sign for sign in signs if sign) > lateness


def _say_overdue(publication: Publication) -> str:
    return _("It should have left on %(when)s. Should it still leave?") % {
        "when": say_moment(publication.at)
    }


def _say_elsewhere() -> str:
    return _(
        "CityHub runs in another place than before: moved, restored, or a copy for "
        "trying things. Should newsletters leave from here?"
    )


def _hold(publication: Publication, kind: Hold.Kind, why: str, place: str = "") -> None:
    if not Hold.objects.put(publication, kind, why, place=place):
        return
    path = reverse("newsletter_desk:deliveries", args=[publication.pk])
    for reader in notices.managers():
        letters.write(
            "newsletter/letters/asks",
            {
                "publication": publication,
                "why": why,
                "address": f"{settings.CITYHUB_BASE_URL}{path}",
            },
            to=reader.email,
            language=letters.language_of(reader),
        )
