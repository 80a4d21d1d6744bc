"""A server that answers what a test tells it, and a channel that speaks with it."""

import json
import socket
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image as Picture

from publishing.credentials import encrypt
from publishing.facebook.sandbox.models import SandboxPage
from publishing.models import Channel, Publication

TOKEN = "EAAtheTokenOfThePage"
PAGE_ID = "100200300"
MARK = "bcdf234567"


@dataclass
class Asked:
    """One request as it came over the wire."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return {k: v[0] for k, v in parse_qs(self.body.decode()).items()}


@dataclass
class GraphServer:
    """Answers in the given order and remembers what it was asked."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: deque = field(default_factory=deque)
    connections: int = 0

    def answer(self, body, status=200, headers=None):
        """Give `body` (JSON, or bytes as they are) to the next request."""
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = {"Content-Type": "application/json", "facebook-api-version": "v26.0"}
        self.answers.append((status, {**kind, **(headers or {})}, text))

    def hold(self, body):
        """Give `body` when told; returns what says "asked" and what lets it go."""
        asked, go = Event(), Event()

        def wait():
            asked.set()
            go.wait(5)
            return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()

        self.answers.append(wait)
        return asked, go

    def error(self, code, subcode=None, status=400, headers=None, **more):
        error = {"message": "No", "type": "OAuthException", "code": code, **more}
        if subcode:
            error["error_subcode"] = subcode
        self.answer({"error": error}, status, headers)

    def hang_up(self):
        """Cut the connection after having read the next request."""
        self.answers.append(None)


def _handler(server: GraphServer):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self):
            server.connections += 1
            super().setup()

        def _speak(self):
            size = int(self.headers.get("Content-Length", 0))
            address = urlsplit(self.path)
            query = {k: v[0] for k, v in parse_qs(address.query).items()}
            body, headers = self.rfile.read(size), dict(self.headers)
            server.asked.append(Asked(self.command, address.path, query, headers, body))
            if not server.answers or (answer := server.answers.popleft()) is None:
                self.close_connection = True
                return
            status, headers, body = answer() if callable(answer) else answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_DELETE = _speak  # noqa: N815 - the library's names

        def log_message(self, *args):
            """Stay quiet."""

    return Handler


@pytest.fixture
def graph_server(settings):
    """Facebook, as far as a test says."""
    server = GraphServer()
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    server.url = f"http://127.0.0.1:{http.server_port}/"
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.FACEBOOK_GRAPH_URL = server.url
    yield server
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture
def channel():
    """The Page's channel, connected; not saved, since most tests need no row."""
    sealed = encrypt(json.dumps({"access_token": TOKEN}))
    return Channel(
        kind="facebook", name="La Page", remote_id=PAGE_ID, sealed_credentials=sealed
    )


@pytest.fixture
def publication(channel):
    """A publication with a mark that tests can spell."""
    return Publication(pk=MARK, channel=channel)


@pytest.fixture
def sandbox(live_server, settings):
    """The sandbox over real HTTP; gives its Page."""
    settings.FACEBOOK_GRAPH_URL = f"{live_server.url}/sandbox/graph/"
    settings.CITYHUB_BASE_URL = live_server.url
    return SandboxPage.objects.create(name="Commerces en ville", number=PAGE_ID)


@pytest.fixture
def connected(sandbox):
    """A channel that is connected to the sandbox's Page."""
    channel = Channel.objects.create(
        kind="facebook", name=sandbox.name, remote_id=sandbox.number
    )
    channel.connect({"access_token": sandbox.tokens.create(text=TOKEN).text})
    return channel


def jpeg(size=(60, 40), colour="#1d4f73", **save) -> bytes:
    """Return the bytes of a plain JPEG."""
    file = BytesIO()
    Picture.new("RGB", size, colour).save(file, "JPEG", **save)
    return file.getvalue()


@pytest.fixture
def live_silence():
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
