"""The sandbox's errors, in Facebook's envelope."""

import secrets


class Refusal(Exception):
    """An answer with an error.

    https://developers.facebook.com/docs/graph-api/guides/error-handling
    """

    def __init__(
        self,
        code: int,
        message: str,
        *,
        subcode: int | None = None,
        http_status: int = 400,
        kind: str = "OAuthException",
        is_transient: bool = False,
    ) -> None:
        super().__init__(message)
        self.http_status = http_status
        self.body: dict[str, object] = {
            "message": message,
            "type": kind,
            "code": code,
            "fbtrace_id": secrets.token_urlsafe(8),
        }
        if subcode is not None:
            self.body["error_subcode"] = subcode
        if is_transient:
            self.body["is_transient"] = True


def not_there(method: str, object_id: str) -> Refusal:
    """Return the error for what doesn't exist, or isn't this token's business."""
    return Refusal(
        100,
        f"Unsupported {method.lower()} request. Object with ID '{object_id}' does not "
        "exist, cannot be loaded due to missing permissions, or does not support this "
        "operation",
        subcode=33,
        kind="GraphMethodException",
    )
