"""Words that were sent after the session had ended: kept until she signed in again.

They lie in the session of the visitor, which signing in carries over. A file isn't
kept: nobody known sent it. Photos that the server had before are named, and found
again by the one who brought them.
"""

from django.http import HttpRequest
from django.http.request import QueryDict

KEY = "myshop_unsent"
MOST_WORDS = 20_000
NOT_WORDS = {"csrfmiddlewaretoken", "kept", "token"}


def set_aside(request: HttpRequest) -> None:
    """Keep what was typed into the form at this address."""
    words = {
        name: values for name, values in request.POST.lists() if name not in NOT_WORDS
    }
    if sum(len(value) for values in words.values() for value in values) <= MOST_WORDS:
        request.session[KEY] = {"path": request.path, "words": words}


def take_up(request: HttpRequest) -> QueryDict | None:
    """Return, once, what was typed into the form at this address before signing in."""
    unsent = request.session.get(KEY)
    if not unsent or unsent["path"] != request.path:
        return None
    del request.session[KEY]
    words = QueryDict(mutable=True)
    for name, values in unsent["words"].items():
        words.setlist(name, values)
    return words
