"""The browser of the flows: found, or installed where that is allowed.

`python -m tests.flows.chromium` does it, and says loudly when it can't.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the path of a Chromium, None when there is none."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Install Debian's Chromium when this is Debian and we are allowed to."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    print("Installing Chromium for the browser flows …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    packages = ["chromium", "fonts-liberation"]
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-qy", "--no-install-recommends", *packages],
    ):
        subprocess.run(command, env=environment, check=False, **quiet)


if __name__ == "__main__":
    if find() is None:
        install()
    if find() is None:
        print(
            "\n*** No Chromium: THE BROWSER FLOWS WILL NOT RUN. ***\n"
            "Install Chromium, or name one in the variable CHROMIUM.\n",
            flush=True,
        )
        sys.exit(1 if os.environ.get("CI") == "true" else 0)
