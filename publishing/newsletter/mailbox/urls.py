"""Addresses of the sandbox's mailbox: /sandbox/mail/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
