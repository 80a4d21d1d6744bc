"""Addresses of My shop, below /ma-boutique/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
