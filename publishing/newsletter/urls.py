"""Addresses of the newsletter: links, confirm, unsubscribe, own data, webhooks."""

from django.urls import include, path

from publishing.newsletter import views
from publishing.newsletter.feeds import IssueFeed
from publishing.newsletter.people import own_views

app_name = "newsletter"
urlpatterns = [
    path("newsletter/provider/", include("publishing.newsletter.bounces.webhooks")),
    path("n/<str:key>", views.follow, name="follow"),
    path("newsletter.rss", IssueFeed(), name="feed"),
    path("newsletter/verifiez/", views.asked, name="asked"),
    path("newsletter/confirmer/<str:token>/", views.confirm, name="confirm"),
    path("newsletter/quitter/<str:token>/", views.leave, name="leave"),
    path("newsletter/rester/<str:token>/", own_views.stay, name="stay"),
    path("newsletter/mes-donnees/", own_views.ask, name="ask_own"),
    path("newsletter/mes-donnees/envoye/", own_views.asked, name="asked_own"),
    path("newsletter/mes-donnees/<str:token>/", own_views.own, name="own"),
    path(
        "newsletter/mes-donnees/<str:token>/donnees.json",
        own_views.download,
        name="own_data",
    ),
    path(
        "newsletter/mes-donnees/<str:token>/recu.txt",
        own_views.read_receipt,
        name="own_receipt",
    ),
    path(
        "newsletter/mes-donnees/<str:token>/effacer/",
        own_views.erase,
        name="erase_own",
    ),
]
