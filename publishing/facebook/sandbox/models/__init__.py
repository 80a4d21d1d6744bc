"""Rows of the sandbox's Facebook."""

from publishing.facebook.sandbox.models.callback import Callback
from publishing.facebook.sandbox.models.fault import Fault
from publishing.facebook.sandbox.models.login_code import LoginCode
from publishing.facebook.sandbox.models.page import AccessToken, Fan, SandboxPage
from publishing.facebook.sandbox.models.post import Comment, Photo, Post, Reaction

__all__ = [
    "AccessToken",
    "Callback",
    "Comment",
    "Fan",
    "Fault",
    "LoginCode",
    "Photo",
    "Post",
    "Reaction",
    "SandboxPage",
]
