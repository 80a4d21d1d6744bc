"""Stop everything, and let it go on: the two verbs of a bad day."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from publishing.models import Attempt, Publication, Standstill
from publishing.models.standstill import Choice

__all__ = [
    "Choice",
    "NotAllDecided",
    "go_on",
    "half_out",
    "may_become",
    "stop",
    "waiting",
]


class NotAllDecided(Exception):
    """Something waits about which nothing was decided."""


def stop(user: User, why: str) -> Standstill:
    """Stop all that leaves, at once; return the standstill, or the one that holds.

    When this is committed nothing more leaves: nothing is claimed, no attempt
    begins, and who has claimed something already loses it to a higher fence. A
    call that is on its way can't be taken back; what it did is still recorded.
    """
    now = timezone.now()
    while True:
        try:
            with transaction.atomic():
                standstill = Standstill.objects.create(
                    why=why, started_at=now, started_by=user
                )
                _take_from_workers()
        except IntegrityError:
            standing = Standstill.objects.current()
            if standing is not None:
                return standing
            # Somebody let everything go on in between: this one holds, then.
        else:
            return standstill


def waiting(now: datetime) -> models.QuerySet[Publication]:
    """Return what people are asked about before things go on, oldest first.

    That is what fell due by `now` (aware), and what may be out and may be not.
    """
    state = Publication.State
    fell_due = Q(state=state.PLANNED, at__lte=now)
    in_doubt = Q(state__in=(state.SENDING, state.UNSURE)) & ~Q(_out_in_part())
    return (
        Publication.objects.waiting()
        .filter(fell_due | in_doubt)
        .with_surroundings()
        .order_by("at", "pk")
    )


def may_become(item: Publication) -> tuple[Choice, ...]:
    """Return what can be chosen for `item`, one of those that wait.

    What is in doubt is looked for in any case; the choice is about what follows
    when it isn't there.
    """
    if item.state == Publication.State.PLANNED:
        return tuple(Choice)
    return (Choice.NOW, Choice.DROP)


def half_out() -> models.QuerySet[Publication]:
    """Return what is out in part: it goes on by itself, nobody is asked."""
    state = Publication.State
    return (
        Publication.objects.waiting()
        .filter(_out_in_part(), state__in=(state.SENDING, state.UNSURE))
        .select_related("channel")
        .order_by("at", "pk")
    )


def go_on(standstill: Standstill, user: User, choices: Mapping[str, Choice]) -> bool:
    """Let things leave again; `choices` says what becomes of each that waited.

    Returns whether this ended it: False when somebody else has. Raises
    NotAllDecided when something else has fallen due.
    """
    now = timezone.now()
    with transaction.atomic():
        mine = Standstill.objects.filter(pk=standstill.pk, holds=True)
        if not mine.update(holds=False, ended_at=now, ended_by=user):
            return False
        items = list(waiting(now))
        if any(choices.get(item.pk) not in may_become(item) for item in items):
            raise NotAllDecided
        decided = [_decide(item, choices[item.pk], now) for item in items]
        Standstill.objects.filter(pk=standstill.pk).update(decided=decided)
        Publication.objects.due(now).update(handed_at=None)
    return True


def _decide(item: Publication, choice: Choice, now: datetime) -> dict[str, str]:
    if item.state != Publication.State.PLANNED:
        if choice == Choice.DROP:
            item.give_up()
    elif choice == Choice.NOW:
        item.move(now, insisted=True)
    elif choice == Choice.NEXT_SLOT:
        item.move(item.channel.next_slot(now))
    else:
        item.cancel()
    return {
        "title": item.page_title,
        "channel": item.channel.name,
        "choice": str(choice),
    }


def _out_in_part() -> Exists:
    parts = Attempt.objects.filter(result=Attempt.Result.PARTIAL)
    return Exists(parts.filter(publication=OuterRef("pk")))


def _take_from_workers() -> None:
    """Take back what is claimed and of which nothing may have left.

    Raising the fence is what a late `begin_attempt` runs into: whoever comes first
    on the row decides whether it left before the stop. The rows are locked before
    the attempts are read: PostgreSQL would not see one that was begun meanwhile.
    """
    state = Publication.State
    out = Attempt.objects.filter(
        publication=OuterRef("pk"),
        purpose=Attempt.Purpose.PUBLISH,
        result__in=(*Attempt.UNCLEAR, Attempt.Result.PARTIAL),
    )
    claimed = Publication.objects.filter(state=state.SENDING, carried=False)
    held = list(claimed.select_for_update().values_list("pk", flat=True))
    Publication.objects.filter(~Exists(out), pk__in=held).update(
        state=state.PLANNED,
        fence=F("fence") + 1,
        lease_until=None,
        due_at=F("at"),
        handed_at=None,
    )
    # Planned: a claim of this instant that is not committed yet is lost, too.
    Publication.objects.filter(state=state.PLANNED, carried=False).update(
        fence=F("fence") + 1
    )
