"""English catalogues say what the source says; `make messages` writes them so.

GNU msgen does it too, but keeps the guesses that msgmerge made from other texts.
"""

import sys

import polib


def say_what_the_source_says(path: str) -> None:
    """Fill the catalogue at `path` with its own message ids."""
    catalogue = polib.pofile(path, wrapwidth=0)
    for entry in catalogue:
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.previous_msgid = None
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = entry.msgid
    catalogue.metadata_is_fuzzy = False
    catalogue.save(path)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        say_what_the_source_says(name)
