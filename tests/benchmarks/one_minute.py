"""Taps and seconds of a shopkeeper, from the mail's link to "sent" (`make bench`)."""

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    measured = Path(__file__).with_name("_one_minute.py")
    sys.exit(
        pytest.main([str(measured), "--capture", "no", "--quiet", "-p", "no:xdist"])
    )
