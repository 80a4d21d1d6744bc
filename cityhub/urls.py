"""Addresses of the site. Pages of content come last: Wagtail serves them."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import never_cache
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from publishing.desk.feed import feed
from publishing.desk.views.today import TodayView

urlpatterns: list[URLPattern | URLResolver] = [
    path("gestion/", never_cache(require_admin_access(TodayView.as_view()))),
    path("gestion/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("i18n/", include("django.conf.urls.i18n")),
    path("ma-boutique/", include("cityhub.myshop.urls")),
    path("desk/<str:key>.ics", feed, name="desk_feed"),
    path("", include("cityhub.home.urls")),
    path("", include("events.urls")),
    path("", include("publishing.urls")),
    path("", include("publishing.desk.mail_urls")),
    path("", include("publishing.facebook.urls")),
    path("", include("publishing.newsletter.urls")),
]
if settings.CITYHUB_SANDBOX:
    urlpatterns += [
        path("sandbox/", include("publishing.facebook.sandbox.urls")),
        path("sandbox/mail/", include("publishing.newsletter.mailbox.urls")),
    ]
if settings.CITYHUB_SERVE_MEDIA:
    urlpatterns += [
        path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT})
    ]
urlpatterns += [path("", include(wagtail_urls))]
