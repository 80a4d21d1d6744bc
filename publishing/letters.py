"""Letters: mail about one step, in the language of who gets it.

A letter is a row, written in the transaction of the step it tells of and sent
by the beat tick; a mail server that is down delays it and loses nothing.
"""

from django.conf import settings
from django.contrib.auth.models import User
from django.template.loader import render_to_string
from django.utils import translation

from publishing.models import Letter


def write(
    template: str, context: dict[str, object], *, to: str, language: str
) -> Letter:
    """Queue one letter and return it.

    `template` names three templates: `<template>.subject.txt` (one line),
    `<template>.txt` and `<template>.html`. They are rendered now, in `language`
    (a language code), with `context` and `base_url` (absolute, no slash).
    """
    context = {"base_url": settings.CITYHUB_BASE_URL, **context}
    with translation.override(language):
        subject = " ".join(render_to_string(f"{template}.subject.txt", context).split())
        return Letter.objects.create(
            to=to,
            subject=subject,
            text=render_to_string(f"{template}.txt", context).strip() + "\n",
            html=render_to_string(f"{template}.html", context),
        )


def language_of(user: User) -> str:
    """Return the language that `user` chose in her profile, else the town's."""
    profile = getattr(user, "wagtail_userprofile", None)
    return getattr(profile, "preferred_language", "") or settings.LANGUAGE_CODE
