"""The environment of the tests, set before Django reads its settings."""

import os
from pathlib import Path

DEFAULTS = {
    "CITYHUB_DATA_DIR": str(Path(__file__).resolve().parent.parent / "var" / "tests"),
    "SECRET_KEY": "only for tests, known to everybody",
    "CITYHUB_ENCRYPTION_KEYS": "Y2l0eWh1YiB0ZXN0cyBhbmQgbm90aGluZyBlbHNlISE=",
    "LANGUAGE_CODE": "fr",
    "CITYHUB_BASE_URL": "http://localhost:8000",
    "CITYHUB_SANDBOX": "1",
    "CELERY_BROKER_URL": "memory://",
    "EMAIL_URL": "memorymail://",
    "PUBLISHING_LEASE_SECONDS": "120",
    "PUBLISHING_GRACE_SECONDS": "90",
    "FACEBOOK_APP_ID": "123",
    "FACEBOOK_APP_SECRET": "the secret of the app",
    "LOG_LEVEL": "WARNING",
}

worker = os.environ.get("PYTEST_XDIST_WORKER", "")
for name, value in DEFAULTS.items():
    if name == "CELERY_BROKER_URL" and os.environ.get("CITYHUB_TEST_SERVICES"):
        continue
    os.environ[name] = value
if not os.environ.get("CITYHUB_TEST_SERVICES"):
    os.environ.pop("DATABASE_URL", None)
os.environ["CITYHUB_DATA_DIR"] += f"/{worker or 'main'}"
# WhiteNoise warns of a missing directory, and warnings are errors here.
Path(os.environ["CITYHUB_DATA_DIR"], "static").mkdir(parents=True, exist_ok=True)
