"""Issues with something wrong in them, and a town of web servers."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from publishing.newsletter.faults import links
from publishing.newsletter.models import IssuePage


@pytest.fixture
def make_issue(newsletter_page):
    """Keep a draft with nothing wrong in it but what `words` and `body` say."""

    def make(body=(), **words) -> IssuePage:
        words = {
            "title": "Infolettre de décembre",
            "subject": "Le fournil ouvre samedi",
            "edito": "Bonne lecture !",
            **words,
        }
        issue = IssuePage(live=False, body=list(body), **words)
        return newsletter_page.add_child(instance=issue)

    return make


class Answers(BaseHTTPRequestHandler):
    """A web server that answers as its paths say: /200, /404, /head-405."""

    def do_GET(self):
        self.server.asked.append((self.command, self.path))
        if self.path == "/onward":
            self.send_response(302)
            self.send_header("Location", "/404")
        elif self.path == "/picky":
            self.send_response(404 if self.command == "HEAD" else 200)
        else:
            self.send_response(int(self.path.strip("/")))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *args):
        """Keep the tests' output clean."""


@pytest.fixture
def elsewhere(monkeypatch):
    """A site on this machine, taken for a public one."""
    monkeypatch.setattr(links, "is_public", lambda address: True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.asked = []
    server.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
