"""A list of people who agreed elsewhere: read, judged row by row, carried out.

The same judgement makes the dry run and the import, so that what was shown is
what happens.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from publishing.newsletter.models import Consent, Subscriber, Suppression
from publishing.newsletter.models.address import normalised

COLUMNS = ("email", "name", "language", "role", "basis")
NEEDED = ("email", "basis")
#: How people name these columns.
ALIASES = {
    "e-mail": "email",
    "mail": "email",
    "courriel": "email",
    "adresse e-mail": "email",
    "nom": "name",
    "prénom": "name",
    "langue": "language",
    "rôle": "role",
    "accord": "basis",
}
#: What both stand for, in a list, by their codes or in the town's own words.
CHOICES = {"language": settings.LANGUAGES, "role": Subscriber.Role.choices}
DELIMITERS = ",;\t"
MAX_ROWS = 20_000


class Unreadable(Exception):
    """The file as a whole can't be read; the sentence says why."""


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = auto()
    KNOWN = auto()
    STAYS_AWAY = auto()
    TWICE = auto()
    WRONG = auto()


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the list, what becomes of it, and why in words."""

    line: int
    email: str
    name: str
    language: str
    role: str
    basis: str
    verdict: Verdict
    reason: str = ""


def text_of(content: bytes) -> str:
    """Return a file as text: UTF-8, or what older spreadsheets write."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def judged(text: str) -> list[Row]:
    """Return what would happen with each line of `text`. Raises Unreadable."""
    lines = list(_lines(text))
    addresses = {normalised(said["email"]) for _line, said in lines}
    known = dict(
        Subscriber.objects.exclude(state=Subscriber.State.PENDING).values_list(
            "email", "state"
        )
        if addresses
        else []
    )
    away = Suppression.objects.among(addresses)
    seen: set[str] = set()
    rows = []
    for line, said in lines:
        email = normalised(said["email"])
        verdict, reason = _verdict(said, known.get(email), away.get(email), seen)
        seen.add(email)
        fields = {**said, "email": email or said["email"]}
        rows.append(Row(line=line, verdict=verdict, reason=reason, **fields))
    return rows


def carry_out(rows: Iterable[Row], operator: User | None = None) -> int:
    """Subscribe who is new; return how many. All of them, or none."""
    done = 0
    with transaction.atomic():
        for row in rows:
            if row.verdict == Verdict.NEW:
                done += _subscribe(row, operator)
    return done


def _subscribe(row: Row, operator: User | None) -> bool:
    subscriber = Subscriber.objects.ask(
        row.email,
        name=row.name,
        language=row.language or settings.LANGUAGE_CODE,
        role=row.role,
    )
    return subscriber.subscribe_by_hand(
        Consent(
            what=Consent.What.BY_HAND,
            source=Consent.Source.IMPORT,
            wording=row.basis,
            operator=operator,
        )
    )


def _verdict(
    said: dict[str, str],
    state: str | None,
    away: Suppression | None,
    seen: set[str],
) -> tuple[Verdict, str]:
    if fault := _fault(said):
        return Verdict.WRONG, fault
    if normalised(said["email"]) in seen:
        return Verdict.TWICE, _("Stands in the list already.")
    if away:
        return Verdict.STAYS_AWAY, _("Stays away: %(why)s.") % {"why": away}
    if state == Subscriber.State.CONFIRMED:
        return Verdict.KNOWN, _("Gets the newsletter already.")
    if state:
        label = Subscriber.State(state).label
        return Verdict.STAYS_AWAY, _("Stays away: %(why)s.") % {"why": label}
    return Verdict.NEW, ""


def _fault(said: dict[str, str]) -> str:
    try:
        validate_email(said["email"].strip())
    except ValidationError:
        return _("“%(email)s” is not an e-mail address.") % said
    if said["language"] and said["language"] not in dict(settings.LANGUAGES):
        return _("“%(language)s” is not a language of the town.") % said
    if said["role"] and said["role"] not in Subscriber.Role.values:
        roles = ", ".join(map(str, Subscriber.Role.labels))
        return _("“%(role)s” is not a role; those are: %(roles)s.") % {
            **said,
            "roles": roles,
        }
    if not said["basis"]:
        return _("The basis is missing: how did this person agree?")
    return ""


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    known = {column: _codes(choices) for column, choices in CHOICES.items()}
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [_column(name) for name in reader.fieldnames or ()]
        reader.fieldnames = names
        if missing := [name for name in NEEDED if name not in names]:
            raise Unreadable(
                _("Columns missing: %(columns)s.") % {"columns": ", ".join(missing)}
            )
        for number, row in enumerate(reader, start=1):
            if number > MAX_ROWS:
                raise Unreadable(
                    _("More than %(count)s lines: please split the list.")
                    % {"count": MAX_ROWS}
                )
            said = {name: (row.get(name) or "").strip() for name in COLUMNS}
            said["name"] = said["name"][:100]
            for column, codes in known.items():
                said[column] = codes.get(said[column].casefold(), said[column])
            yield reader.line_num, said
    except csv.Error as error:
        raise Unreadable(
            _("The list can’t be read: %(error)s") % {"error": error}
        ) from error


def _codes(choices: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return the code of each choice by itself and by its name in every language."""
    codes = {code: code for code, _label in choices}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            codes |= {str(label).casefold(): code for code, label in choices}
    return codes


def _column(name: str | None) -> str:
    plain = (name or "").strip().lower()
    return ALIASES.get(plain, plain)
