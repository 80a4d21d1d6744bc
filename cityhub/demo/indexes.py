"""Search and references, brought up to date once instead of at each save."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db.models.signals import post_save
from wagtail.search.index import get_indexed_models
from wagtail.search.signal_handlers import (
    post_save_signal_handler,
    register_signal_handlers,
)
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def built_once() -> Iterator[None]:
    """Leave both indexes alone within, and build them at the end.

    A town is some hundred saves, and each would update both: a third of the time.
    """
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        register_signal_handlers()
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
