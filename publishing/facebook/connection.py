"""Connecting a Page: from a token to a channel that works."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing import backlog
from publishing.facebook import access
from publishing.facebook.access import Access
from publishing.facebook.errors import send_error
from publishing.facebook.graph import GraphError, NoClearAnswer, NotReached, PageGraph
from publishing.facebook.health import PUBLISHING_TASK
from publishing.facebook.models import PageWatch, PermissionUse
from publishing.models import Channel

#: A token that ends sooner is a short one from the login dialogue.
SHORT = timedelta(days=2)


class NotConnected(Exception):
    """The Page can't be connected; each of `sentences` says what to do.

    `detail` are Facebook's own words, for support.
    """

    def __init__(self, *sentences: str, detail: str = "") -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences
        self.detail = detail


@dataclass(frozen=True, kw_only=True)
class OfferedPage:
    """A Page that a token reaches; with a `problem`, it can't be connected."""

    id: str
    name: str
    problem: str = ""


def offered_pages(token: str) -> list[OfferedPage]:
    """Return the Pages that `token` reaches, those first that can be connected.

    Raises NotConnected when the token is worth nothing.
    """
    with said_in_words():
        granted = _valid(token)
        if granted.kind == "PAGE":
            page = PageGraph(token).get_object(granted.profile_id, fields="id,name")
            pages = [_offered({**page, "tasks": [PUBLISHING_TASK]}, granted)]
        else:
            pages = [_offered(account, granted) for account in _accounts(token)]
    return sorted(pages, key=lambda page: (bool(page.problem), page.name))


def connect_page(page_id: str, token: str) -> tuple[Channel, Access]:
    """Connect the Page with `token` and return its channel and what it may do.

    A Page's own token is kept; a person's or a system user's is exchanged for
    the Page's. Raises NotConnected, and then nothing has changed.
    """
    credentials = {"access_token": token}
    with said_in_words():
        granted = _valid(token)
        if granted.kind != "PAGE":
            _without_faults(granted, page_id)
            account = _account(page_id, lasting(token, granted))
            credentials = {
                "access_token": account["access_token"],
                "tasks": " ".join(account["tasks"]),
            }
            granted = _valid(account["access_token"])
        elif granted.profile_id not in ("", page_id):
            raise NotConnected(
                _("The token belongs to another Page, number %(id)s.")
                % {"id": granted.profile_id}
            )
        _without_faults(granted, page_id)
        graph = PageGraph(credentials["access_token"])
        page = graph.get_object(page_id, fields="id,name")
    channel, _created = Channel.objects.update_or_create(
        kind=Channel.Kind.FACEBOOK,
        remote_id=page_id,
        defaults={"name": page["name"]},
    )
    # What was just given has its ninety days before it.
    PermissionUse.note(channel, granted.scopes_on(page_id), timezone.now())
    with transaction.atomic():  # nothing that is late by hours leaves in between
        channel.connect(credentials)
        backlog.take_up(channel)
    PageWatch.objects.begin(channel)
    return channel, granted


def lasting(token: str, granted: Access) -> str:
    """Return a long-lived token for a short one of a person.

    Only a long one gives a Page token that doesn't end within hours.
    https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
    """
    ends_soon = granted.expires_at and granted.expires_at - timezone.now() < SHORT
    app_id, secret = settings.FACEBOOK_APP_ID, settings.FACEBOOK_APP_SECRET
    if not (ends_soon and app_id and secret):
        return token
    graph = PageGraph("")
    exchange = {
        "grant_type": "fb_exchange_token",
        "client_id": app_id,
        "client_secret": secret,
        "fb_exchange_token": token,
    }
    answer = graph.request(f"{graph.version}/oauth/access_token", post_args=exchange)
    return answer["access_token"]


def _valid(token: str) -> Access:
    granted = access.inspect(token)
    if not granted.valid:
        raise NotConnected(
            _("Facebook does not accept this token. Please make a new one."),
            detail=granted.problem,
        )
    return granted


def _without_faults(granted: Access, page_id: str) -> None:
    """Refuse a token that is another application's, or too weak."""
    faults = _faults(granted, page_id)
    if faults:
        raise NotConnected(*faults)


def _faults(granted: Access, page_id: str) -> list[str]:
    found = [access.application(granted), access.rights(granted, page_id)]
    return [finding.sentence for finding in found if not finding.ok]


def _offered(account: dict[str, Any], granted: Access) -> OfferedPage:
    problems = _faults(granted, account["id"])
    if PUBLISHING_TASK not in account.get("tasks", []):
        problems.append(_no_task())
    return OfferedPage(
        id=account["id"], name=account["name"], problem=" ".join(problems[:1])
    )


def _accounts(token: str) -> Iterator[dict[str, Any]]:
    return PageGraph(token).get_all_connections(
        "me", "accounts", fields="id,name,access_token,tasks"
    )


def _account(page_id: str, token: str) -> dict[str, Any]:
    """Return the Page with its own token, as the bearer of `token` may have it."""
    page = next((page for page in _accounts(token) if page["id"] == page_id), None)
    if page is None:
        raise NotConnected(
            _(
                "Who made this token has no role on the Page %(id)s, or did not tick "
                "it. Give the role on Facebook, then make the token again."
            )
            % {"id": page_id}
        )
    if PUBLISHING_TASK not in page.get("tasks", []):
        raise NotConnected(_no_task())
    return page


def _no_task() -> str:
    return _(
        "Who made this token may not publish on the Page: the task %(task)s "
        "is missing. Give it in the Page's settings, under Page access."
    ) % {"task": PUBLISHING_TASK}


@contextmanager
def said_in_words() -> Iterator[None]:
    """Turn what the client raises into a sentence, with a line for support."""
    try:
        yield
    except (GraphError, NoClearAnswer, NotReached) as error:
        refusal = send_error(error, writing=False)
        raise NotConnected(f"{refusal.message}", detail=refusal.detail) from None
