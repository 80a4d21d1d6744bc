"""Whether an item is still fitting at the time that is chosen for it."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.contract import Announcement
from publishing.desk.rhythm_form import InRhythm
from publishing.relative_words import misleading_in
from publishing.town_time import say_moment


class Fitting(InRhythm):
    """A form with an instant at which what an item says must still be so.

    Words that name a wrong day by then are an error that says which day to
    write; the manager may insist on them.
    """

    words_are_right = forms.BooleanField(
        label=gettext_lazy("Send these words all the same"), required=False
    )
    out_of_date = False

    def refuse_too_late(self, announcement: Announcement, at: datetime) -> None:
        """Raise ValidationError when it is over at `at` (aware)."""
        end = announcement.useless_after
        if end is not None and at >= end:
            message = _("It will be over by then: it ends on %(end)s.")
            raise forms.ValidationError(message % {"end": say_moment(end)})

    def refuse_wrong_words(
        self,
        announcement: Announcement,
        leaves_at: datetime,
        written_at: datetime,
        words: str = "",
    ) -> None:
        """Add an error for each phrase that names a wrong day at `leaves_at`.

        All instants are aware; `words`, the manager's own, stand for the text.
        """
        found = misleading_in(announcement, leaves_at, written_at, words)
        self.out_of_date = bool(found)
        if found and not self.cleaned_data.get("words_are_right"):
            for each in found:
                self.add_error("words_are_right", str(each))
