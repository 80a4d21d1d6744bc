"""The sentence that says what a screen is for."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cityhub.explained import sentence_for

register = template.Library()


@register.simple_tag(takes_context=True)
def explained(context: Mapping[str, Any]) -> SafeString | str:
    """Say what the screen is for, where it has a sentence."""
    match = getattr(context.get("request"), "resolver_match", None)
    sentence = sentence_for(match.view_name) if match else ""
    return (
        format_html('<p class="screen-explained">{}</p>', sentence) if sentence else ""
    )
