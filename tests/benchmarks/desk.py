"""The desk in a large town, on PostgreSQL: queries and time of each page (`make bench`).

The baseline is the same page with 100 items.
"""

import sys
from pathlib import Path

from tests import services

MEASURE = Path(__file__).with_name("_desk_pages.py")

if __name__ == "__main__":
    options = ["--capture", "no", "--quiet", "--create-db", *sys.argv[1:]]
    sys.exit(services.main([sys.executable, "-m", "pytest", str(MEASURE), *options]))
