"""Keeps what waits for approval at hand: what it says, and by when to decide."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone
from PIL import Image, UnidentifiedImageError
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState

from publishing.contract import Publishable
from publishing.desk.offers import Offers, first_at
from publishing.models import ApprovalTask, Publication, Submission
from publishing.models.submission import frozen
from publishing.taking_off import asks_to_go

logger = logging.getLogger(__name__)

#: Sides of the grid from which a picture's print is read (dHash, 64 bits).
GRID = (9, 8)
#: As lists show a picture.
SMALL = "fill-144x96"


def keep(task_state: TaskState) -> Submission:
    """Read the item's latest version once, and keep what lists and deadlines need."""
    page = Page.objects.get(pk=task_state.workflow_state.object_id)
    revision = page.get_latest_revision()
    item = revision.as_object()
    said = item.announcement() if isinstance(item, Publishable) else None
    submission = Submission.objects.filter(pk=task_state.pk).first()
    if submission is None:
        submission = Submission(task_state=task_state)
    submission.page = page
    submission.seen = revision.created_at
    submission.said = frozen(said, item.closed_days()) if said else None
    submission.carrier = bool(getattr(item, "carrier", False))
    submission.leaves = asks_to_go(item)
    submission.picture_print = print_of(said.image_id) if said else ""
    if submission.decide_by is None and not submission.went_by:
        submission.decide_by = next_deadline(submission)
    submission.save()
    return submission


def next_deadline(submission: Submission) -> datetime | None:
    """Return by when (aware) to decide: the first time proposed, after fair time.

    What is over before that is decided before its end; what asks to be taken off,
    after fair time. What is announced nowhere, and what carries others, waits as
    long as it takes.
    """
    task_state, said = submission.task_state, submission.announcement
    task = task_state.task.specific
    if said is None or submission.carrier or not isinstance(task, ApprovalTask):
        return None
    fair = max(task_state.started_at, timezone.now()) + timedelta(hours=task.hours)
    if submission.leaves:
        return fair
    existing = Publication.objects.filter(page_id=task_state.workflow_state.object_id)
    first = first_at(Offers(fair).places(said, existing)) or fair
    ends = [moment for moment in (said.starts_at, said.useless_after) if moment]
    return min([first, *(end for end in ends if end > timezone.now())])


def print_of(image_id: int | None) -> str:
    """Return the print of a picture, "" without one; alike ones differ in few bits.

    It also makes the picture's small size, before somebody waits for a list.
    """
    image = get_image_model().objects.filter(pk=image_id).first()
    if image is None:
        return ""
    try:
        with image.get_rendition(SMALL).file.open() as file, Image.open(file) as small:
            grey = small.convert("L").resize(GRID).tobytes()
    except (OSError, UnidentifiedImageError):
        logger.warning("Image %s cannot be read", image_id)
        return ""
    width, height = GRID
    bits = (
        grey[row * width + column] < grey[row * width + column + 1]
        for row in range(height)
        for column in range(width - 1)
    )
    return f"{sum(bit << place for place, bit in enumerate(bits)):016x}"


def are_alike(one: str, other: str, bits: int = 5) -> bool:
    """Whether two prints belong to pictures that people take for the same."""
    if not one or not other:
        return False
    return (int(one, 16) ^ int(other, 16)).bit_count() <= bits
