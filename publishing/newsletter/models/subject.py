"""Which of an issue's subjects a mail bears, and who is drawn for which."""

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

#: With fewer readers, chance would choose between two subjects, and not they.
FEWEST_READERS = 100
#: A keyed hash, read as a number, is below this.
HASHES = 2**64


class Subject(models.TextChoices):
    """The subject of every issue is its first; a trial adds a second one."""

    FIRST = "first", _("first subject")
    SECOND = "second", _("second subject")


class Draw:
    """By chance, exactly so many readers for each subject; nobody for the rest.

    To be asked once for each reader of the list. The same list is always drawn
    alike, and a person is in luck in one issue and not in the next.
    """

    def __init__(self, mark: str, *, readers: int, each: int) -> None:
        """`readers` is the length of the list, `each` how many a subject gets."""
        self.mark = mark
        self.left = readers
        self.places = dict.fromkeys(Subject, each)

    def subject_of(self, subscriber_id: int) -> Subject | None:
        """Return on which subject's part of the list this reader is, if on any."""
        chance = self._number(subscriber_id) * self.left
        self.left -= 1
        below = 0
        for subject, places in self.places.items():
            below += places
            if chance < below * HASHES:
                self.places[subject] -= 1
                return subject
        return None

    def _number(self, subscriber_id: int) -> int:
        digest = salted_hmac("newsletter.subjects", f"{self.mark} {subscriber_id}")
        return int.from_bytes(digest.digest()[:8])
