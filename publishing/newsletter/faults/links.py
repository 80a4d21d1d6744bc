"""Where the links of an issue lead: asked of the servers behind them, in parallel.

Only public addresses are called: a link must not make this machine talk to its
own network. What a server answered is remembered for some minutes.
"""

import socket
import ssl
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from enum import StrEnum
from hashlib import sha256
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import quote, urljoin, urlsplit

from django.core.cache import cache

AT_ONCE = 8
#: Seconds: for each step of one link, and for all links of one look.
PATIENCE, WHOLE_PATIENCE = 4, 9
MOST_REDIRECTS = 5
REMEMBERED, TROUBLE_REMEMBERED = 600, 60
HEADERS = {"User-Agent": "CityHub link check", "Accept": "*/*"}


class Leads(StrEnum):
    """What became of a link."""

    THERE = "there"
    GONE = "gone"
    SILENT = "silent"
    PRIVATE = "private"


class _NotPublic(Exception):
    """The name belongs to a machine that readers can't reach."""


def known(urls: Iterable[str]) -> dict[str, Leads]:
    """Return what is remembered of `urls`; nothing is asked of anybody."""
    names = {_key(url): url for url in urls}
    return {names[key]: Leads(said) for key, said in cache.get_many(names).items()}


def look(urls: Iterable[str]) -> dict[str, Leads]:
    """Return where each of `urls` (http, https) leads, within some seconds."""
    urls = set(urls)
    found = known(urls)
    unknown = urls - found.keys()
    if not unknown:
        return found
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="links")
    asked = {pool.submit(_ask, url): url for url in unknown}
    done, _late = wait(asked, timeout=WHOLE_PATIENCE)
    pool.shutdown(wait=False, cancel_futures=True)
    answers = {asked[task]: task.result() for task in done}
    for url, said in answers.items():
        lasts = REMEMBERED if said == Leads.THERE else TROUBLE_REMEMBERED
        cache.set(_key(url), said.value, lasts)
    return {**dict.fromkeys(unknown, Leads.SILENT), **found, **answers}


def is_public(address: str) -> bool:
    """Whether an IP address can be reached by everybody."""
    found = ip_address(address.partition("%")[0])
    return found.is_global and not found.is_multicast


def _key(url: str) -> str:
    return f"newsletter-link-{sha256(url.encode()).hexdigest()}"


def _ask(url: str) -> Leads:
    """Ask as sparingly as possible: many servers answer only a GET."""
    try:
        status = _status("HEAD", url)
        if status >= HTTPStatus.BAD_REQUEST:
            status = _status("GET", url)
    except _NotPublic:
        return Leads.PRIVATE
    except (OSError, HTTPException, ValueError):
        return Leads.SILENT
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return Leads.GONE
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Leads.SILENT
    return Leads.THERE  # also 401, 403, 429: it keeps machines out, not readers


def _status(verb: str, url: str) -> int:
    for _turn in range(MOST_REDIRECTS):
        parts = urlsplit(url)
        connection = _connection(parts.scheme, parts.hostname or "", parts.port)
        try:
            target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
            target += f"?{query}" if query else ""
            connection.request(verb, target, headers=HEADERS)
            answer = connection.getresponse()
            onward = answer.headers.get("Location")
        finally:
            connection.close()
        if not onward or answer.status not in (301, 302, 303, 307, 308):
            return answer.status
        url = urljoin(url, onward)
    return answer.status


def _connection(scheme: str, host: str, port: int | None) -> HTTPConnection:
    name = host.encode("idna").decode("ascii")
    if scheme == "https":
        return _PublicHTTPS(name, port, timeout=PATIENCE)
    if scheme == "http":
        return _PublicHTTP(name, port, timeout=PATIENCE)
    raise ValueError(scheme)


def _public_socket(host: str, port: int) -> socket.socket:
    """Connect to the very address that was judged, not to the name once more."""
    error: OSError | None = None
    for family, kind, protocol, _name, address in socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM
    ):
        if not is_public(str(address[0])):
            raise _NotPublic(host)
        connection = socket.socket(family, kind, protocol)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(address)
        except OSError as refusal:
            connection.close()
            error = refusal
        else:
            return connection
    raise error or OSError(host)


class _PublicHTTP(HTTPConnection):
    def connect(self) -> None:
        self.sock = _public_socket(self.host, self.port)


class _PublicHTTPS(HTTPSConnection):
    def connect(self) -> None:
        self.sock = ssl.create_default_context().wrap_socket(
            _public_socket(self.host, self.port), server_hostname=self.host
        )
