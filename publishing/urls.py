"""Addresses of the engine: short links and health."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
