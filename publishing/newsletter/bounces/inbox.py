"""The return mailbox, over IMAP or POP3: mails one by one, and done with each.

What we understood is taken away. What we did not is left for a person: with
IMAP it is read and starred, with POP3 it is looked at again next time.
"""

import imaplib
import poplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

#: Seconds for the server's answer; a round of reading must end within its task.
PATIENCE = 20
#: So many mails are read in one round; the next follows in minutes.
HANDFUL = 200
SCHEMES = ("imap", "imap+ssl", "pop3", "pop3+ssl")
TROUBLES = (OSError, imaplib.IMAP4.error, poplib.error_proto)


class Inbox(Protocol):
    """An opened mailbox."""

    def mails(self) -> Iterator[tuple[str, bytes]]:
        """Return the mails to be read, each with its name here."""

    def take_away(self, name: str) -> None:
        """Delete one that was understood."""

    def leave(self, name: str) -> None:
        """Leave one for a person."""


class ImapInbox:
    """A folder on an IMAP server."""

    def __init__(self, place: SplitResult) -> None:
        host = place.hostname or ""
        if place.scheme == "imap+ssl":
            context = ssl.create_default_context()
            self._imap: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                host, place.port or 993, ssl_context=context, timeout=PATIENCE
            )
        else:
            self._imap = imaplib.IMAP4(host, place.port or 143, timeout=PATIENCE)
        try:
            self._imap.login(unquote(place.username or ""), _password(place))
            self._enter(unquote(place.path.lstrip("/")) or "INBOX")
        except BaseException:
            self._imap.shutdown()
            raise

    def _enter(self, folder: str) -> None:
        answer, _data = self._imap.select(f'"{folder}"')
        if answer != "OK":
            raise imaplib.IMAP4.error(f"there is no folder {folder}")

    def mails(self) -> Iterator[tuple[str, bytes]]:
        """Return the mails that nobody has read."""
        _answer, data = self._imap.uid("SEARCH", "UNSEEN UNDELETED")
        for number in (data[0] or b"").split()[:HANDFUL]:
            name = number.decode()
            _answer, parts = self._imap.uid("FETCH", name, "(BODY.PEEK[])")
            found = [part[1] for part in parts if isinstance(part, tuple)]
            if found:  # else somebody took it away meanwhile
                yield name, found[0]

    def take_away(self, name: str) -> None:
        """Delete one that was understood."""
        self._imap.uid("STORE", name, "+FLAGS.SILENT", r"(\Seen \Deleted)")

    def leave(self, name: str) -> None:
        """Leave one for a person, starred."""
        self._imap.uid("STORE", name, "+FLAGS.SILENT", r"(\Seen \Flagged)")

    def close(self) -> None:
        """Expunge what was deleted, and go."""
        self._imap.close()
        self._imap.logout()


class Pop3Inbox:
    """A mailbox on a POP3 server, newest first: old mail can't keep new from us."""

    def __init__(self, place: SplitResult) -> None:
        host = place.hostname or ""
        if place.scheme == "pop3+ssl":
            context = ssl.create_default_context()
            self._pop: poplib.POP3 = poplib.POP3_SSL(
                host, place.port or 995, context=context, timeout=PATIENCE
            )
        else:
            self._pop = poplib.POP3(host, place.port or 110, timeout=PATIENCE)
        try:
            self._pop.user(unquote(place.username or ""))
            self._pop.pass_(_password(place))
        except BaseException:
            self._pop.close()
            raise

    def mails(self) -> Iterator[tuple[str, bytes]]:
        """Return the newest mails."""
        count, _size = self._pop.stat()
        for number in range(count, max(count - HANDFUL, 0), -1):
            _answer, lines, _size = self._pop.retr(number)
            yield str(number), b"\r\n".join(lines)

    def take_away(self, name: str) -> None:
        """Delete one that was understood."""
        self._pop.dele(int(name))

    def leave(self, name: str) -> None:
        """Leave one for a person."""

    def close(self) -> None:
        """Go; the server deletes now."""
        self._pop.quit()


@contextmanager
def opened(address: str) -> Iterator[Inbox]:
    """Open the mailbox of this URL. Raises one of TROUBLES."""
    place = urlsplit(address)
    kind = ImapInbox if place.scheme.startswith("imap") else Pop3Inbox
    inbox = kind(place)
    try:
        yield inbox
    finally:
        with suppress(*TROUBLES):
            inbox.close()


def _password(place: SplitResult) -> str:
    return unquote(place.password or "")
