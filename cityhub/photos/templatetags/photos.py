"""Photos in pages: renditions that exist, or a placeholder of the same shape."""

from django import template

from cityhub.photos.models import Photo
from cityhub.photos.renditions import LOGO, SIZES, existing, made

register = template.Library()


@register.inclusion_tag("includes/photo.html")
def photo(
    image: Photo | None, name: str, alt: str = "", *, first: bool = False
) -> dict[str, object]:
    """Show `image` in the size called `name` ("thumb", "tile", "card" or "hero").

    Screens of a desk get the "-large" size where there is one. `first` is for
    the picture that opens the page: it loads at once. `alt` falls back on the
    photo's own description.
    """
    small = existing(image, name) if image else None
    bigger = f"{name}-large"
    large = existing(image, bigger) if image and bigger in SIZES else None
    return {
        "name": name,
        "size": SIZES[name],
        "small": small,
        "large": large,
        "alt": alt or (image.description if image else ""),
        "first": first,
    }


@register.simple_tag
def shared_photo(image: Photo | None) -> object:
    """Return the rendition that others show of a shared link, None without one."""
    return existing(image, "social") if image else None


@register.simple_tag
def large_photo(image: Photo) -> object:
    """Return the largest rendition that people look at, None without one."""
    return existing(image, "hero-large")


@register.simple_tag
def small_logo(image: Photo | None) -> object:
    """Return the rendition of a logo for the head of a page, None without one."""
    return made(image, LOGO) if image else None
