"""Search across the site: shops, news, events, workshops."""

import re
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page
from wagtail.query import PageQuerySet

from events.models import EventPage, SessionPage, WorkshopPage
from publishing.contract import Audience
from shops.models import NewsPage, ShopPage
from shops.paging import page_of

RESULTS_ON_A_PAGE = 20
LONGEST = 100  # of what people type; more is pasted by mistake
# Quotation marks and the like are commands to the databases' search.
WORDS = re.compile(r"\w+")
FOUND = (ShopPage, NewsPage, EventPage, WorkshopPage, SessionPage)
WITH_AUDIENCE = (NewsPage, EventPage, WorkshopPage, SessionPage)


def search(request: HttpRequest) -> HttpResponse:
    """Show what `?q=` finds, or the field alone."""
    asked_for = request.GET.get("q", "")
    words = " ".join(WORDS.findall(asked_for[:LONGEST]))
    context = {
        "asked_for": asked_for[:LONGEST].replace("\x00", ""),
        "words": words,
        "shortened": len(asked_for.strip()) > LONGEST,
        "results": page_of(find(words, request), request, RESULTS_ON_A_PAGE)
        if words
        else None,
    }
    return render(request, "home/search.html", context)


def find(words: str, request: HttpRequest) -> Any:
    """Return the pages that `words` find and that the visitor may see."""
    pages = visible_to(request)
    # Ranked, SQLite takes seconds for a frequent word; titles are better known
    # than relevance, too.
    found = pages.search(words, operator="and", order_by_relevance=False)
    return (
        found if found.count() else pages.autocomplete(words, order_by_relevance=False)
    )


def visible_to(request: HttpRequest) -> PageQuerySet:
    """Return the live pages of content that the visitor may see."""
    hidden = Q()
    for model in WITH_AUDIENCE:
        others = model.objects.exclude(audience__in=Audience.seen_by(request.user))
        hidden |= Q(pk__in=others.values("pk"))
    return Page.objects.live().type(FOUND).exclude(hidden).order_by("title", "id")
