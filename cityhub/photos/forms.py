"""The form by which photos come in."""

from wagtail.images.forms import BaseImageForm


class PhotoForm(BaseImageForm):
    """Wagtail's form of a photo."""
