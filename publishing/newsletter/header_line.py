"""One header of a mail, as Django and the standard library write it, but sooner.

Encoding an address takes them longer than all the rest of a mail. What they do to a
usual one is known, and where a header's line breaks hangs on its shape alone; they
are asked for everything else, and once for each shape.
"""

import re
from email.policy import compat32
from functools import lru_cache

from django.core.mail.message import forbid_multi_line_headers, utf8_charset_qp

CRLF = compat32.clone(linesep="\r\n")
#: An address that needs no quoting or encoding.
PLAIN_ADDRESS = re.compile(
    r"[A-Za-z0-9+_-]+(?:\.[A-Za-z0-9+_-]+)*"
    r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*"
)
#: A name in whose quotes nothing must be escaped, with its address.
NAMED = re.compile(rf"\"([\w '’.&-]+)\" <({PLAIN_ADDRESS.pattern})>")
#: An encoded word of that length stands in one piece.
ONE_PIECE = 70
WORD = re.compile(r"[^ \t\r\n]+")
#: A header breaks at these, or nowhere; all else has only its length.
SHAPE = {code: "x" for code in range(128) if chr(code) not in " \t,;\r\n"}


def header_line(name: str, value: str) -> bytes:
    """Return one header, with CRLF."""
    if not value.isascii() and name == "To":
        value = _encoded_name(value) or value
    if not value.isascii() or name == "Subject" or "\n" in value or "\r" in value:
        name, value = forbid_multi_line_headers(name, value, utf8_charset_qp)
        return CRLF.fold(name, value).encode("ascii")
    blanks = _blanks(name, value.translate(SHAPE))
    words = zip(blanks, WORD.findall(value), strict=False)
    line = "".join(blank + word for blank, word in words)
    return f"{name}:{line}{blanks[-1]}".encode("ascii")


@lru_cache(maxsize=1024)
def _blanks(name: str, shape: str) -> list[str]:
    """Return what stands before, between and behind the words of such a header."""
    return WORD.split(CRLF.fold(name, shape).removeprefix(f"{name}:"))


def _encoded_name(value: str) -> str | None:
    """Return a usual address with its name encoded, None for an unusual one."""
    found = NAMED.fullmatch(value)
    if found is None:
        return None
    name = utf8_charset_qp.header_encode(found[1])
    return f"{name} <{found[2]}>" if len(name) <= ONE_PIECE else None
