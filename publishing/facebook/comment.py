"""Comments that the Page writes below its own posts.

https://developers.facebook.com/docs/graph-api/reference/object/comments
"""

from django.utils.translation import gettext_lazy as _

from publishing.facebook.graph import GraphError, NoClearAnswer, PageGraph
from publishing.facebook.verdicts import verdicts
from publishing.transport import Outcome, SendError

#: To comment needs a right of its own (pages_manage_engagement); without it the
#: Page can still post, so the channel goes on.
NOT_ALLOWED = {3, 10, *range(200, 300)}
MAY_NOT_COMMENT = _(
    "The post is out, but Facebook does not let us write below it. Please have the "
    "Page connected anew with the right to comment; write this comment by hand."
)


def write(graph: PageGraph, post: str, words: str) -> None:
    """Write `words` below the post, as the Page."""
    with verdicts(writing=True):
        try:
            answer = graph.request(
                f"{graph.version}/{post}/comments", post_args={"message": words}
            )
        except GraphError as error:
            if error.code in NOT_ALLOWED:
                raise SendError(
                    MAY_NOT_COMMENT, Outcome.REFUSED, detail=error.detail
                ) from None
            raise
        if "id" not in answer:
            raise NoClearAnswer("an answer without the comment's number")


def stands_below(graph: PageGraph, post: str, page: str, words: str) -> bool:
    """Whether the newest comments below the post hold `words`, said by the Page.

    Facebook doesn't always tell who wrote a comment; then the words decide.
    """
    with verdicts(writing=False):
        comments = graph.get_connections(
            post,
            "comments",
            fields="id,message,from",
            filter="stream",
            order="reverse_chronological",
            limit=100,
        )
    return any(
        comment.get("message", "").split() == words.split()
        and comment.get("from", {}).get("id", page) == page
        for comment in comments["data"]
    )
