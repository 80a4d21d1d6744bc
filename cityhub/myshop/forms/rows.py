"""Rows of a formset as they came, to show them again unchecked."""

from collections.abc import Collection

from django.http import QueryDict

MOST_ROWS = 100


def raw_rows(
    words: QueryDict, prefix: str, names: Collection[str]
) -> list[dict[str, str]]:
    """Return the rows under `prefix`, each with the fields `names`."""
    rows: list[dict[str, str]] = []
    first, *_others = names
    while f"{prefix}-{len(rows)}-{first}" in words and len(rows) < MOST_ROWS:
        row = f"{prefix}-{len(rows)}-"
        rows.append({name: words.get(row + name, "") for name in names})
    return rows
