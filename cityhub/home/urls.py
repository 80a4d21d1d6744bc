"""Addresses of the town: search, feeds, and what robots read."""

from django.conf import settings
from django.urls import path
from django.views.generic import TemplateView
from wagtail.contrib.sitemaps.views import sitemap

from cityhub.home.feeds import NewsFeed
from cityhub.home.robots import robots
from cityhub.home.search import search
from cityhub.myshop.staying import ON_HER_PHONE
from publishing.newsletter.people import retention

KEPT = {
    "years": retention.KEPT.days // 365,
    "unconfirmed_days": retention.UNCONFIRMED_KEPT.days,
    "days_on_her_phone": ON_HER_PHONE // (60 * 60 * 24),
    "hours_at_work": settings.SESSION_COOKIE_AGE // (60 * 60),
}

urlpatterns = [
    path("recherche/", search, name="search"),
    path("actualites.rss", NewsFeed(), name="news_feed"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path(
        "mentions-legales/",
        TemplateView.as_view(template_name="home/legal_notice.html"),
        name="legal_notice",
    ),
    path(
        "donnees-personnelles/",
        TemplateView.as_view(
            template_name="home/personal_data.html", extra_context=KEPT
        ),
        name="personal_data",
    ),
    path(
        "accessibilite/",
        TemplateView.as_view(template_name="home/accessibility.html"),
        name="accessibility",
    ),
    path("robots.txt", robots, name="robots"),
]
