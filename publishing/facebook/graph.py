"""The Graph API's client: facebook-sdk 3.1.0, brought up to date.

The SDK ended in 2018 and its helpers (put_object, get_connections, put_photo …)
still speak today's Graph API; only its transport is out of date. So `request()`
is ours: it asks for a current version, sets time limits, proves the app, sends
nested values as JSON, and keeps the token out of addresses and messages.
https://developers.facebook.com/docs/graph-api/overview
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any

import facebook
import requests
from django.conf import settings

from publishing.facebook.connections import session
from publishing.reach import never_connected

HIDDEN = "…"
#: What is sent besides the token and is worth as much; Facebook may repeat it, too.
SECRETS = ("input_token", "fb_exchange_token", "code", "client_secret")
Result = dict[str, Any]


class NotReached(Exception):
    """No connection was made: Facebook cannot have seen the call."""


class NoClearAnswer(Exception):
    """Facebook may have seen the call and may have done what it asks."""

    def __init__(self, message: str, http_status: int | None = None) -> None:
        super().__init__(message)
        self.http_status = http_status


class GraphError(facebook.GraphAPIError):
    """Facebook answered with an error.

    Besides the SDK's `code`, `type`, `message` and `result` it has what decides
    the verdict: `http_status`, `headers`, `subcode` and `is_transient`.
    `fbtrace_id` is what Meta's support asks for.
    """

    def __init__(
        self, result: Result, http_status: int, headers: Mapping[str, str]
    ) -> None:
        super().__init__(result)
        error = result["error"] if isinstance(result["error"], dict) else {}
        self.http_status = http_status
        self.headers = headers
        self.subcode: int | None = error.get("error_subcode")
        self.is_transient = bool(error.get("is_transient"))
        self.fbtrace_id: str = error.get("fbtrace_id", "")

    @property
    def detail(self) -> str:
        """Return one line for the log of attempts."""
        return (
            f"HTTP {self.http_status} code={self.code} subcode={self.subcode} "
            f"type={self.type} fbtrace_id={self.fbtrace_id}: {self.message}"
        )


class PageGraph(facebook.GraphAPI):
    """The Graph API as one token sees it; `headers` are the last answer's."""

    def __init__(self, token: str) -> None:
        # No `version`: the SDK refuses every version that is alive.
        super().__init__(access_token=token, session=session())
        self.version = f"v{settings.FACEBOOK_API_VERSION.lstrip('v')}"
        self.base_url = f"{settings.FACEBOOK_GRAPH_URL.rstrip('/')}/"
        self.headers: Mapping[str, str] = {}

    def request(
        self,
        path: str,
        args: Mapping[str, object] | None = None,
        post_args: Mapping[str, object] | None = None,
        files: Mapping[str, object] | None = None,
        method: str | None = None,
    ) -> Result:
        """Make one call and return the decoded answer.

        `args` travel in the address, `post_args` in the body. Raises GraphError,
        NotReached or NoClearAnswer; none of them ever holds the token.
        """
        if post_args is not None:
            method = "POST"
        read_timeout = (
            settings.FACEBOOK_PHOTO_TIMEOUT if files else settings.FACEBOOK_READ_TIMEOUT
        )
        query, body = encode(args), encode(post_args)
        (body if method == "POST" else query).update(self._proof())
        try:
            response = self.session.request(
                method or "GET",
                self.base_url + path,
                params=query,
                data=body or None,
                files=files,
                auth=_Bearer(self.access_token),
                timeout=(settings.FACEBOOK_CONNECT_TIMEOUT, read_timeout),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            # Its own text holds the address, and its request the header.
            name = type(error).__name__
            failure = NotReached if never_connected(error) else NoClearAnswer
            raise failure(name) from None
        self.headers = response.headers
        sent = {**query, **body}
        return self._decode(response, [sent[name] for name in SECRETS if name in sent])

    def get_all_connections(
        self,
        id: str,  # noqa: A002 - the SDK's name
        connection_name: str,
        **args: object,
    ) -> Iterator[Result]:
        """Yield the items of an edge, page after page, as long as they are taken.

        The SDK's own wants a token in the address of the next page.
        """
        while True:
            page = self.get_connections(id, connection_name, **args)
            yield from page["data"]
            paging = page.get("paging", {})
            # A short page is not the last one; the one without `next` is.
            # https://developers.facebook.com/docs/graph-api/results
            if not paging.get("next"):
                return
            args["after"] = paging["cursors"]["after"]

    def _proof(self) -> dict[str, str]:
        """Prove that the app makes the call, when its secret is known.

        https://developers.facebook.com/docs/graph-api/guides/secure-requests
        """
        secret = settings.FACEBOOK_APP_SECRET
        if not (secret and self.access_token):
            return {}
        proof = hmac.new(secret.encode(), self.access_token.encode(), hashlib.sha256)
        return {"appsecret_proof": proof.hexdigest()}

    def _decode(self, response: requests.Response, sent: list[str]) -> Result:
        try:
            result = json.loads(response.text)
        except ValueError:
            message = f"HTTP {response.status_code} without JSON"
            raise NoClearAnswer(message, response.status_code) from None
        # Facebook repeats a malformed token in its message.
        secrets = filter(None, (self.access_token, settings.FACEBOOK_APP_SECRET, *sent))
        result = hide_in_errors(result, list(secrets))
        if isinstance(result, dict) and result.get("error"):
            raise GraphError(result, response.status_code, response.headers)
        if not response.ok:
            message = f"HTTP {response.status_code} without an error"
            raise NoClearAnswer(message, response.status_code)
        return result


class _Bearer(requests.auth.AuthBase):
    """The token in a header; a .netrc on the machine can't replace it."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def encode(arguments: Mapping[str, object] | None) -> dict[str, str]:
    """Return `arguments` as Facebook reads them: JSON inside, no None."""
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in (arguments or {}).items()
        if value is not None
    }


def hide_in_errors(answer: Any, secrets: list[str], *, inside: bool = False) -> Any:
    """Return `answer` without `secrets` in what it says of errors.

    Elsewhere a token stays: to ask for one is what some calls are for.
    """
    if isinstance(answer, dict):
        return {
            name: hide_in_errors(
                each, secrets, inside=inside or name.startswith("error")
            )
            for name, each in answer.items()
        }
    if isinstance(answer, list):
        return [hide_in_errors(each, secrets, inside=inside) for each in answer]
    if inside and isinstance(answer, str):
        for secret in secrets:
            answer = answer.replace(secret, HIDDEN)
    return answer
