"""Addresses of the sandbox's Facebook: /sandbox/graph/ and /sandbox/facebook/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
