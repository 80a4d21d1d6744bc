"""The desk in a large town: queries and time of each page (`make bench`).

The baseline is the same page with 100 items.
"""

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    measured = str(Path(__file__).with_name("_desk_pages.py"))
    options = ["--capture", "no", "--quiet", "--create-db", *sys.argv[1:]]
    sys.exit(pytest.main([measured, *options]))
