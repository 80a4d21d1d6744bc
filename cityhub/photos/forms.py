"""The form by which photos come in, in Wagtail's admin."""

from django.forms import Field
from django.utils.text import capfirst
from wagtail.images.forms import BaseImageForm

from cityhub.photos.fields import PhotoField


class PhotoForm(BaseImageForm):
    """Wagtail's form of an image with our intake.

    It serves the single and the multiple upload, the chooser and the editing.
    The field is replaced here and not declared: the form of the multiple
    uploader's second step leaves it out.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"] = self._photo_field(self.fields["file"])

    def _photo_field(self, field: Field) -> PhotoField:
        return PhotoField(
            label=capfirst(field.label),
            required=field.required,
            widget=field.widget,
            initial=field.initial,
        )
