"""One call of the Graph API: who calls, with which parameters."""

import hashlib
import hmac
from functools import cached_property

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from publishing.facebook.sandbox.graph.fields import Wanted, parse
from publishing.facebook.sandbox.graph.refusal import Refusal, not_there
from publishing.facebook.sandbox.models import AccessToken, SandboxPage

#: What each kind of call needs, and Facebook's error for its lack.
RIGHTS = {
    "pages_read_engagement": 10,
    "pages_manage_posts": 200,
    "pages_manage_engagement": 200,
    "pages_manage_metadata": 200,
}


class Call:
    """A request to the sandbox's Graph API, read as Facebook reads it."""

    def __init__(self, request: HttpRequest, version: str) -> None:
        self.request = request
        self.version = version
        self.method = request.method or "GET"
        self.params = {**request.GET.dict(), **request.POST.dict()}

    @property
    def bearer(self) -> str:
        """Return the token's text, from the header or the parameters."""
        header = self.request.headers.get("Authorization", "")
        if header.startswith(("Bearer ", "OAuth ")):
            return header.partition(" ")[2]
        return self.params.get("access_token", "")

    @cached_property
    def token(self) -> AccessToken:
        """Return the token; raise Refusal for a missing, foreign or expired one."""
        if not self.bearer:
            message = "An access token is required to request this resource."
            raise Refusal(104, message)
        self._check_proof()
        token = (
            AccessToken.objects.select_related("page").filter(text=self.bearer).first()
        )
        if token is None:
            raise Refusal(190, f"Malformed access token {self.bearer}")
        if not token.is_valid:
            message = "Error validating access token: Session has expired"
            raise Refusal(190, message, subcode=463)
        return token

    @property
    def by_app(self) -> bool:
        """Whether the application itself calls, with "number|secret"."""
        app = f"{settings.FACEBOOK_APP_ID}|{settings.FACEBOOK_APP_SECRET}"
        return hmac.compare_digest(self.bearer.encode(), app.encode())

    @property
    def scrapes(self) -> bool:
        """Whether it asks for the preview of a link to be read anew."""
        return self.method == "POST" and self.flag("scrape", default=False)

    @property
    def fields(self) -> dict[str, Wanted]:
        """Return the fields that the call asks for, {} for the usual ones."""
        text = self.params.get("fields", "")
        return parse(text) if text else {}

    @property
    def file(self) -> UploadedFile:
        """Return the file that came along, under whatever name."""
        for name in self.request.FILES:
            if isinstance(file := self.request.FILES[name], UploadedFile):
                return file
        raise Refusal(324, "(#324) Missing or invalid image file")

    def flag(self, name: str, default: bool) -> bool:
        """Return a parameter that is true or false."""
        return self.params.get(name, str(default)).lower() in ("true", "1")

    def number(self, name: str, default: int) -> int:
        """Return a parameter that is a number, at most 100."""
        text = self.params.get(name, str(default))
        if not text.isdecimal():
            raise Refusal(100, f"(#100) Param {name} must be a number")
        return min(int(text), 100)

    def as_page(self, number: str, scope: str) -> SandboxPage:
        """Return the Page `number` if the token is its own and has `scope`."""
        if self.token.page.number != number:
            raise not_there(self.method, number)
        if self.token.kind != AccessToken.Kind.PAGE:
            message = "A page access token is required to request this resource."
            raise Refusal(190, message, subcode=2069032)
        if scope not in self.token.scopes:
            code = RIGHTS[scope]
            raise Refusal(code, f"(#{code}) This call requires {scope}")
        return self.token.page

    def _check_proof(self) -> None:
        proof, secret = self.params.get("appsecret_proof"), settings.FACEBOOK_APP_SECRET
        if not (proof and secret):
            return
        right = hmac.new(secret.encode(), self.bearer.encode(), hashlib.sha256)
        if not hmac.compare_digest(proof.encode(), right.hexdigest().encode()):
            message = "Invalid appsecret_proof provided in the API argument"
            raise Refusal(100, message, kind="GraphMethodException")
