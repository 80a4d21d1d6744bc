"""How pages come to be: added, revised and published by Wagtail's own calls."""

import unicodedata
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.text import slugify
from wagtail.models import Page, TaskState, WorkflowState

LONGEST_SLUG = 60


def add(parent: Page, page: Page, owner: User) -> None:
    """Add `page` below `parent` as a draft of `owner`."""
    page.owner = owner
    page.live = False
    page.slug = slug(page.title)
    parent.add_child(instance=page)


def publish(page: Page, by: User, at: datetime | None = None) -> None:
    """Publish `page` as it is; with `at` (aware) it says it has been live since."""
    page.save_revision(user=by).publish(user=by)
    if at is not None:
        # The only thing that is older than the building of the town.
        Page.objects.filter(pk=page.pk).update(
            first_published_at=at, last_published_at=at, latest_revision_created_at=at
        )
    page.refresh_from_db()


def submit(parent: Page, page: Page, owner: User) -> TaskState:
    """Add `page` and hand it in for approval; return the task that waits."""
    add(parent, page, owner)
    page.save_revision(user=owner)
    workflow: WorkflowState = page.get_workflow().start(page, owner)
    return workflow.current_task_state.specific


def slug(title: str) -> str:
    """Return the part of the address that `title` gives, without accents."""
    plain = unicodedata.normalize("NFKD", title.replace("’", " ").replace("œ", "oe"))
    return slugify(plain)[:LONGEST_SLUG].strip("-")
