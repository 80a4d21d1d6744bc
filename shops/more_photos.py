"""The photos of an item that come after its first one."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import AbstractImage

from publishing.contract import Picture
from shops.audience import ForItsAudience

#: With the first one ten, which is what channels show.
MOST_MORE_PHOTOS = 9


class WithMorePhotos(ForItsAudience):
    """A page for its audience that shows a few photos besides its first.

    They stand in its own row, so that announcing them reads nothing more.
    """

    photo: AbstractImage | None
    more_photos = StreamField(
        [("photo", ImageBlock(label=_("photo")))],
        verbose_name=_("more photos"),
        blank=True,
        max_num=MOST_MORE_PHOTOS,
    )

    class Meta:
        abstract = True

    @property
    def more_pictures(self) -> tuple[Picture, ...]:
        """Return them as they are announced, without reading any photo."""
        shown = [photo["value"] for photo in self.more_photos.raw_data]
        return tuple(
            Picture(int(photo["image"]), photo["alt_text"] or "")
            for photo in shown
            if photo["image"]
        )

    def gallery(self) -> list[AbstractImage]:
        """Return them; they and the first one know their renditions."""
        others = [block.value for block in self.more_photos if block.value]
        photos = [self.photo, *others] if self.photo else others
        models.prefetch_related_objects(photos, "renditions")
        return others
