"""What the screens of My shop are dressed with."""

from django import template

from cityhub.myshop.bundles import SCRIPT, STYLE

register = template.Library()


@register.simple_tag
def style() -> str:
    """Return the address of the screens' style."""
    return STYLE.address


@register.simple_tag
def script() -> str:
    """Return the address of the screens' script."""
    return SCRIPT.address
