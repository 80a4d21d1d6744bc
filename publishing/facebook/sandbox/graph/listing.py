"""Edges that are read in parts, with cursors.

https://developers.facebook.com/docs/graph-api/results
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from publishing.facebook.sandbox.graph.call import Call
from publishing.facebook.sandbox.graph.fields import Wanted, show
from publishing.facebook.sandbox.graph.refusal import Refusal
from publishing.facebook.sandbox.graph.tables import Table
from publishing.facebook.sandbox.models import Comment, Post


def listing(
    call: Call, rows: QuerySet, table: Table, usual: str = "id,message,created_time"
) -> dict[str, object]:
    """Return one part of `rows`, newest first, and where the next one begins."""
    limit = call.number("limit", 25)
    fields = call.fields or {name: Wanted() for name in usual.split(",")}
    rows = rows.order_by("-created_at", "-pk")
    if after := call.params.get("after"):
        moment, key = _opened(after)
        rows = rows.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=key))
    found = list(rows[: limit + 1])
    shown, more = found[:limit], len(found) > limit
    answer: dict[str, object] = {"data": [show(row, table, fields) for row in shown]}
    if shown:
        cursors = {"before": _cursor(shown[0]), "after": _cursor(shown[-1])}
        paging: dict[str, object] = {"cursors": cursors}
        if more:
            paging["next"] = _next(call, cursors["after"])
        answer["paging"] = paging
    return answer


def _next(call: Call, after: str) -> str:
    # Facebook writes the token into this address, and so do we.
    query = {**call.params, "access_token": call.bearer, "after": after}
    return f"{call.request.build_absolute_uri(call.request.path)}?{urlencode(query)}"


def _cursor(row: Post | Comment) -> str:
    text = f"{row.created_at.isoformat()} {row.pk}"
    return urlsafe_b64encode(text.encode()).decode()


def _opened(cursor: str) -> tuple[datetime, int]:
    try:
        moment, key = urlsafe_b64decode(cursor).decode().split(" ")
        return datetime.fromisoformat(moment), int(key)
    except (NotBase64, ValueError):
        raise Refusal(100, "(#100) Invalid cursor") from None
