"""The first words of a post: what people read before "See more"."""

import re

from django.utils.translation import gettext as _

from publishing.contract import Announcement

#: What a phone shows for sure, also in shared posts and notifications.
READ_FIRST = 80
#: Fewer letters than this say nothing.
SAYS_SOMETHING = 12
EMPTY_WORDS = re.compile(r"https?://\S+|[#@]\w+")
LETTERS = re.compile(r"[^\W\d_]")


def warnings(message: str, announcement: Announcement) -> list[str]:
    """Return sentences about the beginning of `message`; none when it does its work."""
    first = message[:READ_FIRST]
    if len(LETTERS.findall(EMPTY_WORDS.sub("", first))) < SAYS_SOMETHING:
        return [
            _("The first words say nothing yet: begin with what happens, and when.")
        ]
    said = []
    if not _begins(announcement.title, first) and not _begins(announcement.text, first):
        said.append(_("People read only the first line or two: name the item earlier."))
    if announcement.when and not _begins(announcement.when, first, words=2):
        said.append(_("The date comes late: many people will not read that far."))
    return said


def _begins(what: str, first: str, words: int = 3) -> bool:
    """Whether the beginning of `what` stands in `first`."""
    start = " ".join(what.split()[:words]).casefold()
    return bool(start) and start in " ".join(first.split()).casefold()
