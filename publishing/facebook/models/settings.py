"""What the town decided once for all its posts."""

from typing import ClassVar

from django.db import models
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.images.models import AbstractImage

from publishing.contract import Announcement, Status
from publishing.facebook.models.remembered import SETTINGS, remembered
from publishing.facebook.shape import Shape

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

    class Prefer(models.TextChoices):
        PHOTO = "photo", _("the photos, when there are any")
        LINK = "link", _("the preview of the page")

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

    prefer = models.CharField(
        _("below the text stand"),
        max_length=10,
        choices=Prefer.choices,
        default=Prefer.PHOTO,
    )
    several_photos = models.BooleanField(
        _("show several photos"),
        default=True,
        help_text=_("Up to ten; otherwise the first one alone."),
    )
    photo_shape = models.CharField(
        _("shape of the photos"),
        max_length=10,
        choices=Shape.choices,
        blank=True,
        help_text=_("Empty: what takes least of the photo away."),
    )
    link_in_comment = models.BooleanField(
        _("put the link into the first comment"),
        default=False,
        help_text=_("Only below photos; other posts keep it in their text."),
    )
    sign = models.BooleanField(_("sign with the author’s first name"), default=True)

    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("prefer"),
                FieldPanel("several_photos"),
                FieldPanel("photo_shape"),
                FieldPanel("link_in_comment"),
                FieldPanel("sign"),
            ],
            heading=_("What a post shows"),
        ),
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

    @classmethod
    def in_force(cls) -> "PostSettings":
        """Return what the town decided, to be read and not to be changed."""
        return remembered(SETTINGS, cls.load)

    def shape_of(self, photo: AbstractImage) -> Shape:
        """Return the shape in which `photo` is shown."""
        return Shape(self.photo_shape) if self.photo_shape else Shape.nearest(photo)

    def words_for(self, status: Status, language: str) -> str:
        """Return the words with which a post begins in `status`, "" as planned."""
        if status not in DEFAULT_WORDS:
            return ""
        with translation.override(language):
            return getattr(self, f"{status}_words").strip() or str(
                DEFAULT_WORDS[status]
            )


def status_words(announcement: Announcement) -> str:
    """Return the words with which a post about `announcement` begins now."""
    if announcement.status == Status.SCHEDULED:
        return ""
    return PostSettings.in_force().words_for(announcement.status, announcement.language)
