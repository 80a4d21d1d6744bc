"""What the client raises, turned into the engine's one exception."""

from collections.abc import Iterator
from contextlib import contextmanager

from publishing.facebook.errors import send_error
from publishing.facebook.graph import GraphError, NoClearAnswer, NotReached


@contextmanager
def verdicts(*, writing: bool) -> Iterator[None]:
    """Raise SendError for whatever PageGraph raises inside.

    A call that only reads leaves nothing behind (`writing` is false).
    """
    try:
        yield
    except (GraphError, NoClearAnswer, NotReached) as error:
        raise send_error(error, writing=writing) from None
