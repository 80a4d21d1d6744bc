"""The text of a post: from templates, by kind and language."""

import re

from django.template.loader import render_to_string
from django.utils import translation

from publishing.contract import Announcement
from publishing.facebook.hashtags import hashtags
from publishing.facebook.models.settings import status_words


def post_text(
    announcement: Announcement, link: str, *, words: str = "", wave: str = ""
) -> str:
    """Return the post's text, in the announcement's language, ending with `link`.

    `words`, the manager's own, stand in place of the page's text. What does not
    take place as said begins with the town's words for it. The kind's
    template is facebook/post/<kind>.txt, else facebook/post/item.txt.
    """
    context = {
        "item": announcement,
        "words": words.strip() or announcement.text,
        "hashtags": hashtags(announcement.tags),
        "link": link,
        "wave": wave,
        "status_words": status_words(announcement),
    }
    templates = [f"facebook/post/{announcement.kind}.txt", "facebook/post/item.txt"]
    with translation.override(announcement.language):
        return _tidy(render_to_string(templates, context))


def _tidy(text: str) -> str:
    """Strip each line and leave at most one empty line between two."""
    lines = "\n".join(line.strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
