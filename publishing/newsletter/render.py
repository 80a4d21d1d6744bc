"""An issue as a mail: HTML through MJML, and a text part written for reading.

mrml turns the template into tables that every mail program understands;
css-inline moves the rules into the tags, since half of them drop style sheets.
"""

import re
from functools import cache

import css_inline
import mrml
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from publishing.newsletter.contents import Contents

#: What stands in the tags needs no second place; what asks for the screen does.
INLINER = css_inline.CSSInliner(
    load_remote_stylesheets=False,
    keep_style_tags=True,
    keep_at_rules=True,
    remove_inlined_selectors=True,
)

#: Without fonts from elsewhere: fetching them would tell Google who opens a mail.
RENDERING = mrml.RenderOptions(fonts={})

#: What a mail may do in a frame of the editor: as in a mail program, no script. No
#: sandbox, since Wagtail scrolls the frame to where one was.
POLICY = (
    "default-src 'none'; img-src http: https:; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'"
)


class UnknownTag(Exception):
    """MJML let a tag through that it does not know; readers would see nonsense."""


def greeting_for(name: str, language: str) -> str:
    """Return the first line of the mail."""
    named, nameless = _greetings(language)
    return named % {"name": name} if name else nameless


@cache
def _greetings(language: str) -> tuple[str, str]:
    with translation.override(language):
        return _("Hello %(name)s,"), _("Hello,")


def as_html(contents: Contents, language: str, *, greeting: str, leave_url: str) -> str:
    """Return the HTML part; `language` is that of the words around the contents."""
    context = _context(contents, greeting, leave_url)
    with translation.override(language):
        source = render_to_string("newsletter/mail/issue.mjml", context)
    return _short_lines(INLINER.inline(from_mjml(source)))


def as_text(contents: Contents, language: str, *, greeting: str, leave_url: str) -> str:
    """Return the text part, written piece by piece from templates of its own."""
    context = _context(contents, greeting, leave_url)
    with translation.override(language):
        text = render_to_string("newsletter/mail/issue.txt", context)
    return tidy(text)


def _context(contents: Contents, greeting: str, leave_url: str) -> dict[str, object]:
    own_url = settings.CITYHUB_BASE_URL + reverse("newsletter:ask_own")
    return {
        "issue": contents.for_mail(),
        "greeting": greeting,
        "leave_url": leave_url,
        "own_url": own_url,
    }


def from_mjml(source: str) -> str:
    """Return HTML. Raises UnknownTag, where mrml alone would say nothing."""
    html = mrml.to_html(source, None, RENDERING).content
    if unknown := re.search(r"</?(mj-[a-z-]+)", html):
        raise UnknownTag(unknown[1])
    # MJML's own resets belong in the head; in each tag they would weigh a third.
    return html.replace("<style", '<style data-css-inline="ignore"', 1)


def tidy(text: str) -> str:
    """Return text without blanks at line ends and with single empty lines."""
    lines = "\n".join(line.strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def _short_lines(html: str) -> str:
    """Break lines where HTML has no text, so that what is personal is in short ones."""
    html = re.sub(r"(</(?:td|tr|table|p)>)(?!\n)", r"\1\n", html)
    return re.sub(r"(?<!\n)(<p[ >])", r"\n\1", html)


def preview(contents: Contents, mode: str) -> HttpResponse:
    """Return the mail as the next subscriber would see it, or its text part."""
    language = contents.language
    person = {"greeting": greeting_for("Camille", language), "leave_url": "#"}
    if mode == "text":
        text = as_text(contents, language, **person)
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
    html = as_html(contents, language, **person)
    return HttpResponse(html, headers={"Content-Security-Policy": POLICY})
