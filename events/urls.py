"""Addresses of the agenda's feeds."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
