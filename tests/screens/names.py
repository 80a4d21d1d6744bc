"""The names of our addresses, and which of them are no screens."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

OURS = ("cityhub", "events", "publishing", "shops")
#: Screens of ours that Wagtail's own views draw, and what stands in for the world.
OUR_SPACES = (
    "deputies",
    "invitations",
    "newsletter_segments",
    "newsletter_subscribers",
)
SANDBOX = ("facebook_sandbox", "mailbox")

NOT_SCREENS = {
    "takes what a button sends": {
        "desk:approve_offers", "desk:letter", "desk:publication_absent",
        "desk:publication_verb", "desk:undo", "invitations:again", "myshop:choose_shop",
        "myshop:looks", "myshop:sign_out", "myshop:take_back", "myshop:take_off",
        "myshop:page_look", "myshop:take_out", "myshop:take_shop_back", "myshop:understood",
        "myshop:upload",
        "newsletter:erase_own", "newsletter_desk:send_test", "newsletter_desk:steer",
        "newsletter_subscribers:unsubscribe",
    },
    "leads elsewhere at once": {
        "desk:connect_return", "myshop:send", "newsletter:follow", "short_link",
    },
    "a file": {
        "agenda_feed", "desk_feed", "event_feed", "myshop:kept_photo", "myshop:manifest", "myshop:script", "myshop:style",
        "myshop:worker", "news_feed", "newsletter:feed", "newsletter:own_data",
        "newsletter:own_receipt", "newsletter_desk:look_picture",
        "newsletter_subscribers:receipt", "robots",
    },
    "for programs": {"facebook:webhook", "healthz", "myshop:who_is_there", "readyz"},
    "a part of a screen": {
        "desk:publications_results", "desk:text_preview", "invitations:index_results",
        "deputies:index_results", "deputies:history_results",
        "invitations:history_results", "newsletter_segments:history_results",
        "newsletter_segments:index_results", "newsletter_subscribers:history_results",
        "newsletter_subscribers:index_results",
    },
    "a mail, which has its own tests": {"newsletter_desk:look_mail"},
    "a page of the site within a frame": {"myshop:preview", "page_by_mail"},
    "nothing that a manager may open": {
        "invitations:edit", "invitations:history", "invitations:usage",
        "invitations:delete",
        "newsletter_segments:delete",
    },
}  # fmt: skip


def our_names() -> set[str]:
    """Return the names of all addresses of ours but the sandbox's."""
    return {
        name
        for name, pattern in _named(get_resolver(), ())
        if _is_ours(name, pattern) and name.partition(":")[0] not in SANDBOX
    }


def not_screens() -> set[str]:
    """Return the names that no person opens as a screen."""
    return set().union(*NOT_SCREENS.values())


def _named(
    resolver: URLResolver, spaces: tuple[str, ...]
) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*spaces, str(entry.name))), entry
        elif entry.namespace:
            yield from _named(entry, (*spaces, entry.namespace))
        else:
            yield from _named(entry, spaces)


def _is_ours(name: str, pattern: URLPattern) -> bool:
    view = getattr(pattern.callback, "view_class", pattern.callback)
    ours = view.__module__.partition(".")[0] in OURS
    # Wagtail's API for its own screens is guarded by us; nobody opens it.
    return (ours or name.startswith(OUR_SPACES)) and not name.startswith("wagtail")
