"""Pages that not everybody may see."""

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page

from publishing.contract import Audience


class ForItsAudience(Page):
    """A page with an `audience`: to others it does not exist.

    Lists ask for `Audience.seen_by(request.user)`; feeds and the sitemap hold
    what is for everyone only.
    """

    audience: str

    class Meta:
        abstract = True

    def serve(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """Answer 404 to whoever doesn't belong to the audience."""
        if self.audience not in Audience.seen_by(request.user):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        """Keep what is not for everyone out of the sitemap."""
        if self.audience != Audience.EVERYONE:
            return []
        return super().get_sitemap_urls(request)
