"""Mailboxes of the tests: real sockets that speak as much IMAP and POP3 as we do."""

import re
import socketserver
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager


class Box(socketserver.ThreadingTCPServer):
    """Mails by number; what became of each is in `flags` and `deleted`."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, speaker: type["Speaker"], mails: list[bytes]) -> None:
        super().__init__(("127.0.0.1", 0), speaker)
        self.mails = dict(enumerate(mails, start=1))
        self.flags: dict[int, str] = {}
        self.deleted: list[int] = []
        self.password = "pass word"

    @property
    def port(self) -> int:
        return self.server_address[1]


class Speaker(socketserver.StreamRequestHandler, ABC):
    """One line in, some lines out."""

    server: Box
    greeting = ""

    def handle(self) -> None:
        self.say(self.greeting)
        for raw in self.rfile:
            if not self.answer(raw.decode().strip()):
                return

    def say(self, *lines: str) -> None:
        for line in lines:
            self.wfile.write(line.encode() + b"\r\n")

    @abstractmethod
    def answer(self, line: str) -> bool:
        """Answer one line; return whether the talk goes on."""


class Imap(Speaker):
    greeting = "* OK here"

    def answer(self, line: str) -> bool:
        tag, _space, command = line.partition(" ")
        box = self.server
        verb = command.split()[0].upper()
        if verb == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1")
        elif verb == "LOGIN" and f'"{box.password}"' not in command:
            self.say(f"{tag} NO wrong password")
            return True
        elif verb == "SELECT":
            self.say(f"* {len(box.mails)} EXISTS")
        elif verb == "UID":
            self._by_uid(command)
        elif verb == "CLOSE":
            gone = [n for n, flags in box.flags.items() if "Deleted" in flags]
            box.deleted += gone
        elif verb == "LOGOUT":
            self.say("* BYE", f"{tag} OK")
            return False
        self.say(f"{tag} OK done")
        return True

    def _by_uid(self, command: str) -> None:
        box = self.server
        if "SEARCH" in command:
            unseen = [str(n) for n in box.mails if n not in box.flags]
            self.say(" ".join(["* SEARCH", *unseen]))
        elif fetch := re.search(r"FETCH (\d+)", command):
            mail = box.mails[int(fetch[1])]
            self.wfile.write(
                f"* {fetch[1]} FETCH (UID {fetch[1]} BODY[] {{{len(mail)}}}\r\n".encode()
                + mail
                + b")\r\n"
            )
        elif store := re.search(r"STORE (\d+) \+FLAGS.SILENT (.*)", command):
            box.flags[int(store[1])] = store[2]


class Pop3(Speaker):
    greeting = "+OK here"

    def answer(self, line: str) -> bool:
        box = self.server
        verb, _space, rest = line.partition(" ")
        if verb == "PASS" and rest != box.password:
            self.say("-ERR wrong password")
            return True
        if verb == "STAT":
            self.say(f"+OK {len(box.mails)} 1000")
            return True
        if verb == "RETR":
            mail = box.mails[int(rest)].replace(b"\r\n", b"\n").split(b"\n")
            dotted = [b"." + part if part.startswith(b".") else part for part in mail]
            self.wfile.write(b"+OK\r\n" + b"\r\n".join(dotted) + b"\r\n.\r\n")
            return True
        if verb == "DELE":
            box.deleted.append(int(rest))
        self.say("+OK")
        return verb != "QUIT"


@contextmanager
def mailbox(speaker: type[Speaker], mails: list[bytes]) -> Iterator[Box]:
    """A mailbox on a free port."""
    with Box(speaker, mails) as box:
        thread = threading.Thread(
            target=box.serve_forever, kwargs={"poll_interval": 0.02}
        )
        thread.start()
        try:
            yield box
        finally:
            box.shutdown()
            thread.join()
