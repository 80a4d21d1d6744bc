"""Rows of the Facebook Page: what the town decided once for all its posts."""

from publishing.facebook.models.settings import PostSettings

__all__ = ["PostSettings"]
