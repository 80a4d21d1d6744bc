"""How long lists are cut into pages, the same way everywhere."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PARAMETER = "page"


def page_of(items: Any, request: HttpRequest, size: int) -> Page:
    """Return the page of `items` (they have a length and slices) that is asked for.

    Whatever is asked for, there is an answer: the first page for nonsense, the
    last for a number beyond it.
    """
    return Paginator(items, size).get_page(request.GET.get(PARAMETER))
