"""Field expansion: `id,message,comments.limit(0).summary(true){id,from}`.

https://developers.facebook.com/docs/graph-api/guides/field-expansion
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from publishing.facebook.sandbox.graph.refusal import Refusal

NAME = re.compile(r"\s*(\w+)((?:\.\w+\([^)]*\))*)\s*")
MODIFIER = re.compile(r"\.(\w+)\(([^)]*)\)")


@dataclass
class Wanted:
    """One field that is asked for: its modifiers and the fields inside it."""

    modifiers: dict[str, str] = field(default_factory=dict)
    inside: "dict[str, Wanted]" = field(default_factory=dict)


def parse(text: str) -> dict[str, Wanted]:
    """Return the fields that `text` asks for; raise Refusal on nonsense."""
    fields, end = _parse(text, 0)
    if end != len(text):
        raise _syntax_error(text)
    return fields


def _parse(text: str, position: int) -> tuple[dict[str, Wanted], int]:
    fields: dict[str, Wanted] = {}
    while True:
        match = NAME.match(text, position)
        if match is None:
            raise _syntax_error(text)
        wanted = Wanted(dict(MODIFIER.findall(match[2])))
        position = match.end()
        if text[position : position + 1] == "{":
            wanted.inside, position = _parse(text, position + 1)
            if text[position : position + 1] != "}":
                raise _syntax_error(text)
            position += 1
        fields[match[1]] = wanted
        if text[position : position + 1] != ",":
            return fields, position
        position += 1


def _syntax_error(text: str) -> Refusal:
    return Refusal(2500, f"Syntax error in the field list: {text}")


def show(
    node: object,
    table: Mapping[str, Callable[[Any, Wanted], object]],
    wanted: Mapping[str, Wanted],
) -> dict[str, object]:
    """Return the fields of `node` that are wanted, and always its id."""
    shown: dict[str, object] = {}
    for name, how in {**wanted, "id": Wanted()}.items():
        if name not in table:
            raise Refusal(
                100,
                f"(#100) Tried accessing nonexisting field ({name}) on node type "
                f"({type(node).__name__})",
            )
        value = table[name](node, how)
        if value is not None:
            shown[name] = pick(value, how.inside)
    return shown


def pick(value: Any, inside: Mapping[str, Wanted]) -> Any:
    """Return only what is wanted inside of `value`; all of it if nothing is said."""
    if not inside:
        return value
    if isinstance(value, list):
        return [pick(item, inside) for item in value]
    if isinstance(value, dict) and "data" in value:
        return {**value, "data": pick(value["data"], inside)}
    if isinstance(value, dict):
        return {
            name: pick(value[name], how.inside)
            for name, how in inside.items()
            if name in value
        }
    return value
