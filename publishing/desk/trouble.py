"""What went wrong, in words, each with one thing to do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from publishing.doubt import doubtful
from publishing.models import Letter, Publication

#: Planned work that is this late deserves a line.
LATE = timedelta(minutes=10)
SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What the desk shows of what went wrong."""

    publications: list[Publication]
    letters: list[Letter]
    more: int

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.publications or self.letters)


def troubled_publications(now: datetime) -> QuerySet[Publication]:
    """Return what failed, was missed, is being verified or is late at `now`.

    What only a person can find out has a place of its own.
    """
    state = Publication.State
    late = Q(state=state.PLANNED, carried=False, at__lt=now - LATE)
    return (
        Publication.objects.filter(
            Q(state__in=(state.FAILED, state.MISSED, state.UNSURE)) | late
        )
        .exclude(pk__in=doubtful().order_by().values("pk"))
        .select_related("channel")
        .order_by("at")
    )


def failed_letters() -> list[Letter]:
    """Return the oldest letters that the mail server refused, one more than shown."""
    return list(
        Letter.objects.filter(state=Letter.State.FAILED)
        .defer("text", "html")
        .order_by("written_at")[: SHOWN + 1]
    )
