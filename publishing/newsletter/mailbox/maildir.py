"""The mails that the sandbox took: one file each, in Maildir format."""

import mailbox
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_binary_file, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

#: The mail server notes the envelope's recipient here; To may say anything.
RECIPIENT = "X-Sandbox-To"


class NoSuchMail(Exception):
    """There is no mail of that name (any more)."""


@dataclass(frozen=True)
class Mail:
    """One mail; `key` is its name in the Maildir, `at` when it came (aware)."""

    key: str
    at: datetime
    message: EmailMessage

    @property
    def to(self) -> str:
        """Return the address that it was brought to."""
        return str(self.message[RECIPIENT] or self.message["To"] or "")

    @property
    def subject(self) -> str:
        """Return the subject, which may be empty."""
        return str(self.message["Subject"] or "")

    @property
    def sender(self) -> str:
        """Return who it says it is from."""
        return str(self.message["From"] or "")

    @property
    def headers(self) -> list[tuple[str, str]]:
        """Return all headers, in their order."""
        return [(name, str(value).strip()) for name, value in self.message.items()]

    @cached_property
    def text(self) -> str:
        """Return the plain part."""
        return self._part("plain")

    @cached_property
    def html(self) -> str:
        """Return the HTML part."""
        return self._part("html")

    @property
    def one_click_path(self) -> str:
        """Return where one-click unsubscribing posts to, "" when it can't."""
        if self.message["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
            return ""
        for address in str(self.message["List-Unsubscribe"] or "").split(","):
            url = address.strip().strip("<>")
            if url.startswith(("http://", "https://")):
                return urlsplit(url).path
        return ""

    def _part(self, subtype: str) -> str:
        part = self.message.get_body((subtype,))
        return part.get_content() if part is not None else ""


class Mailbox:
    """All mails of the sandbox."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or settings.DATA_DIR / "mail"
        self._maildir = mailbox.Maildir(self.path)

    def keep(self, content: bytes, recipient: str) -> None:
        """Keep one mail as it came, with its recipient noted on top."""
        self._maildir.add(f"{RECIPIENT}: {recipient}\r\n".encode() + content)

    def newest_first(self, recipient: str = "") -> Iterator[Mail]:
        """Return the mails, headers only; those to `recipient` when given."""
        parser = BytesHeaderParser(policy=policy.default)
        for path in self._files():
            with path.open("rb") as file:
                mail = Mail(path.name, _came_at(path), parser.parse(file))
            if not recipient or recipient.lower() in mail.to.lower():
                yield mail

    def read(self, key: str) -> Mail:
        """Return one whole mail. Raises NoSuchMail."""
        found = [path for path in self._files() if path.name == key]
        if not found:
            raise NoSuchMail(key)
        with found[0].open("rb") as file:
            message = message_from_binary_file(file, policy=policy.default)
        return Mail(key, _came_at(found[0]), message)

    def empty(self) -> None:
        """Throw all mails away."""
        self._maildir.clear()

    def _files(self) -> list[Path]:
        folders = (self.path / "new", self.path / "cur")
        paths = [path for folder in folders for path in folder.iterdir()]
        return sorted(paths, key=lambda path: (path.stat().st_mtime_ns, path.name))[
            ::-1
        ]


def _came_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
