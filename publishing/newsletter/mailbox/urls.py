"""Addresses of the sandbox's mailbox: /sandbox/mail/."""

from django.urls import path

from publishing.newsletter.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("empty/", views.empty, name="empty"),
    path("<str:key>/", views.read, name="mail"),
    path("<str:key>/html/", views.read_html, name="html"),
]
