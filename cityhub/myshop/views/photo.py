"""A photo that waits with its form, shown to the one who took it."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from cityhub.myshop.models import KeptPhoto
from cityhub.myshop.views.counter import CounterView


class KeptPhotoView(CounterView):
    """The picture of a kept photo, for its own user only."""

    def get(self, request: HttpRequest, key: UUID) -> FileResponse:
        """Serve the file."""
        kept = get_object_or_404(KeptPhoto, pk=key, user=request.user)
        response = FileResponse(kept.file.open("rb"))
        response["Cache-Control"] = "private, max-age=3600"
        return response
