"""The locks pin every package by its digest, and name no host: anybody's registry or mirror will do."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.ROOT)
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))
HOST = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host|\bregistry\.|git\+")


@pytest.mark.parametrize("path", [*REQUIREMENTS, ROOT / "package-lock.json"], ids=lambda path: path.name)
def test_no_host_is_named(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    if path.suffix == ".json":  # addresses of projects' own pages, such as where to donate
        lines = [line for line in lines if '"url":' not in line]
    assert [line for line in lines if HOST.search(line)] == []


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_package_is_pinned_with_digests(path: Path) -> None:
    entries = [
        entry
        for entry in path.read_text("utf-8").replace("\\\n", " ").splitlines()
        if entry and not entry.lstrip().startswith("#")
    ]
    assert entries
    for entry in entries:
        assert re.match(r"[\w.\[\],-]+==\S+ ", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_front_end_packages_have_digests() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert len(packages) > 1
    for name, package in packages.items():
        assert name == "" or package.get("integrity", "").startswith("sha512-"), name
        assert "resolved" not in package
