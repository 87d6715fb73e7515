"""Find a Chromium for the browser tests, and install Debian's where possible: `python -m participation.common.chromium`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Off: everything a browser does for its maker in the background, none of which a test needs.
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def find() -> str | None:
    """The path of a Chromium: CHROMIUM from the environment, else the first one on the path."""
    if named := os.environ.get("CHROMIUM"):
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> bool:
    """Install Debian's package when we may; returns whether there is a Chromium afterwards."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]):
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            return False
    return find() is not None


def main() -> int:
    """Say in one line what the browser tests will use; never fails, the tests themselves do where CI is set."""
    path = find()
    if path is None:
        sys.stdout.write("Installing Chromium from the system ...\n")
        path = find() if install() else None
    sys.stdout.write(
        f"Browser tests use {path}.\n" if path else "No Chromium: set CHROMIUM to a path; browser tests will say so.\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
