"""A link in a letter, with which one item is decided without signing in.

It says for itself what it is for: this item, in this version, and this reader,
for a week. It opens nothing else, and nothing once the item is decided.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from wagtail.models import TaskState

from publishing.models import ApprovalTask, Deputy

SALT = "desk.by_mail"
GOOD_FOR = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class MailLink:
    """Whom a link was written to, about which item, seen when (aware).

    Either `user` or `deputy` is somebody.
    """

    task_state: TaskState
    task: ApprovalTask
    seen: datetime
    user: User | None = None
    deputy: Deputy | None = None

    @property
    def name(self) -> str:
        """Return the reader's name."""
        if self.user is not None:
            return self.user.get_full_name() or self.user.username
        return self.deputy.name if self.deputy else ""


def link_for(task_state: TaskState, seen: datetime, reader: User | Deputy) -> str:
    """Return the absolute address for `reader`."""
    kind = "deputy" if isinstance(reader, Deputy) else "user"
    said = [task_state.pk, seen.isoformat(), kind, reader.pk]
    token = signing.dumps(said, salt=SALT)
    return f"{settings.CITYHUB_BASE_URL}{reverse('decide_by_mail', args=[token])}"


def read(token: str) -> MailLink | None:
    """Return what `token` is for; None for what is not ours, too old or withdrawn."""
    try:
        number, seen, kind, reader = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    task_state = (
        TaskState.objects.select_related("workflow_state__requested_by", "revision")
        .filter(pk=number)
        .first()
    )
    task = task_state.task.specific if task_state else None
    moment = parse_datetime(seen)
    if task_state is None or moment is None or not isinstance(task, ApprovalTask):
        return None
    if kind == "deputy":
        deputy = Deputy.objects.filter(pk=reader, active=True).first()
        if deputy is None:
            return None
        return MailLink(task_state=task_state, task=task, seen=moment, deputy=deputy)
    user = User.objects.filter(pk=reader, is_active=True).first()
    if user is None or not task.may_decide(task_state, user):
        return None
    return MailLink(task_state=task_state, task=task, seen=moment, user=user)
