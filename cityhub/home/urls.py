"""Addresses of the town: search and feeds."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
