"""Seconds from approval to post, through every real part (`make bench`)."""

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    measured = Path(__file__).with_name("_approval_to_post.py")
    sys.exit(pytest.main([str(measured), "--capture", "no", "--quiet", "--create-db"]))
