"""What a token may do: debug_token, read with our needs in mind.

https://developers.facebook.com/docs/facebook-login/guides/access-tokens/debugging
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.facebook import permissions
from publishing.facebook.graph import PageGraph
from publishing.town_time import say_full_date
from publishing.transport import Finding

SOON = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Access:
    """What Facebook says about a token; instants are aware, None for never.

    `limited` says which Pages a scope reaches, where people ticked some only.
    """

    valid: bool
    kind: str
    app_id: str
    profile_id: str
    scopes: frozenset[str]
    limited: Mapping[str, frozenset[str]]
    expires_at: datetime | None
    data_until: datetime | None
    problem: str

    @property
    def ends_at(self) -> datetime | None:
        """Return when it stops working unless it is renewed, None for never."""
        ends = [end for end in (self.expires_at, self.data_until) if end]
        return min(ends, default=None)

    def scopes_on(self, page_id: str) -> frozenset[str]:
        """Return the scopes that reach the Page."""
        return frozenset(
            scope
            for scope in self.scopes
            if page_id in self.limited.get(scope, {page_id})
        )


def inspect(token: str) -> Access:
    """Ask Facebook what `token` may do.

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
        scopes=frozenset(data.get("scopes", [])),
        limited={
            granular["scope"]: frozenset(granular["target_ids"])
            for granular in data.get("granular_scopes", [])
            if granular.get("target_ids")
        },
        expires_at=_instant(data.get("expires_at")),
        data_until=_instant(data.get("data_access_expires_at")),
        problem=data.get("error", {}).get("message", ""),
    )


def findings(access: Access, page_id: str) -> list[Finding]:
    """Return what is well and what is missing, in sentences for people."""
    return [
        _validity(access),
        _consent(access),
        _owner(access, page_id),
        application(access),
        rights(access, page_id),
    ]


def application(access: Access) -> Finding:
    """Say whether the token is our application's: it can correct its own posts only."""
    ok = access.app_id in ("", settings.FACEBOOK_APP_ID) or not settings.FACEBOOK_APP_ID
    sentence = _(
        "The token belongs to the application %(other)s, not to ours (%(ours)s): "
        "its posts could not be corrected. Make one with our application."
    ) % {"other": access.app_id, "ours": settings.FACEBOOK_APP_ID}
    return Finding(name=_("Our application"), ok=ok, sentence="" if ok else sentence)


def rights(access: Access, page_id: str) -> Finding:
    """Say which permissions are missing on the Page."""
    missing = permissions.missing(access.scopes_on(page_id))
    sentence = _(
        "These permissions are missing: %(scopes)s. Give them to the application, "
        "then have the Page connected anew."
    ) % {"scopes": ", ".join(missing)}
    return Finding(
        name=_("Permissions"), ok=not missing, sentence=sentence if missing else ""
    )


def _validity(access: Access) -> Finding:
    name = _("Access to the Page")
    if not access.valid:
        sentence = _(
            "Facebook no longer accepts the token. Have the Page connected anew."
        )
        return Finding(name=name, ok=False, sentence=sentence, fatal=True)
    sentence = _("Access ends on %(day)s. Have the Page connected anew before then.")
    return _until(name, access.expires_at, sentence, key="token")


def _consent(access: Access) -> Finding:
    """Facebook wants the person seen every ninety days.

    https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
    """
    sentence = _(
        "The person who connected the Page has agreed until %(day)s. Have it "
        "connected anew by her before then."
    )
    return _until(_("Consent"), access.data_until, sentence, key="consent")


def _until(name: str, ends_at: datetime | None, sentence: str, *, key: str) -> Finding:
    if ends_at is None:
        return Finding(name=name, ok=True)
    day = say_full_date(ends_at)
    return Finding(
        name=name,
        ok=ends_at - timezone.now() > SOON,
        sentence=sentence % {"day": day},
        ends_at=ends_at,
        key=key,
    )


def _owner(access: Access, page_id: str) -> Finding:
    """Say whether it is a Page's token, and this Page's."""
    name, sentence = _("The Page's own token"), ""
    if access.kind not in ("", "PAGE"):
        sentence = _(
            "The token is a person's: what it posts would not be the Page's. Have the "
            "Page connected anew."
        )
    elif access.profile_id not in ("", page_id):
        sentence = _("The token belongs to another Page, number %(id)s.") % {
            "id": access.profile_id
        }
    return Finding(name=name, ok=not sentence, sentence=sentence)


def _instant(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
