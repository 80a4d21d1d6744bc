"""Whether a subject looks like advertising, to people and to filters alike."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

#: Fewer letters may well be a name: "SNCF", "FNAC".
LETTERS_OF_A_NAME = 6
BAIT = re.compile(
    r"[€$£%]|\b(?:gratuit|gratuite|gratuits|gratuites|gratuitement|promo|promos"
    r"|soldes?|cadeaux?|gagnez|gagner|urgent|exceptionnel(?:le)?|offert(?:e|s|es)?"
    r"|free|sale|win|winner|gifts?|discount|deal|now)\b",
    re.IGNORECASE,
)
MOST_BAIT = 2


def flaws_of(subject: str) -> Iterator[str]:
    """Yield a sentence for each reason to mistake `subject` for spam."""
    letters = [letter for letter in subject if letter.isalpha()]
    capitals = [letter for letter in letters if letter.isupper()]
    if len(letters) > LETTERS_OF_A_NAME and len(capitals) > 0.7 * len(letters):
        yield _("It is in capitals, as spam is. Write it in small letters.")
    if re.search(r"[!?]\s*!|!\s*\?", subject) or subject.count("!") > 1:
        yield _("It has several exclamation marks, as spam has. Keep one at most.")
    if len(bait := BAIT.findall(subject)) > MOST_BAIT:
        yield _(
            "It reads like advertising (%(words)s), and would be filtered out. "
            "Say what the news is, with at most two of these."
        ) % {"words": ", ".join(bait)}
    if re.match(r"\s*(?:re|fwd?|tr)\s*:", subject, re.IGNORECASE):
        yield _("It pretends to answer a mail. Take off what stands before the colon.")
