"""What happens when nobody decides in time: the town's rule.

A deadline that goes by is taken by one conditional UPDATE, so each is acted on
once, by one worker, and a manager who decides meanwhile is not overruled.
"""

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from publishing.contract import Publishable
from publishing.desk import letters
from publishing.desk.at_a_glance import NotSo, approve_as_offered
from publishing.desk.offers import Offers, seal
from publishing.desk.submissions import keep, next_deadline
from publishing.models import ApprovalTask, Publication, Submission
from publishing.models.approval import AlreadyDecided

logger = logging.getLogger(__name__)

#: How many deadlines one run acts on; the next one follows in a minute.
HANDFUL = 20


def apply_rule() -> None:
    """Act on each deadline that went by; one that can't be acted on stops no other."""
    overdue = Submission.objects.overdue(timezone.now()).select_related(
        "task_state__workflow_state__requested_by", "task_state__revision"
    )
    with translation.override(settings.LANGUAGE_CODE):
        for submission in overdue[:HANDFUL]:
            try:
                _act(submission)
            except AlreadyDecided:
                logger.info("%s was decided meanwhile", submission)
            except Exception:
                logger.exception("The deadline of %s could not be kept", submission)
                submission.give_until(None)


def _act(submission: Submission) -> None:
    """Take the deadline, then approve, drop or propose anew, as the town has set.

    What asks to be taken off stays until a person decides.
    """
    state = submission.task_state
    task = state.task.specific
    if not isinstance(task, ApprovalTask):
        return
    if submission.leaves:
        _propose_anew(task, submission)
        return
    rule = task.WhenLate
    trusted = task.when_late == rule.TRUSTED and _is_trusted(submission)
    if trusted and _approve(task, submission):
        return
    if task.when_late == rule.DROP or _is_over(submission, timezone.now()):
        _drop(task, submission)
    else:
        _propose_anew(task, submission)


def _approve(task: ApprovalTask, submission: Submission) -> bool:
    """Let it out as proposed; False when something is against that.

    Of two workers one approves: the other finds it decided.
    """
    state = submission.task_state
    try:
        approve_as_offered(_offer(keep(state)), None, about=state)
    except NotSo as no:
        logger.info("%s does not go out by itself: %s", submission, no.sentence)
        return False
    state.refresh_from_db()
    letters.tell_deadline_went_by(task, state, submission, dropped=False)
    return True


def _offer(submission: Submission) -> str:
    said = submission.announcement
    page_id = submission.task_state.workflow_state.object_id
    existing = Publication.objects.filter(page_id=page_id)
    places = Offers(timezone.now()).places(said, existing) if said else []
    return seal(submission.pk, submission.seen, places)


def _drop(task: ApprovalTask, submission: Submission) -> None:
    """Give it back to its author, who reads why."""
    with transaction.atomic():
        if not submission.give_until(None):
            raise AlreadyDecided
        state = submission.task_state
        comment = _("Nobody at the town could decide in time. You can send it again.")
        task.send_back(state, None, comment)
        letters.tell_deadline_went_by(task, state, submission, dropped=True)


def _propose_anew(task: ApprovalTask, submission: Submission) -> None:
    """Set the next deadline, and say so to the author and the managers."""
    state = submission.task_state
    next_one = next_deadline(submission)
    with transaction.atomic():
        if not submission.give_until(next_one):
            raise AlreadyDecided
        letters.tell_deadline_went_by(task, state, submission, dropped=False)
        letters.tell_author(
            "still_waits",
            state,
            None,
            decide_by=next_one,
            leaves=submission.leaves,
        )


def _is_trusted(submission: Submission) -> bool:
    page = Page.objects.get(pk=submission.task_state.workflow_state.object_id).specific
    return isinstance(page, Publishable) and page.trusted


def _is_over(submission: Submission, now: datetime) -> bool:
    """Whether announcing it would help nobody any more."""
    said = submission.announcement
    if said is None:
        return False
    ends = (said.starts_at, said.useless_after)
    return any(moment is not None and moment <= now for moment in ends)
