"""Settings come from the environment: what it says is read exactly, and production starts without the demo's services."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from participation.settings.env import database_from_url, env_bool, env_list, env_text, host_of

ROOT = Path(settings.ROOT)
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "participation.settings.production",
    "SECRET_KEY": "w7x!kq2v-9r4m@zt1-b6n$yc3-h8f^dj5-s0g&lp" * 2,
    "DATABASE_URL": "postgresql://city:secret@db.example.org/participation?sslmode=require",
    "REDIS_URL": "redis://cache.example.org:6379",
    "ALLOWED_HOSTS": "participation.example.org",
    "PUBLIC_URL": "https://participation.example.org",
}


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with production's environment and nothing of this process's."""
    known = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **PRODUCTION, **environment}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=known, capture_output=True, text=True, check=False)


def test_production_passes_the_deployment_checks() -> None:
    result = python("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_production_knows_nothing_of_the_embedded_services() -> None:
    asked = (
        "import sys, django; django.setup(); from django.conf import settings; "
        "print(sorted(name for name in sys.modules if name.startswith(('participation.embedded', 'participation.demo'))), "
        "settings.DEMO, settings.DEBUG)"
    )
    result = python("-W", "ignore", "-c", asked)
    assert result.stdout.strip() == "[] False False", result.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "PUBLIC_URL"])
def test_production_names_what_it_lacks(missing: str) -> None:
    environment = {name: value for name, value in PRODUCTION.items() if name != missing}
    known = {"PATH": os.environ["PATH"], **environment}
    result = subprocess.run(
        [sys.executable, "-c", "import participation.settings.production"],
        cwd=ROOT,
        env=known,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert f"Set the environment variable {missing} (or {missing}_FILE)." in result.stderr


def test_production_takes_secrets_from_files(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from-a-file-" * 6 + "\n")
    result = python(
        "-c", "from participation.settings.production import SECRET_KEY; print(SECRET_KEY)", SECRET_KEY_FILE=str(tmp_path / "key")
    )
    assert result.stdout.strip() == "from-a-file-" * 6, result.stderr


@pytest.mark.parametrize(
    ("written", "meant"), [("yes", True), ("ON", True), ("1", True), ("no", False), ("False", False), ("", False)]
)
def test_yes_and_no(monkeypatch: pytest.MonkeyPatch, written: str, meant: bool) -> None:
    monkeypatch.setenv("LAMP", written)
    assert env_bool("LAMP", default=not meant) is meant


@pytest.mark.parametrize("written", ["maybe", "2", "ja", "tru e", "-1"])
def test_what_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("LAMP", written)
    with pytest.raises(ImproperlyConfigured, match="LAMP must be yes or no"):
        env_bool("LAMP", default=True)


def test_defaults_and_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAMP", raising=False)
    assert env_bool("LAMP", default=True) is True
    assert env_text("LAMP", "oil") == "oil"
    with pytest.raises(ImproperlyConfigured, match="LAMP"):
        env_text("LAMP")
    monkeypatch.setenv("LAMP", " oil, ,gas,")
    assert env_list("LAMP") == ["oil", "gas"]


def test_a_secret_file_goes_before_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "lamp").write_text("gas\n")
    monkeypatch.setenv("LAMP", "oil")
    monkeypatch.setenv("LAMP_FILE", str(tmp_path / "lamp"))
    assert env_text("LAMP") == "gas"


def test_database_addresses() -> None:
    entry = database_from_url("postgresql://city:p%40ss@/participation?host=/run/sockets&sslmode=disable")
    assert (entry["NAME"], entry["USER"], entry["PASSWORD"], entry["HOST"]) == ("participation", "city", "p@ss", "/run/sockets")
    assert entry["OPTIONS"] == {"sslmode": "disable"}
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL cannot be read"):
        database_from_url("postgresql://[broken")


@pytest.mark.parametrize(
    ("address", "hosts"),
    [
        ("", []),
        ("https://tiles.example.org/{z}/{x}/{y}.png", ["https://tiles.example.org"]),
        ("https://{s}.tiles.example.org:8443/{z}/{x}/{y}.png", ["https://*.tiles.example.org:8443"]),
    ],
)
def test_tiles_open_the_policy_for_their_host_alone(address: str, hosts: list[str]) -> None:
    assert host_of(address) == hosts
    asked = "from django.conf import settings; print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'][1:])"
    result = python("-c", asked, MAP_TILES_URL=address)
    assert result.stdout.strip() == str(["data:", *hosts]), result.stderr


@pytest.mark.parametrize("address", ["tiles.example.org/{z}", "javascript:alert(1)", "data:image/png,"])
def test_tiles_without_an_address_of_the_web_are_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        host_of(address)
