"""The newsletter's front page and its issues, which are also its archive."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from publishing.contract import Announcement, Publishable


class NewsletterPage(Page):
    """Where merchants sign up and old issues are read."""

    max_count = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["newsletter.IssuePage"]

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")


class IssuePage(Publishable, Page):
    """One newsletter."""

    parent_page_types: ClassVar = ["newsletter.NewsletterPage"]
    subpage_types: ClassVar = []
    words: ClassVar = ("title", "text")
    carrier: ClassVar = True

    text = models.TextField(_("edito"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("text")]

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")

    def announcement(self) -> Announcement:
        """Return what this issue says about itself now."""
        return Announcement(
            kind="issue",
            title=self.title,
            text=self.text,
            url=self.full_url or "",
            language=self.locale.language_code,
        )
