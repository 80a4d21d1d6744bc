"""The pages that can be announced, read together with their publications."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from wagtail.models import Page, get_page_models

from publishing.contract import Publishable


def paths_to_content(page: str = "page__") -> list[str]:
    """Return where a publication's own page stands, one path for each kind of page.

    With what its announcement reads besides, as `announced_with` names it. `page` is
    the way to the page: "" from the page itself.
    """
    paths = []
    for model in get_page_models():
        if issubclass(model, Publishable) and (link := _link(model)):
            path = f"{page}{link.remote_field.name}"
            paths += [path, *(f"{path}__{name}" for name in model.announced_with)]
    return paths


def content_of(page: Page) -> Page:
    """Return `page` as what it is; without a query when it was read along."""
    link = _link(page.specific_class) if page.specific_class else None
    content: Page | None = None
    if link is not None:
        content = link.remote_field.get_cached_value(page, None)
    if content is None:
        return page.specific
    content.locale = page.locale
    return content


def contents(page_ids: Iterable[int]) -> dict[int, Page]:
    """Return pages by their numbers, each as what it is, by one query."""
    pages = Page.objects.select_related("locale", *paths_to_content(""))
    return {
        number: content_of(page) for number, page in pages.in_bulk(page_ids).items()
    }


def read_along(pages: Iterable[Page]) -> None:
    """Read what the announcements of `pages` need, by few queries for each kind."""
    kinds: dict[type[Publishable], list[Page]] = defaultdict(list)
    for page in pages:
        if isinstance(page, Publishable):
            kinds[type(page)].append(page)
    for kind, some in kinds.items():
        kind.read_along(some)


def _link(model: type[Page]) -> models.OneToOneField | None:
    """Return what joins a row of `model` to its page's, None when it is farther away."""
    return model._meta.parents.get(Page)
