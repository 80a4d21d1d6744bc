"""How much of Facebook's limits is used up, as the headers of an answer say.

https://developers.facebook.com/docs/graph-api/overview/rate-limiting
"""

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta

from django.utils.translation import gettext as _

from publishing.transport import Rest

#: Each is one object of percentages; X-Page-Usage is older and seen less and less.
SINGLE = ("X-App-Usage", "X-Page-Usage")
#: Lists of such objects, by the number of a Page, a business or an account.
MANY = "X-Business-Use-Case-Usage"
PERCENTAGES = ("call_count", "total_time", "total_cputime")
#: Further calls beyond a limit only lengthen it, so we stop before.
NEARLY_FULL = 80
#: The window rolls, so what is used falls by itself; afterwards we look anew.
USUAL_REST = timedelta(minutes=15)


def rest_after(headers: Mapping[str, str]) -> Rest | None:
    """Return the pause that the last answer's headers call for, None for none."""
    used = max((_percent(limit) for limit in _limits(headers)), default=0)
    if used < NEARLY_FULL:
        return None
    sentence = _(
        "Facebook counts our calls, and %(used)d %% of what it grants is used up. We "
        "rest before it stops us. Nothing is lost: what waits leaves afterwards."
    ) % {"used": used}
    return Rest(sentence=sentence, time=asked_wait(headers) or USUAL_REST)


def asked_wait(headers: Mapping[str, str]) -> timedelta | None:
    """Return the longest wait that the headers ask for, None without one."""
    minutes = [
        _number(limit.get("estimated_time_to_regain_access"))
        for limit in _limits(headers)
    ]
    return timedelta(minutes=max(minutes, default=0)) or None


def _limits(headers: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    for name in SINGLE:
        limit = _decoded(headers.get(name))
        if isinstance(limit, dict):
            yield limit
    many = _decoded(headers.get(MANY))
    for limits in many.values() if isinstance(many, dict) else ():
        if isinstance(limits, list):
            yield from (limit for limit in limits if isinstance(limit, dict))


def _decoded(text: str | None) -> object:
    try:
        return json.loads(text or "null")
    except ValueError:
        return None


def _percent(limit: Mapping[str, object]) -> int:
    return max(_number(limit.get(name)) for name in PERCENTAGES)


def _number(value: object) -> int:
    """Return a number of a header, 0 for what is none; a day is enough of a wait."""
    return min(int(value), 1440) if isinstance(value, int | float) else 0
