"""Rows and pages of the newsletter."""

from publishing.newsletter.models.pages import IssuePage, NewsletterPage

__all__ = ["IssuePage", "NewsletterPage"]
