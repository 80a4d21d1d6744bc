"""The town's own texts of posts, by kind, language and wave."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.contract import Announcement
from publishing.facebook.models.remembered import TEXTS, remembered
from publishing.facebook.variables import check_text
from publishing.models import Publication

Wave = Publication.Wave


class PostTextQuerySet(models.QuerySet["PostText"]):
    """Texts of posts, by what they announce."""

    def words_for(self, announcement: Announcement, wave: str) -> str:
        """Return the town's own text for that, "" when it has none."""
        occasion = (announcement.kind, announcement.language, wave or Wave.ANNOUNCE)
        return remembered(TEXTS, self.by_occasion).get(occasion, "")

    def by_occasion(self) -> dict[tuple[str, str, str], str]:
        """Return all texts by kind, language and wave: a few dozen at most."""
        rows = self.values_list("kind", "language", "wave", "text")
        return {tuple(occasion): text for *occasion, text in rows}


class PostText(models.Model):
    """How posts of one kind are worded, in one language, for one wave.

    Where there is none, the template facebook/post/<kind>.txt speaks.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening")
        REOPENING = "reopening", _("Reopening")
        NEW_OWNER = "new_owner", _("New owner")
        MOVE = "move", _("Move")
        ANNIVERSARY = "anniversary", _("Anniversary")
        PORTRAIT = "portrait", _("Portrait")
        NEWS = "news", _("News")
        CLOSING = "closing", _("Closing")
        EVENT = "event", _("Event")
        SESSION = "session", _("Workshop session")

        @property
        def waves(self) -> tuple[Wave, ...]:
            """Return the occasions of announcing it: what has a date has several."""
            if self in (PostText.Kind.EVENT, PostText.Kind.SESSION):
                return tuple(Wave)
            return (Wave.ANNOUNCE,)

    kind = models.CharField(max_length=20, choices=Kind.choices)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    wave = models.CharField(max_length=20, choices=Wave.choices, default=Wave.ANNOUNCE)
    text = models.TextField(_("text of the post"), validators=[check_text])

    objects = PostTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("post text")
        verbose_name_plural = _("post texts")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "wave"],
                name="one_text_for_each_kind_language_and_wave",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.language}, {self.get_wave_display()}"
