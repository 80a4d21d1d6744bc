"""Addresses of the engine: short links and health."""

from django.urls import path

from publishing import views

urlpatterns = [
    path("p/<str:publication_id>", views.follow_short_link, name="short_link"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
