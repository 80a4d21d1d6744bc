"""A mail provider of the tests: Postmark's API on 127.0.0.1, with faults on demand."""

import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: The mail is taken, and the line breaks before the answer.
HANG_UP = (0, {})
TAKEN = (200, {"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a"})


class MailProvider(ThreadingHTTPServer):
    """Takes mails and keeps them. `at_mail` says another answer for an address."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Desk)
        self.mails: list[dict] = []
        self.slowness = 0.0
        self.headers: dict[str, str] = {}
        self.at_mail: Callable[[str], tuple[int, dict]] = lambda address: TAKEN

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: callers that leave too early are what this is for."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    @property
    def addresses(self) -> list[str]:
        return [mail["To"] for mail in self.mails]


class Desk(BaseHTTPRequestHandler):
    server: MailProvider
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer(404, {})

    def do_POST(self) -> None:
        mail = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, said = self.server.at_mail(mail["To"])
        if status in (200, 0):
            self.server.mails.append(mail)
        if not status:
            self.close_connection = True
            return
        time.sleep(self.server.slowness)
        self._answer(status, {**said, "To": mail["To"]})

    def _answer(self, status: int, said: dict) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Stay quiet."""
