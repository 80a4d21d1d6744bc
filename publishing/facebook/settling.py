"""What an update about the Page changes in our rows; no call is made here.

Our own posts settle doubtful publications, posts of others are noted, and what
was changed or removed on Facebook by hand is said to the managers.
"""

import logging

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import notices
from publishing.facebook.models import ForeignPost, PageUpdate
from publishing.facebook.models.foreign_post import EXCERPT
from publishing.models import Attempt, Publication

logger = logging.getLogger(__name__)

HANDFUL = 100
REMOVED = _("It was removed on Facebook by hand. CityHub does not post it again.")
CHANGED = _("Its words were changed on Facebook by hand.")


def handle_due() -> None:
    """Handle the updates that are due, in the order in which they came."""
    for update in PageUpdate.objects.due(timezone.now())[:HANDFUL]:
        if not update.claim(timezone.now()):
            continue
        try:
            handle(update)
        except Exception:
            # Its lease brings it back; the others must not wait for it.
            logger.exception("Update %s of the Page met a fault of ours", update.pk)


def handle(update: PageUpdate) -> None:
    """Handle one claimed update, all of it or nothing."""
    with transaction.atomic():
        if not update.finish():
            return
        publication = _publication_of(update)
        if publication is None:
            _note_foreign(update)
        elif until := publication.held_until(timezone.now()):
            # Whoever works on it knows more in a moment.
            update.postpone(until)
        else:
            ACTIONS[PageUpdate.Verb(update.verb)](publication, update)


def _publication_of(update: PageUpdate) -> Publication | None:
    """Return the publication that the post is, or may be; None for a foreign post.

    A removal names no words, so an earlier update tells the mark.
    """
    ours = Publication.objects.filter(channel_id=update.channel_id)
    known = ours.filter(remote_id=update.remote_id).first()
    if known is not None:
        return known
    added = PageUpdate.objects.filter(
        channel_id=update.channel_id, remote_id=update.remote_id, verb=update.Verb.ADD
    )
    marks = {update.mark, *added.values_list("mark", flat=True)} - {""}
    state = Publication.State
    on_its_way = ours.filter(state__in=(state.SENDING, state.UNSURE))
    found = on_its_way.filter(pk__in=marks).first()
    return found or _by_its_words(on_its_way, update)


def _by_its_words(
    publications: QuerySet[Publication], update: PageUpdate
) -> Publication | None:
    """Return the publication that was sent with these words.

    A post with its link in the first comment carries no mark. What is found by
    words alone is given its mark: the look will tell.
    """
    words = _plain(update.message)
    sent = Attempt.objects.filter(
        publication__in=publications, purpose=Attempt.Purpose.PUBLISH
    ).select_related("publication")
    for attempt in sent if words else ():
        if _plain(attempt.wording) == words:
            PageUpdate.objects.filter(pk=update.pk).update(mark=attempt.publication_id)
            return attempt.publication
    return None


def _look_at_once(publication: Publication, update: PageUpdate) -> None:
    """It stands there, Facebook says; the engine looks and adopts it."""
    publication.look_now()


def _compare_words(publication: Publication, update: PageUpdate) -> None:
    """Tell the managers when what stands there are no words of ours."""
    said = Attempt.objects.filter(publication=publication).exclude(wording="")
    ours = {publication.sent_wording, *said.values_list("wording", flat=True)}
    if _plain(update.message) in {_plain(wording) for wording in ours}:
        return
    if publication.record_changed_there(update.message, str(CHANGED)):
        notices.changed_there(publication)


def _take_leave(publication: Publication, update: PageUpdate) -> None:
    """Tell the managers when somebody else than us took it away."""
    last = publication.attempts.exclude(purpose=Attempt.Purpose.LOOK).last()
    if last is not None and last.purpose == Attempt.Purpose.WITHDRAW:
        return  # the engine finds it gone, as it wanted
    if publication.record_removed_there(update.remote_id, str(REMOVED)):
        notices.removed_there(publication)


def _note_foreign(update: PageUpdate) -> None:
    if update.verb == update.Verb.REMOVE:
        ForeignPost.objects.standing().filter(
            channel_id=update.channel_id, remote_id=update.remote_id
        ).update(removed_at=update.received_at)
        return
    gone = PageUpdate.objects.filter(
        channel_id=update.channel_id,
        remote_id=update.remote_id,
        verb=update.Verb.REMOVE,
    ).first()
    stable = f"https://www.facebook.com/{update.remote_id}"
    shown = {"excerpt": " ".join(update.message.split())[:EXCERPT]}
    if update.permalink:
        shown["permalink"] = update.permalink
    ForeignPost.objects.update_or_create(
        channel_id=update.channel_id,
        remote_id=update.remote_id,
        defaults=shown,
        create_defaults={
            "permalink": stable,
            "posted_at": update.posted_at or update.received_at,
            "removed_at": gone.received_at if gone else None,
            **shown,
        },
    )


def _plain(text: str) -> str:
    """Return `text` as it compares: Facebook trims, and joins spaces."""
    return " ".join(text.split())


ACTIONS = {
    PageUpdate.Verb.ADD: _look_at_once,
    PageUpdate.Verb.EDIT: _compare_words,
    PageUpdate.Verb.REMOVE: _take_leave,
}
