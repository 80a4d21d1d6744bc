"""Rows of the Facebook Page: what the town decided, and what happens there."""

from publishing.facebook.models.foreign_post import ForeignPost
from publishing.facebook.models.page_update import PageUpdate
from publishing.facebook.models.page_watch import PageWatch
from publishing.facebook.models.permission_use import PermissionUse
from publishing.facebook.models.post_text import PostText
from publishing.facebook.models.settings import PostSettings
from publishing.facebook.models.upload import Upload

__all__ = [
    "ForeignPost",
    "PageUpdate",
    "PageWatch",
    "PermissionUse",
    "PostSettings",
    "PostText",
    "Upload",
]
