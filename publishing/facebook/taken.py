"""Posts that another item has already: a look must not take them from it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from publishing.facebook import mark
from publishing.models import Publication
from publishing.transport import Outcome, SendError

Post = Mapping[str, Any]


def free_for(
    publication: Publication, posts: Sequence[Post], uploads: set[str]
) -> list[Post]:
    """Return those of `posts`, which carry its mark or `uploads`, that are its own.

    Another item's post may quote the link of this one. But when the other has the
    very post that was made for this one, only a person can put that right: then
    SendError is raised, and nothing is sent meanwhile.
    """
    others = Publication.objects.filter(channel=publication.channel_id)
    known = others.exclude(pk=publication.pk).filter(
        remote_id__in=[post["id"] for post in posts]
    )
    taken = dict(known.values_list("remote_id", "page_title"))
    free = [post for post in posts if post["id"] not in taken]
    for post in posts if taken and not free else ():
        if _was_made_for(publication, post, uploads):
            raise SendError(
                _("Its post is noted as that of “%(title)s”. Please look at both.")
                % {"title": taken[post["id"]]},
                Outcome.NOT_SENT,
            )
    return free


def _was_made_for(publication: Publication, post: Post, uploads: set[str]) -> bool:
    if uploads.intersection(mark.photo_numbers(post)):
        return True
    return mark.last_in(post.get("message", "")) == publication.pk
