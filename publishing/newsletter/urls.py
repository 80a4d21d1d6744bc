"""Addresses of the newsletter: confirm, unsubscribe."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
