"""`prepare_renditions`: make every size of every photo that pages show, and the logo."""

from django.core.management.base import BaseCommand
from wagtail.models import Page

from cityhub.home.models import TownSettings
from cityhub.photos.renditions import photos_of, prepare, prepare_logo


class Command(BaseCommand):
    """Make every size of every photo that live pages show."""

    help = "Makes the renditions that pages show; those that exist are kept."

    def handle(self, *args: object, **options: object) -> None:
        """Go through the live pages, then say how many photos they show."""
        photos = {
            photo
            for page in Page.objects.live().specific().iterator()
            for photo in photos_of(page)
        }
        for photo in photos:
            prepare(photo)
        for sign in TownSettings.objects.order_by("pk"):
            prepare_logo(sign)
        self.stdout.write(f"Photos ready: {len(photos)}.")
