"""The draft that the next slot of the newsletter waits for: nothing sends it by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from wagtail.models import WorkflowState

from publishing.models import Channel
from publishing.newsletter.models import IssuePage

#: Earlier than this before its slot, a draft presses nobody.
NEAR = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class NextIssue:
    """A draft, and the slot (aware) that goes by unless it is approved."""

    draft: IssuePage
    at: datetime

    @classmethod
    def to_hand_in(cls, channel: Channel, now: datetime) -> "NextIssue | None":
        """Return what nobody has handed in for approval yet, when its slot is near."""
        if not channel.slots:
            return None
        # Wagtail keeps keys as text there, and PostgreSQL compares no text to numbers.
        handed_in = WorkflowState.objects.filter(
            status=WorkflowState.STATUS_IN_PROGRESS,
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
            object_id=Cast(OuterRef("pk"), CharField()),
        )
        drafts = IssuePage.objects.filter(
            ~Exists(handed_in), live=False, publications__isnull=True
        )
        draft = drafts.order_by("pk").last()
        if draft is None:
            return None
        at = channel.next_slot(now)
        return cls(draft=draft, at=at) if at - now <= NEAR else None
