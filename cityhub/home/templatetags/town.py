"""What every page needs: icons, and data for search engines."""

import json
from collections.abc import Iterator
from functools import cache

from django import template
from django.core.paginator import Paginator
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

register = template.Library()

# What would end the script element or be read as markup inside it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Return the Lucide icon `name`, inlined; a word stands beside it in the page.

    Raises TemplateDoesNotExist when templates/icons/ has none of that name.
    """
    drawing = render_to_string(f"icons/{name}.svg").strip()
    return mark_safe(drawing)  # noqa: S308 (a file of ours)


@register.simple_tag
def linked_data(data: dict) -> SafeString:
    """Return `data` as schema.org JSON-LD: a data block, which no browser runs."""
    written = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(written),  # noqa: S308 (escaped above)
    )


@register.filter
def page_numbers(paginator: Paginator, number: int) -> Iterator[int | str]:
    """Return the numbers to show around page `number`, "…" for what is left out."""
    return paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)


@register.filter
def kind_in_words(model: type[Model]) -> str:
    """Return what a kind of page is called."""
    return capfirst(str(model._meta.verbose_name))
