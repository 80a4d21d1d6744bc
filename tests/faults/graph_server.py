"""A small Graph server that takes every post and answers none of them."""

import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

APP_ID = "123"


class GraphServer(ThreadingHTTPServer):
    """Keeps what was posted and shows it; `accepted` is set by each post it took."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), GraphHandler)
        self.posts = []
        self.accepted = threading.Event()
        self.released = threading.Event()
        self._lock = threading.Lock()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/"

    def take(self, message):
        """Keep a post."""
        with self._lock:
            number = len(self.posts) + 1
            post = {
                "id": f"1_{number}",
                "message": message,
                "created_time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000"),
                "permalink_url": f"https://facebook.example/{number}",
                "application": {"id": APP_ID},
            }
            self.posts.insert(0, post)

    def handle_error(self, request, client_address):
        """Say nothing: clients that die in the middle are what this is for."""


class GraphHandler(BaseHTTPRequestHandler):
    """POST /<version>/<page>/feed and GET /<version>/<page>/published_posts."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.server.take(parse_qs(body)["message"][0])
        self.server.accepted.set()
        self.server.released.wait(60)

    def do_GET(self):
        edge = urlsplit(self.path).path.rpartition("/")[2]
        posts = list(self.server.posts) if edge == "published_posts" else []
        self._answer({"data": posts})

    def _answer(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing."""
