"""Two subjects are tried on part of the list; clicks say which one the rest gets.

Who gets which is drawn once and kept with each delivery, so a crash or another
worker changes nothing. Only counts are compared; nobody's click is known.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.models import Publication
from publishing.newsletter.models import (
    Bounce,
    Delivery,
    Destination,
    FrozenIssue,
    IssuePage,
    Link,
    Trial,
)
from publishing.newsletter.models.hold import wake
from publishing.newsletter.models.ledger import DeliveryQuerySet
from publishing.newsletter.models.subject import FEWEST_READERS, Draw, Subject
from publishing.town_time import say_moment
from publishing.transport import Outcome, SendError

#: No part of the list is smaller, and fewer clicks tell nothing.
FEWEST = 10
#: The hours of a trial begin when no more than one in so many is still awaited.
STRAGGLERS = 10


def begin(frozen: FrozenIssue, issue: IssuePage) -> Draw | None:
    """Keep that `issue` tries two subjects; return who gets which, None for one.

    A list that has become too small gets the first subject, and that is kept.
    """
    if not issue.second_subject.strip():
        return None
    trial = Trial.objects.create(
        issue=frozen, second=issue.second_subject, hours=issue.trial_hours
    )
    readers = issue.readers().count()
    if readers < FEWEST_READERS:
        trial.decide(Subject.FIRST, Trial.Why.SMALL, {})
        return None
    each = max(FEWEST, readers * issue.trial_share // 200)
    return Draw(frozen.publication_id, readers=readers, each=each)


def heed(publication: Publication) -> None:
    """Decide a trial whose hours are over. Raises SendError while all else waits."""
    trial = Trial.objects.of(publication)
    if trial is None or trial.winner:
        return
    ledger = Delivery.objects.filter(publication=publication)
    next_at = ledger.next_at()
    now = timezone.now()
    if trial.decides_at is None and _is_out(trial, ledger):
        trial.wait(now)
    until = trial.decides_at
    if until is None:
        return
    if until <= now:
        decide(trial)
        return
    if ledger.in_hand().exists() or (next_at and next_at <= now):
        return
    raise SendError(
        _("Two subjects are being tried. On %(when)s the rest leaves.")
        % {"when": say_moment(until)},
        Outcome.LATER,
        retry_after=min(until, next_at or until) - now,
        whole_channel=False,
    )


def decide(trial: Trial) -> bool:
    """Give the rest the subject that more of its readers clicked; else the first.

    False where somebody had decided before.
    """
    counts = counted(trial)
    winner, why = _judged(counts)
    return trial.decide(winner, why, counts)


def choose(publication: Publication, subject: Subject, user: User) -> bool:
    """Give the rest at once the subject that `user` chose; False: too late."""
    trial = Trial.objects.of(publication)
    if trial is None:
        return False
    with transaction.atomic():
        chosen = trial.decide(subject, Trial.Why.BY_HAND, counted(trial), by=user)
        wake(publication)
    return chosen


def end(publication: Publication) -> None:
    """Decide a trial that is cut short, so that whoever is mailed later gets one."""
    trial = Trial.objects.of(publication)
    if trial is not None and not trial.winner:
        decide(trial)


def counted(trial: Trial) -> dict[str, int]:
    """Return the four figures as they are while the trial runs, by their names.

    A mail that came back was not read by anybody: it doesn't count.
    """
    clicks = Link.objects.filter(issue=trial.issue_id).values_list("subject")
    read = Q(bounce=None) | Q(bounce__kind=Bounce.Kind.COMPLAINT)
    mailed = Delivery.objects.filter(
        read, publication=trial.issue.publication_id, state=Delivery.State.SENT
    ).values_list("subject")
    clicked = dict(clicks.annotate(sum=Sum("clicks__people", default=0)).order_by())
    got_it = dict(mailed.annotate(count=Count("pk")).order_by())
    return {
        "first_mailed": got_it.get(Subject.FIRST, 0),
        "first_clicks": clicked.get(Subject.FIRST, 0),
        "second_mailed": got_it.get(Subject.SECOND, 0),
        "second_clicks": clicked.get(Subject.SECOND, 0),
    }


def kept(trial: Trial) -> dict[str, int]:
    """Return the four figures as they were when the trial was decided."""
    return {
        "first_mailed": trial.first_mailed,
        "first_clicks": trial.first_clicks,
        "second_mailed": trial.second_mailed,
        "second_clicks": trial.second_clicks,
    }


def _is_out(trial: Trial, ledger: DeliveryQuerySet) -> bool:
    """Whether it is tried on nearly everybody who can be reached.

    A domain or a mailbox that asks to wait for hours must not keep the rest waiting
    as well, unless too few would be left to tell anything.
    """
    tried = ledger.exclude(state=Delivery.State.RESERVED)
    left = tried.open()
    if left.count() * STRAGGLERS <= tried.count():
        return True
    counts = counted(trial)
    arrived = [counts[f"{subject}_mailed"] for subject in Subject]
    put_off = Q(tries__gt=0) | Q(domain__in=Destination.objects.troubled())
    awaited = left.exclude(put_off).count()
    return min(arrived) >= FEWEST and awaited * STRAGGLERS <= awaited + sum(arrived)


def _judged(counts: dict[str, int]) -> tuple[Subject, Trial.Why]:
    """Compare clicks per mail, multiplied out so that nothing is rounded."""
    first = counts["first_clicks"] * counts["second_mailed"]
    second = counts["second_clicks"] * counts["first_mailed"]
    mailed = min(counts["first_mailed"], counts["second_mailed"])
    clicks = max(counts["first_clicks"], counts["second_clicks"])
    if min(mailed, clicks) < FEWEST:
        return Subject.FIRST, Trial.Why.FEW
    if first == second:
        return Subject.FIRST, Trial.Why.TIE
    return (Subject.SECOND if second > first else Subject.FIRST), Trial.Why.CLICKS
