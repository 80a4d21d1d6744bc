"""A Page on a Graph server that cannot be trusted."""

import json
import re
import secrets
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

APP_ID = "123"
LISTED_AT_ONCE = 50
ITEM = re.compile(r"Nouvelle n° (\d+)")
#: Answers with which the connection ends; "drop" says nothing at all.
BROKEN_OFF = {"drop", "hang", "cut"}
HTML = b"<!DOCTYPE html><title>Sorry, something went wrong.</title>"


@dataclass(frozen=True)
class Post:
    """What stands on the Page; the listing shows it from `shown_from` on."""

    number: int
    item: int
    message: str
    created: datetime
    shown_from: float
    photos: tuple = ()

    @property
    def id(self):
        return f"1_{self.number}"

    def as_json(self):
        return {
            "id": self.id,
            "message": self.message,
            "created_time": self.created.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "permalink_url": f"https://facebook.example/{self.number}",
            "application": {"id": APP_ID},
            "attachments": {"data": [{"target": {"id": each}} for each in self.photos]},
        }


class PageServer(ThreadingHTTPServer):
    """Keeps posts in memory and answers as its temper says.

    `hangs` is how long it leaves a caller waiting, and `ahead` how far its clock
    is ahead of this process's.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, temper, hangs=1.5, ahead=timedelta()):
        super().__init__(("127.0.0.1", 0), PageHandler)
        self.temper, self.hangs, self.ahead = temper, hangs, ahead
        self.posts, self.tries = [], defaultdict(int)
        self.heard_at = {}
        self.calm = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *trouble):
        self.calm.set()
        self.shutdown()
        self.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/"

    def posts_of(self, item):
        """Return what stands there of `item`, oldest first."""
        return [post for post in self.posts if post.item == item]

    def mood(self, item):
        """Return the mood towards the next try to post `item`."""
        with self._lock:
            self.heard_at.setdefault(item, time.time())
            number = self.tries[item]
            self.tries[item] += 1
        return self.temper.towards_post(item, number, bool(self.posts_of(item)))

    def take(self, item, message, lag, photos=()):
        """Keep a post; the listing shows it after `lag` seconds."""
        with self._lock:
            post = Post(
                number=len(self.posts) + 1,
                item=item,
                message=message,
                created=datetime.now(UTC) + self.ahead,
                shown_from=time.monotonic() + lag,
                photos=photos,
            )
            self.posts.append(post)
        return post

    def listing(self, after, limit):
        """Return the posts before number `after`, newest first, and the next cursor."""
        shown = [
            post
            for post in reversed(self.posts[: after - 1] if after else self.posts)
            if post.shown_from <= time.monotonic()
        ]
        return shown[:limit], shown[limit - 1].number if len(shown) > limit else None

    def handle_error(self, request, client_address):
        """Say nothing: clients that die in the middle are what this is for."""


class PageHandler(BaseHTTPRequestHandler):
    """POST …/feed and …/photos, GET …/published_posts."""

    protocol_version = "HTTP/1.1"  # connections stay open, as Facebook's do
    disable_nagle_algorithm = True  # or each body waits 40 ms for its headers

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        edge = urlsplit(self.path).path.rpartition("/")[2]
        if edge != "feed":  # a photo, or a page to be read for its preview
            self._answer("receipt", {"id": secrets.token_hex(8)})
            return
        form = parse_qs(body.decode())
        message, media = form["message"][0], form.get("attached_media", ["[]"])[0]
        photos = tuple(photo["media_fbid"] for photo in json.loads(media))
        item = int(ITEM.search(message)[1])
        mood = self.server.mood(item)
        self.server.calm.wait(mood.delay)
        if mood.answer == "late":
            self.server.calm.wait(self.server.hangs)
        receipt = {}
        if mood.taken:
            receipt = self.server.take(item, message, mood.lag, photos).as_json()
        self._answer(mood.answer, receipt)

    def do_GET(self):
        address = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        edge = address.path.rpartition("/")[2]
        if edge != "published_posts":
            named = [post.as_json() for post in self.server.posts if post.id == edge]
            self._answer("receipt", named[0] if named else {"data": []})
            return
        limit = min(int(query.get("limit", LISTED_AT_ONCE)), LISTED_AT_ONCE)
        posts, cursor = self.server.listing(int(query.get("after", 0)), limit)
        listing = {"data": [post.as_json() for post in posts]}
        if cursor:
            listing["paging"] = {"cursors": {"after": str(cursor)}, "next": "more"}
        mood = self.server.temper.towards_read()
        self._answer("receipt" if mood == "listing" else mood, listing)

    def _answer(self, how, content):
        body = json.dumps(content).encode()
        self.close_connection |= how in BROKEN_OFF
        match how:
            case "receipt" | "late":
                self._send(200, body)
            case "hang":
                self.server.calm.wait(self.server.hangs)
            case "error 500":
                self._send(500, error(2, f"Unavailable for {self._token()}"))
            case "html":
                self._send(502, HTML)
            case "nonsense":
                self._send(200, b'{"data": [[[')
            case "cut":
                self._send(200, body[:9], length=len(body))
            case "duplicate":
                self._send(400, error(506, f"Duplicate status of {self._token()}"))

    def _token(self):
        """Return the caller's token: real errors repeat it now and then."""
        return self.headers.get("Authorization", "").removeprefix("Bearer ")

    def _send(self, status, body, length=None):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing."""


def error(code, message):
    """Return the body of an error as Facebook writes it."""
    told = {"message": message, "type": "OAuthException", "code": code}
    return json.dumps({"error": told}).encode()
