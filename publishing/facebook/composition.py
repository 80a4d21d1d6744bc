"""What a post is made of: words, and photos or the preview of a link."""

from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.images.models import AbstractImage

from publishing.contract import Announcement
from publishing.facebook.models import PostSettings, PostText
from publishing.facebook.shape import Shape
from publishing.facebook.wording import post_text
from publishing.lending import images_by_number

#: Facebook documents no limit; its own screens and other publishers stop here.
MOST_PHOTOS = 10


@dataclass(frozen=True)
class ShownPhoto:
    """A photo as the post shows it."""

    image: AbstractImage
    alt_text: str
    shape: Shape


@dataclass(frozen=True, kw_only=True)
class Composition:
    """One post: photos, else a link card, else words alone.

    `card` is the address whose preview stands below the words; `comment` is
    written below the post once it is out.
    """

    message: str
    photos: tuple[ShownPhoto, ...] = ()
    card: str = ""
    comment: str = ""


def compose(
    announcement: Announcement,
    link: str,
    town: PostSettings,
    *,
    words: str = "",
    wave: str = "",
    own: str | None = None,
) -> Composition:
    """Return the post about `announcement`, by what it has and what the town likes.

    `own` is the town's text for its kind, looked up unless given.

    The link goes into the first comment only below photos: their numbers on
    Facebook, which no other post can have, are then the mark by which a post is
    found again (`Upload`). Without photos nothing else in a post is surely ours,
    so there the link stays in it.
    """
    photos = _photos(announcement, town)
    card = link if announcement.url and not photos else ""
    aside = bool(photos) and town.link_in_comment
    if not town.sign:
        announcement = replace(announcement, signature="")
    if own is None:
        own = PostText.objects.words_for(announcement, wave)
    with translation.override(announcement.language):
        said = _("the link is in the first comment") if aside else link
        comment = render_to_string("facebook/post/comment.txt", {"link": link}).strip()
    return Composition(
        message=post_text(announcement, said, words=words, wave=wave, own=own),
        photos=photos,
        card=card,
        comment=comment if aside else "",
    )


def _photos(announcement: Announcement, town: PostSettings) -> tuple[ShownPhoto, ...]:
    """Return the photos to show, in one shape, so that they stand well together."""
    pictures = announcement.pictures
    if not pictures or (town.prefer == town.Prefer.LINK and announcement.url):
        return ()
    pictures = pictures[: MOST_PHOTOS if town.several_photos else 1]
    images = images_by_number(each.image_id for each in pictures)
    shown = [
        (images[each.image_id], each.alt_text)
        for each in pictures
        if each.image_id in images
    ]
    if not shown:
        return ()
    shape = town.shape_of(shown[0][0])
    return tuple(
        ShownPhoto(image, alt_text or image.description, shape)
        for image, alt_text in shown
    )
