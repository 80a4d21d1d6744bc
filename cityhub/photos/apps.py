"""Photos: taken in safely, shown in the sizes that the pages need."""

from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published, workflow_submitted


class PhotosConfig(AppConfig):
    """Photos: taken in safely, shown in the sizes that the pages need."""

    name = "cityhub.photos"
    label = "photos"
    verbose_name = _("Photos")

    def ready(self) -> None:
        """Make renditions when a page is submitted or published, or a photo changes."""
        from cityhub.photos import renditions  # noqa: PLC0415 (app registry)

        workflow_submitted.connect(renditions.prepare_for_approval)
        page_published.connect(renditions.prepare_for_page)
        post_save.connect(renditions.prepare_again, sender=self.get_model("Photo"))
