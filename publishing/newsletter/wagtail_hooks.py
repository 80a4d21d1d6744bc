"""What the newsletter adds to the Wagtail admin."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from publishing.newsletter import issue_views
from publishing.newsletter.models import IssuePage
from publishing.newsletter.people.segment_views import SegmentViewSet
from publishing.newsletter.viewsets import SubscriberViewSet

subscribers = SubscriberViewSet()
segments = SegmentViewSet()


class NewsletterMenuItem(SubmenuMenuItem):
    """The newsletter in the menu, for those who write it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Hide it from shopkeepers, without a query of its own on each page."""
        return request.user.has_perm("newsletter.view_subscriber")


@hooks.register("register_admin_viewset")
def register_subscribers() -> SubscriberViewSet:
    return subscribers


@hooks.register("register_admin_viewset")
def register_segments() -> SegmentViewSet:
    return segments


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    return [path("newsletter/issues/", include(issue_views))]


@hooks.register("register_admin_menu_item")
def register_menu() -> NewsletterMenuItem:
    items = [
        MenuItem(
            _("Issues"),
            reverse("newsletter_desk:issues"),
            icon_name="doc-full",
            order=1,
        ),
        MenuItem(
            _("Subscribers"),
            reverse(subscribers.get_url_name("index")),
            icon_name="group",
            order=2,
        ),
        MenuItem(
            _("Groups of readers"),
            reverse(segments.get_url_name("index")),
            icon_name="tag",
            order=3,
        ),
    ]
    return NewsletterMenuItem(
        _("Newsletter"),
        Menu(items=items),
        name="newsletter",
        icon_name="mail",
        order=30,
    )


@hooks.register("register_page_header_buttons")
def register_issue_buttons(
    page: Page, user: object, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if not isinstance(page.specific_deferred, IssuePage) or view_name != "edit":
        return
    yield Button(
        _("See it as a reader"),
        reverse("newsletter_desk:look", args=[page.pk]),
        icon_name="view",
        priority=0,
    )
    yield Button(
        _("Send me a test"),
        reverse("newsletter_desk:ask_test", args=[page.pk]),
        icon_name="mail",
        priority=1,
    )
    if publication := page.specific_deferred.publication:
        yield Button(
            _("Delivery"),
            reverse("newsletter_desk:deliveries", args=[publication.pk]),
            icon_name="list-ul",
            priority=2,
        )
