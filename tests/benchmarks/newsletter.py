"""The newsletter's speed, statements and memory, on PostgreSQL (`make bench`)."""

import sys
from pathlib import Path

from tests import services

MEASURE = Path(__file__).with_name("_newsletter.py")

if __name__ == "__main__":
    options = ["--capture", "no", "--quiet", "--create-db", *sys.argv[1:]]
    sys.exit(services.main([sys.executable, "-m", "pytest", str(MEASURE), *options]))
