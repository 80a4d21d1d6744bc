"""`make check`: everything that must hold besides the tests, one line each."""

import os
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CODE = ["cityhub", "events", "publishing", "shops", "tests", "manage.py"]


def tracked(pattern: str) -> list[str]:
    """Return the files git knows that match `pattern`."""
    listed = subprocess.run(
        ["git", "ls-files", pattern], capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def catalogue_gaps() -> list[str]:
    """Return a line for each text without a translation, in French or English."""
    gaps = []
    for path in sorted(ROOT.glob("**/locale/*/LC_MESSAGES/django.po")):
        if ".venv" in path.parts:
            continue
        catalogue = polib.pofile(str(path))
        gaps += [
            f"{path.relative_to(ROOT)}: {entry.msgid[:60]!r}"
            for entry in (*catalogue.untranslated_entries(), *catalogue.fuzzy_entries())
        ]
    return gaps


def stale_catalogues() -> list[str]:
    """Return a line for each catalogue that lacks a text of the source."""
    before = {name: (ROOT / name).read_text() for name in tracked("*.po")}
    made = subprocess.run(["make", "-s", "messages"], check=False, capture_output=True)
    missing = []
    for name, text in before.items():
        now = {entry.msgid for entry in polib.pofile(str(ROOT / name))}
        known = {entry.msgid for entry in polib.pofile(text)}
        missing += [f"{name}: {msgid[:60]!r}" for msgid in sorted(now - known)]
        (ROOT / name).write_text(text)
    if made.returncode:
        missing.append(made.stderr.decode()[-500:])
    return missing


def say(name: str, problems: str) -> bool:
    """Print one line, and what is wrong below it; return whether all is well."""
    print(f"{'✗' if problems else '✓'} {name}", flush=True)
    if problems:
        print(problems, flush=True)
    return not problems


def run(name: str, *command: str) -> bool:
    """Run one check; its output is shown when it fails."""
    program = str(BIN / command[0]) if (BIN / command[0]).exists() else command[0]
    done = subprocess.run(
        [program, *command[1:]],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "CITYHUB_DATA_DIR": str(ROOT / "var" / "check")},
    )
    output = (done.stdout + done.stderr).strip() or f"exit {done.returncode}"
    return say(name, output if done.returncode else "")


def main() -> int:
    """Run every check, print a line for each, return 1 when one failed."""
    templates = tracked("*.html")
    results = [
        run("ruff format", "ruff", "format", "--check", *CODE),
        run("ruff check", "ruff", "check", *CODE),
        run("djade", "djade", "--check", "--target-version", "5.2", *templates),
        run("djangofmt", "djangofmt", "--check", *templates),
        run("template lint", "djangofmt", "check", *templates),
        run("import order", "lint-imports"),
        run("types", "mypy", *CODE[:4]),
        run("system check", "python", "manage.py", "check", "--fail-level", "WARNING"),
        run("migrations", "python", "manage.py", "makemigrations", "--check"),
        say("texts collected", "\n".join(stale_catalogues())),
        say("texts translated", "\n".join(catalogue_gaps())),
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
