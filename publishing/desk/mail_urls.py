"""Addresses of the desk outside the admin: what letters lead to."""

from django.urls import path

from publishing.desk.views import by_mail

urlpatterns = [
    path(
        "a-decider/<str:token>/",
        by_mail.DecideByMailView.as_view(),
        name="decide_by_mail",
    ),
    path(
        "a-decider/<str:token>/page/",
        by_mail.PageByMailView.as_view(),
        name="page_by_mail",
    ),
]
