"""Photos arrive in pieces while she types, and go on after a break.

The phone chooses a key (UUID) for each photo. GET says how much of it is here;
POST adds the next piece: raw bytes, with Upload-Offset, Upload-Length and
Upload-Name as headers. With the last piece the photo passes the intake and is
kept under its key, as one that came with a form.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from cityhub.myshop.limits import TOO_MANY, too_many_photos
from cityhub.myshop.models import IncomingPhoto, KeptPhoto
from cityhub.myshop.views.counter import CounterView
from cityhub.photos.intake import EMPTY

MOST_BYTES = 1024 * 1024  # of one piece
MOST_WAITING = 30  # photos of one person on their way at once


@dataclass(frozen=True, kw_only=True)
class Piece:
    """The bytes from `offset` on, of a photo that has `of_bytes` in all."""

    name: str
    offset: int
    of_bytes: int
    content: bytes

    @classmethod
    def of(cls, request: HttpRequest) -> Self | None:
        """Return what came; None when it makes no sense."""
        try:
            piece = cls(
                name=unquote(request.headers.get("Upload-Name", ""))[:100],
                offset=int(request.headers.get("Upload-Offset", "")),
                of_bytes=int(request.headers.get("Upload-Length", "")),
                content=request.body,
            )
        except (ValueError, RequestDataTooBig):
            return None
        makes_sense = (
            0 < len(piece.content) <= MOST_BYTES
            and piece.offset >= 0
            and piece.of_bytes > 0
        )
        return piece if makes_sense else None


class UploadView(CounterView):
    """What has arrived of one photo of hers, and its next piece."""

    def get(self, request: HttpRequest, key: UUID) -> HttpResponseBase:
        """Say how much is here, and whether it is whole and kept."""
        kept, incoming = self._find(key)
        received = incoming.received if incoming else 0
        return JsonResponse({"received": received, "kept": kept})

    def post(self, request: HttpRequest, key: UUID) -> HttpResponseBase:
        """Add a piece; the last one makes it a kept photo."""
        kept, incoming = self._find(key)
        if kept:
            return JsonResponse({"kept": True})
        if incoming and incoming.is_whole:  # the end was cut off last time
            return self._finish(incoming)
        piece = Piece.of(request)
        if piece is None:
            return _senseless(request)
        if incoming is None:
            if refusal := self._refusal(piece):
                return refusal
            IncomingPhoto.objects.begin(
                key, self.user, name=piece.name, size=piece.of_bytes
            )
            _kept, incoming = self._find(key)
        if incoming is None or not incoming.add(piece.offset, piece.content):
            _kept, incoming = self._find(key)
            received = incoming.received if incoming else 0
            return JsonResponse({"received": received}, status=409)
        if not incoming.is_whole:
            return JsonResponse({"received": incoming.received})
        return self._finish(incoming)

    def _find(self, key: UUID) -> tuple[bool, IncomingPhoto | None]:
        """Return whether the photo is kept, and it while on its way.

        Somebody else's is not found.
        """
        kept = KeptPhoto.objects.filter(pk=key).first()
        incoming = IncomingPhoto.objects.filter(pk=key).first()
        if any(photo and photo.user_id != self.user.pk for photo in (kept, incoming)):
            raise Http404
        return kept is not None, incoming

    def _refusal(self, piece: Piece) -> HttpResponseBase | None:
        """Say why a photo that begins can't come in now."""
        if piece.of_bytes > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            return _refused(_("This photo is too heavy. Choose a smaller one."), 413)
        waiting = IncomingPhoto.objects.filter(user=self.user).count()
        if waiting >= MOST_WAITING or too_many_photos(self.request):
            return _refused(str(TOO_MANY), 429)
        return None

    def _finish(self, incoming: IncomingPhoto) -> HttpResponseBase:
        """Take it in, outside of any transaction: decoding takes its time."""
        try:
            photo = incoming.taken_in()
        except ValidationError as error:
            incoming.delete()
            return _refused(error.messages[0], 422)
        with suppress(IntegrityError), transaction.atomic():  # another tab was first
            KeptPhoto.keep(self.user, photo, key=incoming.pk)
        IncomingPhoto.objects.filter(pk=incoming.pk).delete()
        return JsonResponse({"kept": True}, status=201)


def _senseless(request: HttpRequest) -> JsonResponse:
    """Answer what makes no sense; a file without a byte is a person's mistake."""
    if request.headers.get("Upload-Length") == "0":
        return _refused(str(EMPTY), 422)
    return JsonResponse({}, status=400)


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)
