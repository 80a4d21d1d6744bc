"""The long storm over an issue (`make storm`), then the figures."""

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    storm = Path(__file__).with_name("_long.py")
    options = ["--capture", "no", "--quiet", "--create-db", *sys.argv[1:]]
    sys.exit(pytest.main([str(storm), *options]))
