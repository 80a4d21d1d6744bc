"""The style and the script of My shop's screens, each sent in one piece.

On a slow network each file costs a way there and back before she sees anything.
They are put together when they are first asked for: there is no build step.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

#: Style names other files as seen from its own folder.
URL = re.compile(r'url\("\.\./([^"]+)"\)')


@dataclass(frozen=True)
class Bundle:
    """Static files under one address, in their order."""

    route: str
    content_type: str
    files: tuple[str, ...]

    @cached_property
    def content(self) -> str:
        """Return all of it."""
        texts = [Path(_found(name)).read_text() for name in self.files]
        return URL.sub(lambda url: f'url("{static(url[1])}")', "\n".join(texts))

    @cached_property
    def version(self) -> str:
        """Return what changes whenever its content does."""
        return sha256(self.content.encode()).hexdigest()[:12]

    @property
    def address(self) -> str:
        """Return where it is found, in this version."""
        return f"{reverse(f'myshop:{self.route}')}?v={self.version}"


STYLE = Bundle(
    "style",
    "text/css; charset=utf-8",
    (
        "css/tokens.css",
        "css/base.css",
        "css/forms.css",
        "css/pieces.css",
        "myshop/myshop.css",
        "myshop/form.css",
        "myshop/phone.css",
        "myshop/looks.css",
        "myshop/shop.css",
        "myshop/large.css",
    ),
)
SCRIPT = Bundle(
    "script",
    "text/javascript; charset=utf-8",
    (
        "myshop/store.js",
        "myshop/outbox.js",
        "myshop/uploads.js",
        "myshop/draft.js",
        "myshop/phone.js",
        "myshop/myshop.js",
        "myshop/photos.js",
        "myshop/say.js",
        "myshop/looks.js",
    ),
)


def _found(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return path
