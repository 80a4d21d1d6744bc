"""How a post's reactions are summed up, from rows that are loaded already."""

from collections import Counter

from django import template

from publishing.facebook.sandbox.models import Post, Reaction

register = template.Library()


@register.filter
def symbols(post: Post) -> str:
    """Return the symbols of the reactions to `post`, the most frequent first."""
    counted = Counter(reaction.kind for reaction in post.reactions.all())
    return "".join(
        Reaction.SYMBOLS[Reaction.Kind(kind)] for kind, _n in counted.most_common()
    )


@register.filter
def of_visitor(post: Post, visitor: str) -> str:
    """Return the kind of reaction that `visitor` left below `post`, "" for none."""
    mine = (r.kind for r in post.reactions.all() if r.visitor == visitor)
    return next(mine, "")
