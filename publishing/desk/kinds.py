"""The kinds of items, by the names that people know."""

from django.utils.functional import Promise

from publishing.facebook.models import PostText

KINDS: list[tuple[str, str | Promise]] = list(PostText.Kind.choices)
#: The kinds that have a start to count hours back from.
DATED = frozenset(kind.value for kind in PostText.Kind if len(kind.waves) > 1)


def name_of(kind: str) -> str:
    """Return how people call `kind`; what the engine alone knows stays as it is."""
    return str(dict(KINDS).get(kind, kind))
