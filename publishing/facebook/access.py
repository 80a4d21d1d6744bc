"""What a token may do: debug_token, read with our needs in mind.

https://developers.facebook.com/docs/facebook-login/guides/access-tokens/debugging
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publishing.facebook.graph import PageGraph
from publishing.transport import Finding

#: Without these, the Page can't be posted on and read back.
SCOPES = ("pages_show_list", "pages_read_engagement", "pages_manage_posts")


@dataclass(frozen=True, kw_only=True)
class Access:
    """What Facebook says about a token; instants are aware, None for never."""

    valid: bool
    kind: str
    app_id: str
    profile_id: str
    scopes: frozenset[str]
    expires_at: datetime | None
    data_until: datetime | None
    problem: str

    @property
    def ends_at(self) -> datetime | None:
        """Return when it stops working unless it is renewed, None for never."""
        ends = [end for end in (self.expires_at, self.data_until) if end]
        return min(ends, default=None)


def inspect(token: str, page_id: str) -> Access:
    """Ask Facebook what `token` may do on the Page `page_id`.

    Asked with the app's own token when the app is known, else with the token
    itself. This is the one call whose address holds a token: Facebook documents
    no other way.
    """
    app_id, secret = settings.FACEBOOK_APP_ID, settings.FACEBOOK_APP_SECRET
    graph = PageGraph(f"{app_id}|{secret}" if app_id and secret else token)
    data = graph.get_object("debug_token", input_token=token)["data"]
    return Access(
        valid=bool(data.get("is_valid")),
        kind=data.get("type", ""),
        app_id=str(data.get("app_id", "")),
        profile_id=str(data.get("profile_id", "")),
        scopes=_scopes_on(page_id, data),
        expires_at=_instant(data.get("expires_at")),
        data_until=_instant(data.get("data_access_expires_at")),
        problem=data.get("error", {}).get("message", ""),
    )


def findings(access: Access) -> list[Finding]:
    """Return what is well and what is missing, in sentences for people."""
    return [_validity(access), _application(access), _rights(access)]


def missing_scopes(access: Access) -> list[str]:
    """Return the permissions that we need and the token lacks."""
    return [scope for scope in SCOPES if scope not in access.scopes]


def _validity(access: Access) -> Finding:
    name = _("Access to the Page")
    if not access.valid:
        sentence = _(
            "Facebook no longer accepts the token. Have the Page connected anew."
        )
        return Finding(name=name, ok=False, sentence=sentence)
    if access.ends_at is None:
        return Finding(name=name, ok=True)
    left = access.ends_at - timezone.now()
    sentence = _(
        "Access ends on %(day)s. Have the Page connected anew before then."
    ) % {"day": date_format(timezone.localtime(access.ends_at), "DATE_FORMAT")}
    return Finding(name=name, ok=left.days >= 14, sentence=sentence)


def _application(access: Access) -> Finding:
    ok = access.app_id in ("", settings.FACEBOOK_APP_ID) or not settings.FACEBOOK_APP_ID
    sentence = _(
        "The token belongs to the application %(other)s, not to ours (%(ours)s): "
        "its posts could not be corrected. Make one with our application."
    ) % {"other": access.app_id, "ours": settings.FACEBOOK_APP_ID}
    return Finding(name=_("Our application"), ok=ok, sentence="" if ok else sentence)


def _rights(access: Access) -> Finding:
    missing = missing_scopes(access)
    sentence = _(
        "These permissions are missing: %(scopes)s. Give them to the application, "
        "then have the Page connected anew."
    ) % {"scopes": ", ".join(missing)}
    return Finding(
        name=_("Permissions"), ok=not missing, sentence=sentence if missing else ""
    )


def _scopes_on(page_id: str, data: Mapping[str, Any]) -> frozenset[str]:
    """Return the scopes that reach the Page: people may tick some Pages only."""
    elsewhere = {
        granular["scope"]
        for granular in data.get("granular_scopes", [])
        if granular.get("target_ids") and page_id not in granular["target_ids"]
    }
    return frozenset(data.get("scopes", [])) - elsewhere


def _instant(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
