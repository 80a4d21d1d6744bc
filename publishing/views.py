"""The engine's addresses: short links that count visits, and the proof of life."""

import logging

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publishing import health
from publishing.models import DailyVisits, Publication
from publishing.visitors import is_a_person

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def follow_short_link(request: HttpRequest, publication_id: str) -> HttpResponse:
    """Lead to where the page lives now; count the visit of a person."""
    publication = get_object_or_404(
        Publication.objects.select_related("page"), pk=publication_id
    )
    page = publication.page
    if page is None or not page.live:
        raise Http404
    address = page.specific.get_url(request)
    if address is None:
        raise Http404
    if is_a_person(request):
        try:
            DailyVisits.add(publication.pk)
        except DatabaseError:
            logger.exception("A visit of %s was not counted", publication.pk)
    return redirect(address)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer: the process does."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether publishing works, and what is wrong when it does not."""
    wrong = health.what_is_wrong()
    return JsonResponse(
        {"ready": not wrong, "wrong": wrong}, status=503 if wrong else 200
    )
