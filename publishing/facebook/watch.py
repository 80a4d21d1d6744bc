"""Looking at a Page now and then: often where Facebook can't call us, else seldom."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from publishing.facebook import feed, subscription
from publishing.facebook.errors import is_gone, send_error
from publishing.facebook.graph import GraphError, NoClearAnswer, NotReached
from publishing.facebook.models import ForeignPost, PageUpdate, PageWatch
from publishing.facebook.transport import FacebookTransport
from publishing.models import Channel, Publication
from publishing.transport import SendError

logger = logging.getLogger(__name__)

Posts = list[Mapping[str, Any]]
FIELDS = (
    "id,message,created_time,updated_time,permalink_url,"
    "attachments{url,unshimmed_url,target}"
)
#: The newest posts: more than a town writes between two looks.
LIMIT = 50
#: A new post may be missing in the listing for a while.
LAG = timedelta(minutes=5)
BEGINNING = datetime(2004, 2, 4, tzinfo=UTC)


def look_at_pages() -> None:
    """Look at each Page whose time has come; one that fails stops no other."""
    PageUpdate.objects.forget(timezone.now())
    _watch_new_channels()
    now = timezone.now()
    for watch in PageWatch.objects.due(now):
        if watch.claim(now):
            _look(watch)


def _watch_new_channels() -> None:
    unwatched = Channel.objects.open().filter(
        kind=Channel.Kind.FACEBOOK, watch__isnull=True
    )
    for channel in unwatched:
        PageWatch.objects.begin(channel)


def _look(watch: PageWatch) -> None:
    """Read the Page once and keep what is new; go on later when it can't be read."""
    began_at = timezone.now()
    try:
        transport = FacebookTransport(watch.channel)
        told_at = _be_told(watch, transport, began_at)
        posts, complete = _newest_posts(transport)
        updates = feed.listed(watch.channel, posts)
        gone = _missing(watch.channel, posts, complete=complete, before=began_at - LAG)
        if gone and _is_gone(transport, gone):
            updates.append(feed.removed(watch.channel, gone))
    except SendError as error:
        watch.record_vain(error.retry_after)
    except (GraphError, NoClearAnswer, NotReached) as error:
        watch.record_vain(send_error(error, writing=False).retry_after)
    except Exception:
        logger.exception("Looking at the Page of channel %s failed", watch.channel_id)
        watch.record_vain(None)
    else:
        PageUpdate.keep(updates)
        watch.record_looked(told_at, began_at)


def _be_told(
    watch: PageWatch, transport: FacebookTransport, now: datetime
) -> datetime | None:
    """Have Facebook call us, if it can; return when it last agreed, None: it didn't."""
    if not subscription.can_be_called():
        return None
    if watch.is_told(now):
        return watch.told_at
    try:
        subscription.subscribe(transport.graph, watch.channel.remote_id)
    except (GraphError, NoClearAnswer, NotReached) as error:
        logger.warning("Facebook does not call us: %s", error)
        return None
    return now


def _newest_posts(transport: FacebookTransport) -> tuple[Posts, bool]:
    """Return the newest posts, newest first, and whether these are all."""
    answer = transport.graph.get_connections(
        transport.channel.remote_id, "published_posts", fields=FIELDS, limit=LIMIT
    )
    return answer["data"], not answer.get("paging", {}).get("next")


def _missing(
    channel: Channel, posts: Posts, *, complete: bool, before: datetime
) -> str | None:
    """Return a post that should be among `posts` and isn't, the newest one."""
    oldest = BEGINNING
    if posts and not complete:
        oldest = datetime.fromisoformat(posts[-1]["created_time"]) + LAG
    shown = [post["id"] for post in posts]
    ours = (
        Publication.objects.filter(
            channel=channel,
            state=Publication.State.PUBLISHED,
            due_at=None,
            published_at__gt=oldest,
            published_at__lt=before,
        )
        .exclude(remote_id__in=shown)
        .order_by("-published_at")
        .values_list("remote_id", flat=True)
    )
    theirs = (
        ForeignPost.objects.standing()
        .filter(channel=channel, posted_at__gt=oldest, posted_at__lt=before)
        .exclude(remote_id__in=shown)
        .values_list("remote_id", flat=True)
    )
    return ours.first() or theirs.first()


def _is_gone(transport: FacebookTransport, remote_id: str) -> bool:
    """Ask for one post: a listing may leave out what is there."""
    try:
        transport.graph.get_object(remote_id, fields="id")
    except GraphError as error:
        if is_gone(error):
            return True
        raise
    return False
