"""Pages, tokens and the person behind them.

https://developers.facebook.com/docs/graph-api/reference/debug_token
https://developers.facebook.com/docs/graph-api/reference/user/accounts
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from publishing.facebook.sandbox.graph.call import Call
from publishing.facebook.sandbox.graph.fields import Wanted, show
from publishing.facebook.sandbox.graph.refusal import Refusal, not_there
from publishing.facebook.sandbox.graph.tables import PAGE, instant
from publishing.facebook.sandbox.models import AccessToken, LoginCode, SandboxPage

#: The person whom every token of the sandbox belongs to.
PERSON = {"id": "100000000000001", "name": "Camille"}
LONG = timedelta(days=60)
INSIGHTS = {"page_follows"}


def read_page(call: Call, number: str) -> dict[str, object]:
    """Read a Page; who has a role on it also gets its token."""
    page = call.token.page
    if page.number != number:
        raise not_there(call.method, number)
    fields = call.fields or {"id": Wanted(), "name": Wanted()}
    table = {
        **PAGE,
        "tasks": lambda page, wanted: call.token.tasks,
        "access_token": lambda page, wanted: _page_token(call.token),
    }
    return show(page, table, fields)


def read_me(call: Call) -> dict[str, object]:
    """Read who the token belongs to."""
    if call.token.kind == AccessToken.Kind.PAGE:
        return read_page(call, call.token.page.number)
    return dict(PERSON)


def list_accounts(call: Call) -> dict[str, object]:
    """Read the Pages on which the person has a role."""
    token = call.token
    if token.kind != AccessToken.Kind.USER:
        message = (
            "(#100) Tried accessing nonexisting field (accounts) on node type (Page)"
        )
        raise Refusal(100, message)
    page = token.page
    account = {
        "id": page.number,
        "name": page.name,
        "access_token": _page_token(token),
        "tasks": token.tasks,
    }
    wanted = call.fields or dict.fromkeys(account, Wanted())
    shown = {name: value for name, value in account.items() if name in wanted}
    cursors = {"before": page.number, "after": page.number}
    return {"data": [shown], "paging": {"cursors": cursors}}


def debug_token(call: Call) -> dict[str, object]:
    """Say what a token is worth."""
    if not call.by_app:
        call.token  # noqa: B018 - raises for a token that is worth nothing itself
    text = call.params.get("input_token", "")
    token = AccessToken.objects.select_related("page").filter(text=text).first()
    if token is None:
        error = {"code": 190, "message": "Malformed access token"}
        return {"data": {"is_valid": False, "scopes": [], "error": error}}
    data: dict[str, object] = {
        "app_id": settings.FACEBOOK_APP_ID,
        "type": token.kind,
        "is_valid": token.is_valid,
        "expires_at": int(token.expires_at.timestamp()) if token.expires_at else 0,
        "data_access_expires_at": int((timezone.now() + 1.5 * LONG).timestamp()),
        "scopes": token.scopes,
        "user_id": PERSON["id"],
    }
    if token.kind == AccessToken.Kind.PAGE:
        data["profile_id"] = token.page.number
    if not token.is_valid:
        data["error"] = {"code": 190, "subcode": 463, "message": "Session has expired"}
    return {"data": data}


def exchange_token(call: Call) -> dict[str, object]:
    """Give the application's own token, or a long one for a short one."""
    app_id, secret = settings.FACEBOOK_APP_ID, settings.FACEBOOK_APP_SECRET
    given = (call.params.get("client_id"), call.params.get("client_secret"))
    if given != (app_id, secret):
        raise Refusal(101, "Error validating application")
    if code := call.params.get("code"):
        return _redeemed(code, call.params.get("redirect_uri", ""))
    grant = call.params.get("grant_type")
    if grant == "client_credentials":
        return {"access_token": f"{app_id}|{secret}", "token_type": "bearer"}
    if grant != "fb_exchange_token":
        raise Refusal(100, "(#100) The sandbox knows no such grant_type")
    text = call.params.get("fb_exchange_token", "")
    short = AccessToken.objects.filter(text=text).first()
    if short is None or not short.is_valid:
        raise Refusal(190, "Error validating access token")
    long = AccessToken.objects.create(
        kind=short.kind,
        page=short.page,
        scopes=short.scopes,
        tasks=short.tasks,
        expires_at=timezone.now() + LONG,
    )
    seconds = int(LONG.total_seconds())
    return {
        "access_token": long.text,
        "token_type": "bearer",
        "expires_in": seconds,
    }


def _redeemed(code: str, redirect_uri: str) -> dict[str, object]:
    """Give the short token of who agreed in the dialogue."""
    token = LoginCode.redeem(code=code, redirect_uri=redirect_uri)
    if token is None:
        raise Refusal(100, "This authorization code has been used.", subcode=36009)
    return {"access_token": token.text, "token_type": "bearer", "expires_in": 7200}


def read_insights(call: Call, number: str) -> dict[str, object]:
    """Read the one figure that the sandbox keeps: who follows the Page."""
    page = call.as_page(number, "pages_read_engagement")
    names = call.params.get("metric", "").split(",")
    if not INSIGHTS.issuperset(names):
        message = "(#100) The value must be a valid insights metric"
        raise Refusal(100, message)
    return {"data": [_follows(page)]}


def _follows(page: SandboxPage) -> dict[str, object]:
    midnight = timezone.now().replace(hour=8, minute=0, second=0)
    value = {"value": page.followers_count, "end_time": instant(midnight)}
    name = "page_follows"
    identifier = f"{page.number}/insights/{name}/day"
    return {"name": name, "period": "day", "values": [value], "id": identifier}


def _page_token(token: AccessToken) -> str:
    """Return the Page's own token; it inherits what its person may do."""
    if token.kind == AccessToken.Kind.PAGE:
        return token.text
    own = {"kind": AccessToken.Kind.PAGE, "scopes": token.scopes, "tasks": token.tasks}
    found = token.page.tokens.filter(**own, expires_at=None).first()
    return (found or token.page.tokens.create(**own)).text
