"""What goes out today and what went wrong, read together for the start page."""

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
from publishing.models import Publication
from publishing.town_time import in_town


class Today:
    """The publications that the start page shows, by one query."""

    def __init__(self) -> None:
        self.now = timezone.now()

    @property
    def going_out(self) -> list[Publication]:
        """Return today's publications, in order; what an issue carries goes with it."""
        return [each for each, today, _ in self._both if today][:SHOWN]

    @property
    def trouble(self) -> Trouble:
        """Return what is wrong now: at most ten of each, and how many more."""
        publications = [each for each, _, troubled in self._both if troubled]
        letters = failed_letters()
        return Trouble(
            publications=publications[:SHOWN],
            letters=letters[:SHOWN],
            more=len(publications[SHOWN:]) + len(letters[SHOWN:]),
        )

    @cached_property
    def _both(self) -> list[tuple[Publication, bool, bool]]:
        """Return each with whether it goes out today, and whether it went wrong."""
        today = Q(pk__in=self._today()[:SHOWN].values("pk"))
        troubled = troubled_publications(self.now)[: SHOWN + 1]
        trouble = Q(pk__in=troubled.values("pk"))
        found = (
            Publication.objects.filter(today | trouble)
            .annotate(is_today=today, is_troubled=trouble)
            .select_related("channel")
            .order_by("at")
        )
        return [(each, each.is_today, each.is_troubled) for each in found]

    def _today(self) -> QuerySet[Publication]:
        begin = datetime.combine(
            in_town(self.now).date(), time.min, timezone.get_default_timezone()
        )
        return Publication.objects.filter(
            at__gte=begin,
            at__lt=begin + timedelta(days=1),
            carried=False,
            state__in=(*Publication.State.OPEN, Publication.State.PUBLISHED),
        ).order_by("at")
