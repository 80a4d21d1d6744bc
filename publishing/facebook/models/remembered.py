"""What the town decided for its posts, remembered for a few seconds.

Every step of the engine reads it and it seldom changes. Whoever saves it is
obeyed at once in the same process, and elsewhere when the time is over.
"""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

Answer = TypeVar("Answer")

SECONDS = 5
SETTINGS, TEXTS = "facebook.post_settings", "facebook.post_texts"


def remembered(key: str, read: Callable[[], Answer]) -> Answer:
    """Return what `read` gave lately; it is asked again after a few seconds."""
    answer = cache.get(key)
    if answer is None:
        answer = read()
        cache.set(key, answer, SECONDS)
    return answer


def forget(**kwargs: object) -> None:
    """Have everything read anew; called when it was saved or deleted."""
    cache.delete_many([SETTINGS, TEXTS])
