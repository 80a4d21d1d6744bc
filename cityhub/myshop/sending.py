"""An item goes to the town: page, revision and approval, by Wagtail's own calls."""

import uuid
from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256

from django.contrib.auth.models import User
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.models import Collection, Page, WorkflowState

from cityhub.myshop.models import Submission
from cityhub.photos.models import Photo
from cityhub.photos.renditions import prepare
from publishing import taking_off
from shops.models import ShopPage

#: These differ although she typed the same.
NO_WORDS = {"csrfmiddlewaretoken", "token", "seen"}


def mark_of(words: QueryDict, files: Iterable[UploadedFile]) -> str:
    """Return what tells a form from another that was sent under the same token."""
    typed = sorted((k, v) for k, v in words.lists() if k not in NO_WORDS)
    brought = [(file.name, file.size) for file in files]
    return sha256(repr((typed, brought)).encode()).hexdigest()


def was_sent(user: User, token: uuid.UUID | None) -> bool:
    """Whether a form of `user` with this token landed before."""
    if token is None:
        return False
    return Submission.objects.filter(user=user, token=token).exists()


def has_landed(user: User, token: uuid.UUID | None, mark: str) -> bool:
    """Whether this form of `user` landed before, with these very words."""
    if token is None:
        return False
    return Submission.objects.filter(user=user, token=token, mark=mark).exists()


def note_landed(user: User, token: uuid.UUID | None, mark: str, page: Page) -> None:
    """Remember that a form landed on `page`, in case it is sent again."""
    if token is not None:
        Submission.objects.update_or_create(
            user=user, token=token, defaults={"mark": mark, "page": page}
        )


def once(
    user: User,
    token: uuid.UUID,
    mark: str,
    work: Callable[[], Page],
    again: Callable[[Page], Page],
) -> Page:
    """Do `work` in one transaction, once for each `token`; return its page.

    A form that was sent twice gets the page of the first time; with another
    `mark` it is put in that page's place by `again`.
    """
    try:
        with transaction.atomic():
            submission = Submission.objects.create(user=user, token=token, mark=mark)
            submission.page = work()
            submission.save(update_fields=["page"])
    except IntegrityError:
        earlier = Submission.objects.filter(user=user, token=token).first()
        if earlier is None or earlier.page is None:
            raise
        return _once_more(earlier, earlier.page, mark, again)
    return submission.page


def _once_more(
    earlier: Submission, page: Page, mark: str, again: Callable[[Page], Page]
) -> Page:
    if earlier.mark in ("", mark):
        return page
    with transaction.atomic():
        mine = Submission.objects.filter(pk=earlier.pk, mark=earlier.mark)
        # Without its page, which may be deleted to make room for another kind.
        if mine.update(mark=mark, page=None):
            page = again(page)
            Submission.objects.filter(pk=earlier.pk).update(page=page)
    return page


def add(page: Page, parent: Page, user: User) -> None:
    """Add `page` as a draft of `user` below `parent`."""
    page.live = False
    page.has_unpublished_changes = True
    page.owner = user
    page.locale = parent.locale
    if not slugify(page.title):  # "!!!" makes no address
        page.slug = find_available_slug(parent, page.content_type.model)
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=True)


def change(page: Page, user: User) -> None:
    """Note what changed; as in Wagtail's editor, a live page stays as it is."""
    taking_off.stay(page)
    if not page.live:
        page.save()
    page.save_revision(user=user, log_action=True)


def ask_to_take_off(page: Page, user: User) -> None:
    """Ask the town to take `page`, as it is on the site, off it."""
    with transaction.atomic():
        taking_off.ask(page, user)
        ask_for_approval(page, user)


def leave_there(page: Page, user: User) -> None:
    """Say that `page` shall stay on the site as it is after all."""
    page.save_revision(user=user, log_action=True)
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=False)


def ask_for_approval(page: Page, user: User) -> bool:
    """Hand the latest revision to the town; False when nobody is there to approve."""
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
        return True
    workflow = page.get_workflow()
    if workflow is None or state is not None:
        return state is not None
    workflow.start(page, user)
    return True


def add_photo(file: File, shop: ShopPage, user: User, *, title: str, alt: str) -> Photo:
    """Put a clean photo into the shop's own collection."""
    photo = Photo.objects.create(
        title=title[:255],
        description=alt[:255],
        file=file,
        collection=shop.people.collection or Collection.get_first_root_node(),
        uploaded_by_user=user,
    )
    # Here and not in a task: she and the manager look at it a moment later.
    transaction.on_commit(partial(prepare, photo))
    return photo
