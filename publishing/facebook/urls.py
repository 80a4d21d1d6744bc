"""Where Facebook calls."""

from django.urls import path

from publishing.facebook.webhook import webhook

app_name = "facebook"
urlpatterns = [path("facebook/webhook/", webhook, name="webhook")]
