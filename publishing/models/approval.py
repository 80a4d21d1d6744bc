"""The commerce manager's approval, as a task of Wagtail's workflows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    AbstractGroupApprovalTask,
    Page,
    Revision,
    TaskState,
    WorkflowState,
)

from publishing.models.channel import Channel
from publishing.models.publication import Publication
from publishing.models.submission import UNDO_FOR, Submission


class AlreadyDecided(Exception):
    """Somebody else approved it, sent it back or took it back meanwhile."""


class ChangedMeanwhile(Exception):
    """The item has other words than those the manager looked at."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the manager approves.

    `seen` is when (aware) the revision was made that she looked at, `words` are
    her corrections by field, `plan` says when (aware) each channel gets it,
    `insisted` on which of them whatever quiet hours and blocked days say,
    `waves` when (aware) it is announced there again, None for a wave that is
    not wanted; `go_live_at` (aware) keeps the page hidden until then.
    """

    seen: datetime
    words: Mapping[str, object] = field(default_factory=dict)
    plan: Mapping[Channel, datetime] = field(default_factory=dict)
    insisted: Collection[Channel] = ()
    waves: Mapping[tuple[Channel, str], datetime | None] = field(default_factory=dict)
    go_live_at: datetime | None = None


class ApprovalTask(AbstractGroupApprovalTask):
    """A manager looks at the item as it will look everywhere, then decides.

    There is one way to approve, the desk's approval screen: Wagtail's own
    menus lead there, since an approval without a plan would publish the page
    and announce it nowhere.
    """

    class WhenLate(models.TextChoices):
        NEXT_SLOT = "next_slot", _("it is proposed for the next free time")
        DROP = "drop", _("it goes back to its author")
        TRUSTED = "trusted", _("what trusted shops sent goes out as proposed")

    allow_own = models.BooleanField(
        _("people may approve what they submitted themselves"), default=False
    )
    when_late = models.CharField(
        _("when nobody decides in time"),
        max_length=20,
        choices=WhenLate.choices,
        default=WhenLate.NEXT_SLOT,
        help_text=_("Of all others, the next free time is proposed then."),
    )
    hours = models.PositiveSmallIntegerField(
        _("hours in which to decide, at least"),
        default=24,
        validators=[MinValueValidator(1)],
    )

    admin_form_fields = [
        *AbstractGroupApprovalTask.admin_form_fields,
        "allow_own",
        "when_late",
        "hours",
    ]

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def may_decide(
        self, task_state: TaskState, user: User, *, in_group: bool = False
    ) -> bool:
        """Whether `user` may approve or send back: in a group, not her own item.

        An issue gathers what others sent, so who composes it may approve it.
        `in_group`: that she is in one is known already.
        """
        requested_by_id = task_state.workflow_state.requested_by_id
        own = requested_by_id is not None and requested_by_id == user.pk
        in_group = in_group or user.is_superuser or self._user_in_groups(user)
        return in_group and (self.allow_own or not own or _is_carrier(task_state))

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, str, bool]]:
        """Offer one action, which only leads to the approval screen.

        It isn't named "approve": Wagtail would label that "… and Publish".
        """
        task_state = obj.current_workflow_task_state
        if task_state is None or not self.may_decide(task_state, user):
            return []
        return [("look", gettext("Look and approve"), False)]

    def on_action(
        self, task_state: TaskState, user: User, action_name: str, **kwargs: object
    ) -> str:
        """Decide nothing: return the address of the approval screen."""
        return self.screen_of(task_state)

    @staticmethod
    def screen_of(task_state: TaskState) -> str:
        """Return the address of the screen on which `task_state` is decided."""
        return reverse("desk:approve", args=[task_state.pk])

    def approve(
        self,
        task_state: TaskState,
        user: User | None,
        decision: Decision,
        *,
        deputy: str = "",
    ) -> None:
        """Plan the publications and approve, all or nothing.

        Without `user` it is `deputy` (a name) who decides, or the town's rule; who
        calls has made sure of that. Raises AlreadyDecided, ChangedMeanwhile,
        PermissionDenied, or what `Publication.objects.plan` raises.
        """
        with transaction.atomic():
            held = self._hold(task_state, user)
            before = _plans(held)
            page = _latest(held, decision.seen).as_object()
            wanted = {**decision.words, "go_live_at": decision.go_live_at}
            _correct(held, page, wanted, user)
            for channel, at in decision.plan.items():
                insisted = channel in decision.insisted
                Publication.objects.plan(
                    page, channel, at, planned_by=user, insisted=insisted
                )
            _plan_waves(page, decision.waves, user)
            _note_decided(held, user, deputy, before)
            # Wagtail publishes the cached latest revision: read it afresh.
            held.workflow_state = WorkflowState.objects.get(pk=held.workflow_state_id)
            held.approve(user=user)

    def correct(
        self,
        task_state: TaskState,
        user: User,
        *,
        seen: datetime,
        words: Mapping[str, object],
    ) -> None:
        """Keep the manager's words in the draft, without deciding anything.

        Raises AlreadyDecided, ChangedMeanwhile or PermissionDenied.
        """
        with transaction.atomic():
            held = self._hold(task_state, user)
            _correct(held, _latest(held, seen).as_object(), words, user)

    def send_back(
        self,
        task_state: TaskState,
        user: User | None,
        comment: str,
        *,
        deputy: str = "",
    ) -> None:
        """Ask the author for a change, in the manager's words.

        Without `user`, as `approve`. Raises AlreadyDecided or PermissionDenied.
        """
        with transaction.atomic():
            held = self._hold(task_state, user)
            for submission in Submission.objects.filter(pk=held.pk):
                submission.record_decided(decided_by=user, deputy=deputy)
            held.reject(user=user, comment=comment)

    def _hold(self, task_state: TaskState, user: User | None) -> TaskState:
        """Lock the row until the end of the transaction; the second one is late."""
        held = TaskState.objects.select_for_update(of=("self",)).get(pk=task_state.pk)
        if held.status != TaskState.STATUS_IN_PROGRESS:
            raise AlreadyDecided
        if user is not None and not self.may_decide(held, user):
            raise PermissionDenied
        return held


def _is_carrier(task_state: TaskState) -> bool:
    model = task_state.workflow_state.content_type.model_class()
    return bool(getattr(model, "carrier", False))


def _plan_waves(
    page: Page,
    wanted: Mapping[tuple[Channel, str], datetime | None],
    user: User | None,
) -> None:
    """Plan the waves that are wanted; take back those that no longer are."""
    for (channel, wave), at in wanted.items():
        if at is not None:
            Publication.objects.plan(page, channel, at, wave, planned_by=user)
            continue
        for planned in Publication.objects.filter(
            page_id=page.pk,
            channel=channel,
            wave=wave,
            state=Publication.State.PLANNED,
        ):
            planned.cancel()


def _plans(task_state: TaskState) -> dict[str, datetime]:
    """Return what of the item is planned now: publication and instant (aware)."""
    planned = Publication.objects.filter(
        page_id=task_state.workflow_state.object_id, state=Publication.State.PLANNED
    )
    return dict(planned.values_list("pk", "at"))


def _note_decided(
    task_state: TaskState,
    user: User | None,
    deputy: str,
    before: Mapping[str, datetime],
) -> None:
    """Keep how it stood before, so that the decision can be taken back for a while."""
    page = Page.objects.get(pk=task_state.workflow_state.object_id)
    # What is online in words that no version keeps could not be brought back.
    undoable = page.live_revision_id is not None or not page.live
    for submission in Submission.objects.filter(pk=task_state.pk):
        submission.record_decided(
            decided_by=user,
            deputy=deputy,
            planned={mark: before.get(mark) for mark in _plans(task_state)},
            live_before=page.live_revision,
            undo_until=timezone.now() + UNDO_FOR if undoable else None,
        )


def _latest(task_state: TaskState, seen: datetime) -> Revision:
    """Return the item's latest revision, if it is the one that was looked at."""
    latest = task_state.workflow_state.content_object.get_latest_revision()
    # Autosave writes into the same revision: its instant tells, not its key.
    if latest.created_at != seen:
        raise ChangedMeanwhile
    return latest


def _correct(
    task_state: TaskState,
    page: Page,
    wanted: Mapping[str, object],
    user: User | None,
) -> None:
    """Make a revision of `page` with the `wanted` values, if they differ."""
    changed = {
        name: value for name, value in wanted.items() if getattr(page, name) != value
    }
    if not changed:
        return
    for name, value in changed.items():
        setattr(page, name, value)
    task_state.revision = page.save_revision(user=user, log_action=True)
    task_state.save(update_fields=["revision"])
