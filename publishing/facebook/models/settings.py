"""What the town decided once for all its posts."""

from typing import ClassVar

from django.db import models
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from publishing.contract import Announcement, Status

#: How a post begins when what it speaks of does not take place as said.
DEFAULT_WORDS = {
    Status.CANCELLED: _("CANCELLED. This will not take place."),
    Status.RESCHEDULED: _("NEW DATE. Please note the change."),
    Status.POSTPONED: _("POSTPONED. The new date is still to come."),
    Status.FULL: _("FULL. There are no places left."),
}
EMPTY = _("Empty: “{words}”, in the language of the item.")


@register_setting(icon="site", order=300)
class PostSettings(BaseGenericSetting):
    """How the town's posts are, whichever item they announce."""

    class WhenCancelled(models.TextChoices):
        MARK = "mark", _("the post stays and begins with the words below")
        WITHDRAW = "withdraw", _("the post is taken away")

    when_cancelled = models.CharField(
        _("when an event is cancelled"),
        max_length=10,
        choices=WhenCancelled.choices,
        default=WhenCancelled.MARK,
    )
    cancelled_words = models.CharField(_("when cancelled"), max_length=120, blank=True)
    rescheduled_words = models.CharField(
        _("when moved to another date"), max_length=120, blank=True
    )
    postponed_words = models.CharField(_("when postponed"), max_length=120, blank=True)
    full_words = models.CharField(_("when full"), max_length=120, blank=True)

    panels: ClassVar = [
        FieldPanel("when_cancelled"),
        MultiFieldPanel(
            [
                FieldPanel(f"{status}_words", help_text=format_lazy(EMPTY, words=words))
                for status, words in DEFAULT_WORDS.items()
            ],
            heading=_("How the post begins"),
        ),
    ]

    class Meta:
        verbose_name = _("Facebook posts")

    def words_for(self, status: Status, language: str) -> str:
        """Return the words with which a post begins in `status`, "" as planned."""
        if status not in DEFAULT_WORDS:
            return ""
        with translation.override(language):
            return getattr(self, f"{status}_words").strip() or str(
                DEFAULT_WORDS[status]
            )


def status_words(announcement: Announcement) -> str:
    """Return the words with which a post about `announcement` begins now.

    It costs a query only when something is not as planned.
    """
    if announcement.status == Status.SCHEDULED:
        return ""
    return PostSettings.load().words_for(announcement.status, announcement.language)
