"""Links to the site itself: looked up in its own rows, never over HTTP."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.models import Page, Site


def is_own(url: str) -> bool:
    """Whether `url` leads to this site."""
    return urlsplit(url).netloc == urlsplit(settings.CITYHUB_BASE_URL).netloc


def dead(urls: Iterable[str]) -> set[str]:
    """Return those of `urls` (all our own) behind which no live page stands."""
    paths = {url: unquote(urlsplit(url).path) or "/" for url in urls}
    pages = {url: path for url, path in paths.items() if _is_a_page(path)}
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None or not pages:
        return set()
    root = site.root_page.url_path
    wanted = {url: _below(root, path) for url, path in pages.items()}
    live = set(
        Page.objects.live()
        .filter(url_path__in=set(wanted.values()))
        .values_list("url_path", flat=True)
    )
    return {url for url, url_path in wanted.items() if url_path not in live}


def _is_a_page(path: str) -> bool:
    """Whether Wagtail answers at `path`, and no other view of the site."""
    try:
        return resolve(path).url_name == "wagtail_serve"
    except Resolver404:
        return False


def _below(root: str, path: str) -> str:
    return f"{root}{path.strip('/')}/".replace("//", "/")
