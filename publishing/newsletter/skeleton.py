"""An issue as bytes, in which only what is personal is filled in for each reader.

Building a mail the standard way takes two milliseconds; thousands of readers
would wait for that, not for the mail server. So the mail is built once with
marks in place of what is personal. A line of quoted-printable is encoded by
itself, so filling in a mark means encoding its line anew, and no other.
"""

import re
import secrets
from collections.abc import Callable
from email import quoprimime

from publishing.newsletter.header_line import header_line
from publishing.newsletter.letter import Person, build, headers

Part = bytes | Callable[[Person], bytes]

HEADERS = {
    "To": "to",
    "Message-ID": "message_id",
    "List-Unsubscribe": "list_unsubscribe",
}


class Skeleton:
    """One issue in one language, ready to be filled in."""

    def __init__(
        self,
        *,
        publication_id: str,
        subject: str,
        text: str,
        html: str,
        marks: "Marks",
    ) -> None:
        """`text` and `html` hold `marks` where something personal belongs."""
        blank = marks.person
        lines: list[tuple[str, Callable[[Person], str]]] = []

        def set_aside(body: str, *, is_html: bool) -> str:
            """Replace each line that holds a mark by a short name for it."""
            out = []
            for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
                if blank.greeting in line or blank.leave_url in line:
                    name = f"line-{marks.word}-{len(lines)}-"
                    lines.append((name, marks.filling(line, is_html=is_html)))
                    out.append(name)
                else:
                    out.append(line)
            return "\n".join(out)

        fields = headers(publication_id, blank)
        message = build(
            subject,
            set_aside(text, is_html=False),
            set_aside(html, is_html=True),
            blank,
            fields,
        )
        mime = message.message()
        raw = mime.as_bytes(linesep="\r\n")  # type: ignore[call-arg]
        self.parts = _cut(raw, dict(lines))
        self.boundary = mime.get_boundary()

    def fill(self, person: Person) -> bytes:
        """Return the mail to `person`, with CRLF line ends."""
        return b"".join(
            [part if isinstance(part, bytes) else part(person) for part in self.parts]
        )


class Marks:
    """What stands in a mail that is nobody's yet."""

    def __init__(self) -> None:
        self.word = secrets.token_hex(6)
        self.person = Person(
            to=f"blank-{self.word}@example.org",
            message_id=f"<blank-{self.word}>",
            greeting=f"greeting-{self.word}-",
            html_greeting=f"greeting-{self.word}-",
            leave_url=f"https://leave-{self.word}.example/",
            list_unsubscribe=f"<https://list-{self.word}.example/>",
        )

    def filling(self, line: str, *, is_html: bool) -> Callable[[Person], str]:
        """Return what writes `line` for a person."""
        blank = self.person

        def fill(person: Person) -> str:
            greeting = person.html_greeting if is_html else person.greeting
            return line.replace(blank.greeting, greeting).replace(
                blank.leave_url, person.leave_url
            )

        return fill


def _cut(raw: bytes, lines: dict[str, Callable[[Person], str]]) -> list[Part]:
    """Return `raw` cut where something personal is filled in."""
    head, _separator, body = raw.partition(b"\r\n\r\n")
    parts: list[Part] = []
    for field in re.split(rb"\r\n(?![ \t])", head):
        name = field.partition(b":")[0].decode()
        if name in HEADERS:
            parts.append(_header_filler(name, HEADERS[name]))
        else:
            parts.append(field + b"\r\n")
    parts.append(b"\r\n")
    if lines:
        names = "|".join(re.escape(name) for name in lines)
        for piece in re.split(f"({names})".encode(), body):
            fill = lines.get(piece.decode("ascii"))
            parts.append(_line_filler(fill) if fill else piece)
    else:
        parts.append(body)
    return _joined(parts)


def _joined(parts: list[Part]) -> list[Part]:
    """Return `parts`, neighbours that are nobody's own in one piece."""
    joined: list[Part] = []
    for part in parts:
        if joined and isinstance(part, bytes) and isinstance(joined[-1], bytes):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _line_filler(fill: Callable[[Person], str]) -> Callable[[Person], bytes]:
    def encoded(person: Person) -> bytes:
        # As email.charset does before quoted-printable: bytes in Latin-1's clothes.
        clothed = fill(person).encode().decode("latin-1")
        return quoprimime.body_encode(clothed).replace("\n", "\r\n").encode("ascii")

    return encoded


def _header_filler(name: str, attribute: str) -> Callable[[Person], bytes]:
    def encoded(person: Person) -> bytes:
        return header_line(name, getattr(person, attribute))

    return encoded
