"""Items with which the manager tries a text out: the last ones of each kind."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from publishing.contract import Announcement, Audience, Publishable

#: How many of each sort of page are looked at, and how many are offered.
LOOKED_AT, OFFERED = 8, 10


def examples(kind: str) -> list[tuple[int, Announcement]]:
    """Return page numbers and what the pages say, those of `kind` first."""
    found = [
        (page.pk, announcement)
        for page in _latest()
        if (announcement := page.announcement()).audience == Audience.EVERYONE
    ]
    return sorted(found, key=lambda each: each[1].kind != kind)[:OFFERED]


def example(page_id: int | None, kind: str, language: str) -> Announcement:
    """Return what a page says, else the last one of `kind`, else an invented one.

    It is told as if it were of that kind and language.
    """
    said = _said(page_id) or next((said for _pk, said in examples(kind)), None)
    with translation.override(language):
        return replace(said or _invented(), kind=kind, language=language)


def _said(page_id: int | None) -> Announcement | None:
    page = Page.objects.live().type(*_models()).filter(pk=page_id).first()
    announcement = page and page.specific.announcement()
    if announcement and announcement.audience == Audience.EVERYONE:
        return announcement
    return None


def _models() -> list[type[Page]]:
    """Return the pages that are announced alone."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Publishable)
        and issubclass(model, Page)
        and not model.carrier
    ]


def _latest() -> Iterator[Any]:
    for model in _models():
        yield from model.objects.live().order_by("-first_published_at")[:LOOKED_AT]


def _invented() -> Announcement:
    return Announcement(
        kind="",
        title=_("A bakery opens in Market Street"),
        text=_("Come and taste our bread on Saturday."),
        url="https://example.org/",
        language="",
        shop=_("Weber Bakery"),
        when=_("Saturday 5 December, 8 am – 7 pm"),
        where=_("Weber Bakery, 3 Market Street"),
        tags=(_("bread"), _("opening")),
        signature="Camille",
    )
