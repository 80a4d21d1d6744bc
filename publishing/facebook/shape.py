"""The shapes in which Facebook shows photos whole."""

from math import log

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage


class Shape(models.TextChoices):
    """How photos are cropped; at most 2,048 pixels, more are never shown."""

    LANDSCAPE = "landscape", _("wide (1.91:1)")
    SQUARE = "square", _("square (1:1)")
    PORTRAIT = "portrait", _("upright (4:5)")

    @property
    def size(self) -> tuple[int, int]:
        """Return the largest width and height."""
        return SIZES[self]

    @property
    def spec(self) -> str:
        """Return Wagtail's name for such a crop."""
        width, height = self.size
        return f"fill-{width}x{height}"

    @classmethod
    def nearest(cls, image: AbstractImage) -> "Shape":
        """Return the shape that takes least of `image` away."""
        own = log(max(image.width, 1) / max(image.height, 1))

        def away(shape: Shape) -> float:
            width, height = shape.size
            return abs(own - log(width / height))

        return min(cls, key=away)


SIZES = {
    Shape.LANDSCAPE: (2048, 1072),
    Shape.SQUARE: (2048, 2048),
    Shape.PORTRAIT: (1638, 2048),
}
