"""anymail's provider for tests, without a way to switch tracking off."""

from anymail.backends import test
from anymail.backends.base import BasePayload


class PlainPayload(test.TestPayload):
    set_track_opens = BasePayload.set_track_opens
    set_track_clicks = BasePayload.set_track_clicks


class EmailBackend(test.EmailBackend):
    def __init__(self, **kwargs) -> None:
        super().__init__(payload_class=PlainPayload, **kwargs)
