"""Photos: taken in safely, shown in the sizes that the pages need."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PhotosConfig(AppConfig):
    """Photos: taken in safely, shown in the sizes that the pages need."""

    name = "cityhub.photos"
    label = "photos"
    verbose_name = _("Photos")
