"""The field of every form in which a photo comes in."""

import io
from typing import ClassVar, cast

import willow
from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField
from wagtail.images.fields import WagtailImageField

from cityhub.photos.intake import take_in


class PhotoField(WagtailImageField):
    """Wagtail's field of an image, except that the file passes the intake.

    The name doesn't decide: a photo with the wrong ending is still a photo,
    and comes out with the right one.
    """

    default_validators: ClassVar[list[object]] = []

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["max_length"] = None  # the intake names the file
        kwargs["allow_empty_file"] = True  # the intake has the better sentence
        super().__init__(*args, **kwargs)

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        """Return the photo, clean and with its `image`; None for no file."""
        upload = FileField.to_python(self, data)
        if upload is None:
            return None
        photo = take_in(cast(UploadedFile, upload))
        photo.image = willow.Image.open(io.BytesIO(photo.read()))  # type: ignore[attr-defined]
        photo.seek(0)
        return photo
