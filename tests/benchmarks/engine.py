"""The engine's speed, lateness, idle cost and recovery (`make bench`)."""

import sys
from pathlib import Path

import pytest

MEASURES = ("_throughput", "_lateness", "_statements", "_idle_tick", "_recovery")

if __name__ == "__main__":
    measured = [str(Path(__file__).with_name(f"{name}.py")) for name in MEASURES]
    options = ["--capture", "no", "--quiet", "--create-db", *sys.argv[1:]]
    sys.exit(pytest.main([*measured, *options]))
