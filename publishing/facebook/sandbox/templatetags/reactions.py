"""How a post's reactions are summed up, from rows that are loaded already."""

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
