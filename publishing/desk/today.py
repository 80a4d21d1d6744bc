"""What goes out today, what went wrong and what is in doubt, read together."""

from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from publishing.desk.trouble import (
    SHOWN,
    Trouble,
    failed_letters,
    troubled_publications,
)
from publishing.doubt import doubtful
from publishing.models import Publication
from publishing.town_time import in_town


class Today:
    """The publications that the start page shows, by one query."""

    def __init__(self) -> None:
        self.now = timezone.now()

    @property
    def going_out(self) -> list[Publication]:
        """Return today's publications, in order; what an issue carries goes with it."""
        return [each for each in self._found if each.is_today]  # type: ignore[attr-defined]

    @property
    def trouble(self) -> Trouble:
        """Return what is wrong now: at most ten of each, and how many more."""
        publications = [each for each in self._found if each.is_troubled]  # type: ignore[attr-defined]
        letters = failed_letters()
        return Trouble(
            publications=publications[:SHOWN],
            letters=letters[:SHOWN],
            more=len(publications[SHOWN:]) + len(letters[SHOWN:]),
        )

    @property
    def doubts(self) -> list[Publication]:
        """Return the oldest of which nobody knows whether they are there."""
        return [each for each in self._found if each.is_doubtful]  # type: ignore[attr-defined]

    @cached_property
    def _found(self) -> list[Publication]:
        """Return each with why it is here: today, in trouble, in doubt.

        The marks of each kind are found first, so that no history is read through.
        """
        kinds = {
            "is_today": self._today()[:SHOWN],
            "is_troubled": troubled_publications(self.now)[: SHOWN + 1],
            "is_doubtful": doubtful()[:SHOWN],
        }
        asked = {name: Q(pk__in=rows.values("pk")) for name, rows in kinds.items()}
        one, *others = (
            Publication.objects.filter(each).values("pk") for each in asked.values()
        )
        return list(
            Publication.objects.filter(pk__in=one.union(*others))
            .annotate(**asked)
            .select_related("channel")
            .order_by("at", "pk")
        )

    def _today(self) -> QuerySet[Publication]:
        begin = datetime.combine(
            in_town(self.now).date(), time.min, timezone.get_default_timezone()
        )
        return Publication.objects.filter(
            at__gte=begin,
            at__lt=begin + timedelta(days=1),
            carried=False,
            state__in=(*Publication.State.OPEN, Publication.State.PUBLISHED),
        ).order_by("at", "pk")
