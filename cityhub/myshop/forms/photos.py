"""The photos of an item: up to ten in their order, each with its words.

Each stands in the form as a reference: "photo:12" one of the library, "kept:<key>"
one that came with an earlier try or went up while she typed, "new:0" the first
file that comes with this form. Files that no reference names come last.

The form says as well which photos of the page it showed: only those can have been
taken out in it. What the page got since, or an old form never knew, stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images import get_image_model

from cityhub.myshop.guard import usable
from cityhub.myshop.models import KeptPhoto
from cityhub.photos.fields import PhotoField
from cityhub.photos.models import Photo
from cityhub.photos.renditions import existing
from publishing.contract import Picture
from shops.more_photos import MOST_MORE_PHOTOS

MOST_PHOTOS = 1 + MOST_MORE_PHOTOS
PICTURE, WORDS, SHOWN = "picture", "picture_alt", "photos_shown"
#: Buttons that send nothing, for browsers without scripts.
REARRANGING = {"more", "photo_first", "photo_out"}


class PhotosInput(forms.FileInput):
    """A choice of several files."""

    allow_multiple_selected = True

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict, name: str
    ) -> list[UploadedFile]:
        """Return all files."""
        return files.getlist(name)


class PhotosField(PhotoField):
    """Several files, each of which passes the intake."""

    widget = PhotosInput

    def clean(self, data: list[UploadedFile], initial: object = None) -> list:
        """Return the photos, clean."""
        if len(data) > MOST_PHOTOS:
            raise ValidationError(too_many())
        return [super(PhotosField, self).clean(each) for each in data]


def too_many() -> str:
    """Return what to do about too many photos."""
    return _("Ten photos at most: please take some out.")


@dataclass(kw_only=True)
class FormPhoto:
    """One photo of the form: where it is, and what it shows in words."""

    reference: str
    alt_text: str = ""
    source: Photo | KeptPhoto | UploadedFile | None = None

    @property
    def url(self) -> str:
        """Return where its picture is, "" while it is only on her phone."""
        if isinstance(self.source, KeptPhoto):
            return reverse("myshop:kept_photo", args=[self.source.pk])
        if isinstance(self.source, Photo):
            small = existing(self.source, "card")
            return small.url if small else self.source.file.url
        return ""

    @property
    def stored(self) -> Photo | None:
        """Return it when it is in the library already."""
        return self.source if isinstance(self.source, Photo) else None

    def file(self) -> File:
        """Return the file that has to go into the library; not for a stored one."""
        if isinstance(self.source, KeptPhoto):
            with self.source.file.open("rb") as file:
                name = Path(self.source.file.name or "").name
                return ImageFile(BytesIO(file.read()), name=name)
        return cast(File, self.source)


class PhotosForm(forms.Form):
    """A form with the photos of an item, none of them lost by an error beside."""

    photo = PhotosField(
        label=gettext_lazy("Photo"),
        required=False,
        widget=PhotosInput(attrs={"accept": "image/*", "data-photo": ""}),
    )

    def __init__(
        self, *args: Any, user: User, pictures: Iterable[Picture] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.pictures = tuple(pictures)
        self.given: list[FormPhoto] | None = None  # in place of those of the page
        self.fields["photo"].help_text = ""

    @property
    def photos_shown(self) -> str:
        """Return the references of the page's photos, for the form to send back."""
        return " ".join(_reference(each) for each in self.pictures)

    @property
    def words(self) -> QueryDict:
        """Return what was typed, as it came."""
        return cast(QueryDict, self.data)

    def photos(self) -> list[FormPhoto]:
        """Return the photos in their order, those that are still hers."""
        if self.given is not None:
            return self.given
        if not self.is_bound:
            return self.photos_of_page()
        alts = self.words.getlist(WORDS)
        photos = [
            FormPhoto(
                reference=reference,
                alt_text=alts[index].strip()[:250] if index < len(alts) else "",
            )
            for index, reference in enumerate(self.words.getlist(PICTURE)[:99])
        ]
        return self._found([*photos, *self._never_shown()])

    def photos_of_page(self) -> list[FormPhoto]:
        """Return the photos that stand on the page already."""
        return self._found(
            FormPhoto(reference=_reference(each), alt_text=each.alt_text)
            for each in self.pictures
        )

    def _never_shown(self) -> list[FormPhoto]:
        """Return the photos of the page that she didn't see in this form."""
        shown = self.words.get(SHOWN, "").split()
        return [
            FormPhoto(reference=_reference(each), alt_text=each.alt_text)
            for each in self.pictures
            if _reference(each) not in shown
        ]

    def names_photos_that_are_gone(self) -> bool:
        """Whether it names some that went into the library when it was sent first."""
        there = {photo.reference for photo in self.photos()}
        return not there.issuperset(self.words.getlist(PICTURE))

    def carries(self, name: str) -> bool:
        """Whether the field `name` came with this form: what didn't stays as it is."""
        widget = self.fields[name].widget
        return not widget.value_omitted_from_data(self.data, self.files, name)

    def clean(self) -> dict[str, Any]:
        """Refuse more than ten."""
        data = super().clean() or self.cleaned_data
        if "photo" not in self.errors and len(self.photos()) > MOST_PHOTOS:
            self.add_error("photo", too_many())
        return data

    def keep_photos(self) -> None:
        """Keep the files that came with this try; the form then carries their keys."""
        photos = self.photos()
        words = self.words.copy()
        for photo in photos:
            if isinstance(photo.source, UploadedFile):
                photo.source = KeptPhoto.keep(self.user, photo.source)
                photo.reference = f"kept:{photo.source.pk}"
        words.setlist(PICTURE, [photo.reference for photo in photos])
        words.setlist(WORDS, [photo.alt_text for photo in photos])
        self.data = words
        self.files = MultiValueDict()
        if hasattr(self, "cleaned_data"):
            self.cleaned_data.pop("photo", None)

    def rearranged(self) -> list[FormPhoto]:
        """Keep the photos; return them as a button asked: one first, or one less."""
        self.keep_photos()
        first, out = self.words.get("photo_first"), self.words.get("photo_out")
        photos = [each for each in self.photos() if each.reference != out]
        return sorted(photos, key=lambda each: each.reference != first)

    def _found(self, photos: Iterable[FormPhoto]) -> list[FormPhoto]:
        photos = list(photos)
        by_kind: dict[str, list[str]] = {"photo": [], "kept": [], "new": []}
        for each in photos:
            kind, _separator, key = each.reference.partition(":")
            by_kind.setdefault(kind, []).append(key)
        sources: dict[str, Photo | KeptPhoto | UploadedFile] = {
            **self._library(by_kind["photo"]),
            **self._kept(by_kind["kept"]),
            **self._files(),
        }
        found = {}
        for each in photos:
            if each.reference in sources and each.reference not in found:
                each.source = sources[each.reference]
                found[each.reference] = each
        for reference, source in self._files().items():
            found.setdefault(reference, FormPhoto(reference=reference, source=source))
        return list(found.values())

    def _library(self, keys: list[str]) -> dict[str, Photo]:
        """Return those of the library that she may use, or that stand there already."""
        numbers = {int(key) for key in keys if key.isdecimal() and len(key) < 10}
        if not numbers:
            return {}
        photos = get_image_model().objects.prefetch_related("renditions")
        there = {each.image_id for each in self.pictures}
        mine = usable(get_image_model(), self.user).filter(pk__in=numbers - there)
        allowed = (numbers & there) | set(mine.values_list("pk", flat=True))
        return {f"photo:{each.pk}": each for each in photos.filter(pk__in=allowed)}

    def _kept(self, keys: list[str]) -> dict[str, KeptPhoto]:
        uuids = [uuid for key in keys if (uuid := _uuid(key))]
        if not uuids:
            return {}
        kept = KeptPhoto.objects.filter(pk__in=uuids, user=self.user)
        return {f"kept:{each.pk}": each for each in kept}

    def _files(self) -> dict[str, UploadedFile]:
        files = getattr(self, "cleaned_data", {}).get("photo") or []
        return {f"new:{number}": file for number, file in enumerate(files)}


def _reference(picture: Picture) -> str:
    return f"photo:{picture.image_id}"


def _uuid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None
