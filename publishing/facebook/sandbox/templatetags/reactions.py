"""How a post's reactions and photos are drawn, from rows that are loaded already."""

from collections import Counter

from django import template

from publishing.facebook.sandbox.models import Post

register = template.Library()


@register.filter
def kinds(post: Post) -> list[str]:
    """Return the kinds of reactions to `post`, the most frequent first."""
    counted = Counter(reaction.kind for reaction in post.reactions.all())
    return [kind for kind, _count in counted.most_common()]


@register.filter
def of_visitor(post: Post, visitor: str) -> str:
    """Return the kind of reaction that `visitor` left below `post`, "" for none."""
    mine = (r.kind for r in post.reactions.all() if r.visitor == visitor)
    return next(mine, "")


@register.filter
def shown_photos(post: Post) -> list[dict[str, object]]:
    """Return the photos of `post` as the grid draws them, from loaded rows."""
    return [
        {
            "url": photo.file.url,
            "width": photo.width,
            "height": photo.height,
            "alt": photo.alt_text,
        }
        for photo in post.photos.all()
    ]
