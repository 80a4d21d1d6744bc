"""A mail drawn by a real browser, where the server has one."""

import io
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from PIL import Image, ImageChops

from publishing.newsletter.looks import Look

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Seconds: for one drawing, and for how long it is kept.
PATIENCE, KEPT = 20, 900
#: Pixels; what is longer is cut off. The empty rest is trimmed.
TALLEST, MARGIN = 8000, 16

#: One browser at a time: it takes as much memory as the whole hub.
_turn = Lock()


def browser() -> str | None:
    """Return the path of the browser on this machine, None without one."""
    names = [settings.CHROMIUM] if settings.CHROMIUM else NAMES
    return next(filter(None, map(shutil.which, names)), None)


def drawn(html: str, look: Look) -> bytes | None:
    """Return `html` as a PNG; None when there is no browser, or it is too slow.

    It may take some seconds; the same mail is drawn only once.
    """
    digest = sha256(f"{look}\n{html}".encode()).hexdigest()
    key = f"newsletter-drawn-{digest}"
    if (png := cache.get(key)) is not None:
        return png
    program = browser()
    if program is None or not _turn.acquire(timeout=PATIENCE):
        return None
    try:
        png = _draw(program, html, look)
    finally:
        _turn.release()
    if png:
        cache.set(key, png, KEPT)
    return png


def _draw(program: str, html: str, look: Look) -> bytes | None:
    with TemporaryDirectory(prefix="cityhub-mail-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "mail.html").write_text(html, encoding="utf-8")
        browsing = subprocess.Popen(  # noqa: S603 (our own file)
            [program, *_options(folder, look), (folder / "mail.html").as_uri()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            browsing.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(browsing)
        picture = folder / "mail.png"
        return _trimmed(picture.read_bytes()) if picture.exists() else None


def _options(folder: Path, look: Look) -> list[str]:
    """Let it read the mail and our own pictures, and nothing else."""
    host = urlsplit(settings.CITYHUB_BASE_URL).hostname
    options = [
        "--headless",
        "--disable-gpu",
        "--disable-extensions",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--hide-scrollbars",
        f"--user-data-dir={folder / 'profile'}",
        f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {host}",
        f"--window-size={look.width},{TALLEST}",
        "--virtual-time-budget=5000",
        f"--screenshot={folder / 'mail.png'}",
    ]
    if look == Look.NO_PICTURES:
        options.append("--blink-settings=imagesEnabled=false")
    if os.geteuid() == 0:
        options.append("--no-sandbox")  # Chromium refuses to sandbox for root
    return options


def _end(browsing: subprocess.Popen) -> None:
    """End the browser with all its own processes."""
    with suppress(ProcessLookupError):
        os.killpg(browsing.pid, signal.SIGKILL)
    browsing.wait()


def _trimmed(png: bytes) -> bytes:
    """Cut off the even ground below the mail."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    ground = Image.new("RGB", picture.size, picture.getpixel((0, picture.height - 1)))
    box = ImageChops.difference(picture, ground).getbbox()
    if box:
        bottom = min(box[3] + MARGIN, picture.height)
        picture = picture.crop((0, 0, picture.width, bottom))
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
