"""A form whose photo survives an error in the field beside it."""

from io import BytesIO
from pathlib import Path
from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.core.files import File
from django.core.files.images import ImageFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from cityhub.myshop.models import KeptPhoto
from cityhub.photos.fields import PhotoField


class PhotoKeepingForm(forms.Form):
    """A form with one photo, kept for `user` until the form goes through.

    `kept` carries the key of a photo that came with an earlier try.
    """

    kept = forms.UUIDField(required=False, widget=forms.HiddenInput)
    photo = PhotoField(
        label=gettext_lazy("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "data-photo": ""}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["photo"].help_text = ""

    @property
    def words(self) -> QueryDict:
        """Return what was typed, as it came."""
        return cast(QueryDict, self.data)

    def kept_photo(self) -> KeptPhoto | None:
        """Return the photo of an earlier try, if it is still there and hers."""
        key = getattr(self, "cleaned_data", {}).get("kept")
        return KeptPhoto.objects.filter(pk=key, user=self.user).first() if key else None

    def keep_photo(self) -> KeptPhoto | None:
        """Keep the photo that came with this try; return it or the earlier one.

        The form, shown again, then carries its key.
        """
        photo = self.cleaned_data.get("photo")
        kept = KeptPhoto.keep(self.user, photo) if photo else self.kept_photo()
        words = self.words.copy()
        words[self.add_prefix("kept")] = str(kept.pk) if kept else ""
        self.data = words
        return kept

    def photo_file(self) -> File | None:
        """Return the file that came with this try or an earlier one."""
        photo = self.cleaned_data.get("photo")
        kept = None if photo else self.kept_photo()
        if kept:
            with kept.file.open("rb") as file:
                return ImageFile(BytesIO(file.read()), name=Path(file.name or "").name)
        return photo
