"""Addresses of the town: search, feeds, and what robots read."""

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from cityhub.home.feeds import NewsFeed
from cityhub.home.robots import robots
from cityhub.home.search import search

urlpatterns = [
    path("recherche/", search, name="search"),
    path("actualites.rss", NewsFeed(), name="news_feed"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
]
