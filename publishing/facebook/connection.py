"""Connecting a Page: from a token that somebody pasted to a channel that works."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.facebook.access import Access, findings, inspect
from publishing.facebook.errors import send_error
from publishing.facebook.graph import GraphError, NoClearAnswer, NotReached, PageGraph
from publishing.facebook.models import PageWatch
from publishing.models import Channel

PUBLISHING_TASK = "CREATE_CONTENT"
#: A token that ends sooner is a short one from the login dialogue.
SHORT = timedelta(days=2)


class NotConnected(Exception):
    """The Page can't be connected; each of `sentences` says what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def connect_page(page_id: str, token: str) -> tuple[Channel, Access]:
    """Connect the Page with `token` and return its channel and what it may do.

    A Page's own token is kept; a person's or a system user's is exchanged for
    the Page's. Raises NotConnected, and then nothing has changed.
    """
    try:
        access = _checked(token, page_id)
        if access.kind != "PAGE":
            token = _page_token(page_id, _lasting(token, access))
            access = _checked(token, page_id)
        elif access.profile_id not in ("", page_id):
            raise NotConnected(
                _("The token belongs to another Page, number %(id)s.")
                % {"id": access.profile_id}
            )
        page = PageGraph(token).get_object(page_id, fields="id,name")
    except (GraphError, NoClearAnswer, NotReached) as error:
        refusal = send_error(error, writing=False)
        raise NotConnected(f"{refusal.message}", refusal.detail) from None
    channel, _created = Channel.objects.update_or_create(
        kind=Channel.Kind.FACEBOOK,
        remote_id=page_id,
        defaults={"name": page["name"]},
    )
    channel.connect({"access_token": token})
    PageWatch.objects.begin(channel)
    return channel, access


def _checked(token: str, page_id: str) -> Access:
    """Ask what `token` may do; refuse one that is dead, foreign or too weak."""
    access = inspect(token, page_id)
    if not access.valid:
        raise NotConnected(
            _("Facebook does not accept this token. Please make a new one."),
            access.problem,
        )
    faults = [finding for finding in findings(access)[1:] if not finding.ok]
    if faults:
        raise NotConnected(*(fault.sentence for fault in faults))
    return access


def _lasting(token: str, access: Access) -> str:
    """Return a long-lived token for a short one of a person.

    Only a long one gives a Page token that doesn't end within hours.
    https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
    """
    ends_soon = access.expires_at and access.expires_at - timezone.now() < SHORT
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


def _page_token(page_id: str, token: str) -> str:
    """Return the Page's own token, as the bearer of `token` may have it."""
    accounts = PageGraph(token).get_all_connections(
        "me", "accounts", fields="id,name,access_token,tasks"
    )
    page = next((account for account in accounts if account["id"] == page_id), None)
    if page is None:
        raise NotConnected(
            _(
                "Who made this token has no role on the Page %(id)s, or did not tick "
                "it. Give the role on Facebook, then make the token again."
            )
            % {"id": page_id}
        )
    if PUBLISHING_TASK not in page.get("tasks", []):
        raise NotConnected(
            _(
                "Who made this token may not publish on the Page: the task %(task)s "
                "is missing. Give it in the Page's settings, under Page access."
            )
            % {"task": PUBLISHING_TASK}
        )
    return page["access_token"]
