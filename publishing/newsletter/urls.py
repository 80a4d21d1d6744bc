"""Addresses of the newsletter: confirm, unsubscribe."""

from django.urls import path

from publishing.newsletter import views

app_name = "newsletter"
urlpatterns = [
    path("newsletter/verifiez/", views.asked, name="asked"),
    path("newsletter/confirmer/<str:token>/", views.confirm, name="confirm"),
    path("newsletter/quitter/<str:token>/", views.leave, name="leave"),
]
