"""The one style and the one script of the screens."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cityhub.myshop.bundles import Bundle

FOR_A_YEAR = "public, max-age=31536000, immutable"


@require_safe
def serve(request: HttpRequest, bundle: Bundle) -> HttpResponse:
    """Answer with the content as it is now; it is kept under its own version only."""
    response = HttpResponse(bundle.content, content_type=bundle.content_type)
    is_this = request.GET.get("v") == bundle.version
    response["Cache-Control"] = FOR_A_YEAR if is_this else "no-cache"
    return response
