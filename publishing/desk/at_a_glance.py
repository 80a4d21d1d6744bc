"""Approving from the list, exactly as offered there."""

from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from publishing.desk.offers import Sealed, unseal
from publishing.desk.proposal import Proposal, accepted
from publishing.models import ApprovalTask
from publishing.models.approval import AlreadyDecided, ChangedMeanwhile
from publishing.models.publication import NotForThisChannel
from publishing.town_time import say_moment


class NotSo(Exception):
    """It can't be approved as offered; says why, and which item it is about."""

    def __init__(self, sentence: str, task_state: TaskState | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.task_state = task_state


def approve_as_offered(
    offer: str,
    user: User | None,
    *,
    deputy: str = "",
    about: TaskState | None = None,
) -> str:
    """Approve what `offer` (sealed) says, and nothing else; return a sentence.

    Without `user` it is `deputy` (a name), whose link was checked, or the town's
    rule; then `about` is all that may be approved. No rule takes anything off the
    site. Raises NotSo.
    """
    try:
        sealed = unseal(offer)
    except signing.BadSignature:
        raise NotSo(_("This page was open for too long. Please look again.")) from None
    task_state = TaskState.objects.filter(pk=sealed.task_state_id).first()
    task = task_state.task.specific if task_state else None
    if task_state is None or not isinstance(task, ApprovalTask):
        raise NotSo(_("It no longer waits."))
    if about not in (None, task_state):
        raise NotSo(_("This is about another item."))
    title = task_state.revision.object_str
    try:
        proposal = _still_so(task_state, sealed, by_person=bool(user or deputy))
        decision = proposal.decision(sealed.seen)
        task.approve(task_state, user, decision, deputy=deputy)
    except AlreadyDecided:
        raise NotSo(_("“%(title)s” is decided already.") % {"title": title}) from None
    except ChangedMeanwhile:
        sentence = _("“%(title)s” was changed meanwhile. Please look again.")
        raise NotSo(sentence % {"title": title}, task_state) from None
    except NotForThisChannel:
        sentence = _("“%(title)s” is for merchants only: not where everybody reads.")
        raise NotSo(sentence % {"title": title}, task_state) from None
    except PermissionDenied:
        sentence = _("“%(title)s” was sent by yourself: somebody else approves it.")
        raise NotSo(sentence % {"title": title}, task_state) from None
    return say_approved(proposal, sealed)


def say_leaving(title: str) -> str:
    """Return that an item is taken off, and what goes with it."""
    sentence = _("“%(title)s” leaves the site, and its posts with it.")
    return sentence % {"title": title}


def say_approved(proposal: Proposal, sealed: Sealed) -> str:
    """Return that an item is approved, and when it first goes out."""
    title = proposal.page.title
    if proposal.leaves:
        return say_leaving(title)
    first = min((at for at in sealed.times.values() if at), default=None)
    if first is None:
        return _("“%(title)s” is approved.") % {"title": title}
    sentence = _("“%(title)s” is approved for %(when)s.")
    return sentence % {"title": title, "when": say_moment(first)}


def _still_so(task_state: TaskState, sealed: Sealed, *, by_person: bool) -> Proposal:
    """Return the offer as a valid proposal.

    Raises ChangedMeanwhile, AlreadyDecided, or NotSo when times were taken, or when
    no person would take something off the site.
    """
    if task_state.status != TaskState.STATUS_IN_PROGRESS:
        raise AlreadyDecided
    page = Page.objects.get(pk=task_state.workflow_state.object_id)
    revision = page.get_latest_revision()
    if revision.created_at != sealed.seen:
        raise ChangedMeanwhile
    proposal = accepted(revision, sealed)
    if proposal.leaves and not by_person:
        raise NotSo(_("Only a person takes something off the site."), task_state)
    valid = proposal.is_valid()
    planned = {place.key for place in proposal.places}
    if not valid or planned != set(sealed.times):
        sentence = _("“%(title)s” can’t go out as proposed any more: %(why)s")
        why = proposal.first_error or _("a channel has changed.")
        words = {"title": page.get_admin_display_title(), "why": why}
        raise NotSo(sentence % words, task_state)
    return proposal
