"""What a post shows of a page's pictures, as it is compared later."""

from publishing.contract import Announcement
from publishing.facebook.composition import Composition, ShownPhoto
from publishing.transport import ShownPicture


def shown_pictures(
    composed: Composition, announcement: Announcement
) -> list[ShownPicture]:
    """Return the photos of `composed`, or the picture in the preview of its link.

    The shape is the town's taste, not the page's: another one changes nothing in
    what was posted. Of the preview Facebook makes its own crop, without words.
    """
    if composed.photos:
        return [_of_photo(photo) for photo in composed.photos]
    if composed.card and announcement.image_id:
        names = [f"image {announcement.image_id}"]
        return [ShownPicture(names=names, crop="", alt_text="")]
    return []


def _of_photo(photo: ShownPhoto) -> ShownPicture:
    image = photo.image
    focus = image.get_focal_point()
    return ShownPicture(
        names=[name for name in (image.file.name, image.file_hash) if name],
        crop=str(focus) if focus else "",
        alt_text=photo.alt_text,
    )
