"""The sizes in which photos are shown, made before anybody asks for them.

A visitor never waits for a rendition: pages show those that exist, and a
placeholder of the same shape otherwise. All are made when a page is submitted or
published or its photo changes; `prepare_renditions` makes them for everything.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from django.db import models, transaction
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.images.models import AbstractRendition, Filter
from wagtail.models import Page, WorkflowState

from cityhub.photos.models import Photo

logger = logging.getLogger(__name__)


class Lent(Protocol):
    """Something in the place of a photo that nobody has stored."""

    def get_rendition(self, spec: str) -> Any:
        """Return it in the size that Wagtail's `spec` names."""


@dataclass(frozen=True)
class Size:
    """A size that pages ask for by name, and Wagtail's way of making it."""

    width: int
    height: int
    making: str

    @property
    def spec(self) -> str:
        """Return what Wagtail calls the size."""
        return f"fill-{self.width}x{self.height}|{self.making}"


# Phones get "card" and "hero" whatever their density: more pixels at a lower
# quality look better than the reverse, and a page stays below 120 KB.
SIZES = {
    "thumb": Size(240, 160, "format-webp|webpquality-50"),
    "card": Size(480, 320, "format-webp|webpquality-45"),
    "card-large": Size(720, 480, "format-webp|webpquality-60"),
    "hero": Size(780, 520, "format-webp|webpquality-45"),
    "hero-large": Size(1280, 853, "format-webp|webpquality-60"),
    # What others show of a shared link; JPEG, which all of them read.
    "social": Size(1200, 630, "format-jpeg|jpegquality-82|bgcolor-fff"),
}
# One of several photos side by side; no further files.
SIZES |= {"tile": SIZES["thumb"], "tile-large": SIZES["card"]}

#: A logo keeps its shape, and its edges sharp.
LOGO = "max-320x96|format-webp-lossless"


def prepare(photo: Photo) -> None:
    """Make those renditions of `photo` that do not exist yet.

    A file that is gone or can't be read is logged, not raised: its pages show
    placeholders.
    """
    try:
        photo.get_renditions(*{size.spec for size in SIZES.values()})
    except Exception:
        logger.exception("No renditions of photo %s", photo.pk)


def prepare_logo(instance: models.Model, **kwargs: object) -> None:
    """Make the rendition of the logo of whatever has just been saved with one."""
    if logo := getattr(instance, "logo", None):
        transaction.on_commit(partial(logo.get_rendition, LOGO))


def existing(photo: Photo | Lent, name: str) -> AbstractRendition | None:
    """Return the rendition of the size called `name`, None when it was not made.

    Makes none, and asks the database nothing where `photo__renditions` was
    prefetched. What a preview lends in place of a photo has every size.
    """
    if not isinstance(photo, Photo):
        return photo.get_rendition(SIZES[name].spec)
    return made(photo, SIZES[name].spec)


def made(photo: Photo, spec: str) -> AbstractRendition | None:
    """Return the rendition that Wagtail calls `spec`, None when it was not made."""
    wanted = Filter(spec=spec)
    key = wanted.get_cache_key(photo)
    for rendition in photo.renditions.all():
        if (rendition.filter_spec, rendition.focal_point_key) == (wanted.spec, key):
            return rendition
    return None


def photos_of(page: Page) -> set[Photo]:
    """Return the photos that `page` shows: its own and those of its rows."""
    rows: list[models.Model] = [page]
    for relation in get_all_child_relations(type(page)):
        rows += getattr(page, relation.get_accessor_name()).all()
    numbers = {number for row in rows for number in _photos_on(row)}
    return set(Photo.objects.in_bulk(numbers).values())


def _photos_on(row: models.Model) -> Iterable[int]:
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.related_model is Photo and value:
            yield value
        elif isinstance(field, StreamField):
            for model, number, *_ in field.extract_references(value):
                if model is Photo:
                    yield int(number)


def prepare_for_page(instance: Page, **kwargs: object) -> None:
    """Make the renditions of a page that has just been published."""
    for photo in photos_of(instance):
        transaction.on_commit(partial(prepare, photo))


def prepare_for_approval(instance: WorkflowState, **kwargs: object) -> None:
    """Make the renditions of a submitted page: who approves it sees its pictures."""
    page = instance.content_object.get_latest_revision_as_object()
    if isinstance(page, Page):
        prepare_for_page(page)


def prepare_again(instance: Photo, *, created: bool, **kwargs: object) -> None:
    """Make the renditions of a photo that got another file or focal point."""
    if not created:
        transaction.on_commit(partial(prepare, instance))
