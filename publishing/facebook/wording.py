"""The text of a post: the town's own or a template's, by kind, language and wave."""

from django.template.loader import render_to_string
from django.utils import translation

from publishing.contract import Announcement
from publishing.facebook.hashtags import hashtags
from publishing.facebook.models.settings import status_words
from publishing.facebook.variables import VARIABLES, fill


def post_text(
    announcement: Announcement,
    link: str,
    *,
    words: str = "",
    wave: str = "",
    own: str = "",
) -> str:
    """Return the post's text, in the announcement's language, with `link`.

    `words`, the manager's own, stand in place of the page's text. `own` is the
    town's text for this kind of post; without one the template speaks. What does
    not take place as said begins with the town's words for it.
    """
    status = status_words(announcement)
    text = default_text(announcement.kind, announcement.language, wave, bool(status))
    return fill(
        f"{{status}}\n{own}" if own else text,
        {
            "status": status,
            "title": announcement.title,
            "text": words.strip() or announcement.text.strip(),
            "when": announcement.when,
            "where": announcement.where,
            "shop": announcement.shop,
            "signature": announcement.signature,
            "hashtags": " ".join(hashtags(announcement.tags)),
            "link": link,
        },
    )


def default_text(kind: str, language: str, wave: str = "", status: bool = False) -> str:
    """Return the template's text, with its variables in braces, to begin with.

    From facebook/post/<kind>.txt, else facebook/post/item.txt. With `status` it
    begins with {status}, in place of its usual first line.
    """
    templates = [f"facebook/post/{kind}.txt", "facebook/post/item.txt"]
    variables = {name: f"{{{name}}}" for name in VARIABLES}
    with translation.override(language):
        return fill(
            render_to_string(
                templates,
                {**variables, "wave": wave, "status": "{status}" if status else ""},
            ),
            {},
        )
