"""Photos on their way: each is sent once, whatever becomes of the post."""

import time
from collections.abc import Sequence
from hashlib import sha256

from django.conf import settings
from django.utils.translation import gettext as _

from publishing.facebook.composition import ShownPhoto
from publishing.facebook.errors import BAD_PHOTO
from publishing.facebook.graph import NoClearAnswer, PageGraph
from publishing.facebook.models import Upload
from publishing.facebook.photo import UnreadablePhoto, photo_bytes
from publishing.facebook.verdicts import verdicts
from publishing.models import Publication
from publishing.transport import Outcome, SendError


def upload(
    graph: PageGraph, publication: Publication, photos: Sequence[ShownPhoto]
) -> list[str]:
    """Return the numbers of `photos` on Facebook, in their order, unpublished there.

    What an earlier try sent is used again while it is fresh. Nothing of this can
    be seen by residents; so trouble here is never ambiguous.
    """
    first = publication.fence <= 1  # raised before each try
    known = {} if first else Upload.objects.usable(publication)
    numbers, renewed = [], time.monotonic()
    for photo in photos:
        jpeg = _bytes(photo)
        digest = sha256(photo.alt_text.encode() + b"\0" + jpeg).hexdigest()
        if digest not in known:
            known[digest] = _send(graph, publication, jpeg, photo.alt_text)
            Upload.objects.create(
                publication=publication, digest=digest, remote_id=known[digest]
            )
        numbers.append(known[digest])
        if time.monotonic() - renewed > settings.PUBLISHING_LEASE_SECONDS / 4:
            _hold(publication)
            renewed = time.monotonic()
    return list(dict.fromkeys(numbers))  # the same photo twice is shown once


def _bytes(photo: ShownPhoto) -> bytes:
    try:
        return photo_bytes(photo.image, photo.shape)
    except UnreadablePhoto:
        raise SendError(
            BAD_PHOTO.sentence, BAD_PHOTO.outcome, detail="cannot be decoded"
        ) from None


def _send(
    graph: PageGraph, publication: Publication, jpeg: bytes, alt_text: str
) -> str:
    with verdicts(writing=False):
        answer = graph.request(
            f"{graph.version}/{publication.channel.remote_id}/photos",
            post_args={"published": False, "alt_text_custom": alt_text or None},
            files={"source": ("photo.jpg", jpeg, "image/jpeg")},
        )
        if "id" not in answer:
            raise NoClearAnswer("an answer without the photo's number")
    return answer["id"]


def _hold(publication: Publication) -> None:
    """Keep the claim over many slow uploads, so that the post itself is safe in it."""
    if not publication.renew_lease():
        raise SendError(
            _("Somebody else has taken this over."),
            Outcome.NOT_SENT,
            detail="the lease was lost between two uploads",
        )
