"""Front-end files are collected once, and what goes wrong is said in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from participation.common import frontend


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with a lock file and the packages' files, but no npm."""
    modules, vendor = tmp_path / "node_modules", tmp_path / "static" / "vendor"
    (tmp_path / "package-lock.json").write_text("{}")
    for source in (*frontend.FILES.values(), *frontend.HDS_PARTS):
        path = modules / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("body{}\n//# sourceMappingURL=x.map\n")
    for name, value in {"ROOT": tmp_path, "LOCK": tmp_path / "package-lock.json", "MODULES": modules, "VENDOR": vendor}.items():
        monkeypatch.setattr(frontend, name, value)
    return tmp_path


def test_a_second_run_copies_nothing(place: Path) -> None:
    assert frontend.collect() == len(frontend.FILES) + 1
    assert frontend.collect() == 0


def test_a_missing_copy_is_made_again(place: Path) -> None:
    frontend.collect()
    (frontend.VENDOR / "leaflet/leaflet.js").unlink()
    assert frontend.collect() > 0
    assert (frontend.VENDOR / "leaflet/leaflet.js").is_file()


def test_scripts_lose_their_source_map(place: Path) -> None:
    frontend.collect()
    assert "sourceMappingURL" not in (frontend.VENDOR / "leaflet/leaflet.js").read_text()


def test_a_missing_package_is_named_in_one_line(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (frontend.MODULES / ".lock-digest").write_text(frontend._digest(frontend.LOCK))
    (frontend.MODULES / "leaflet/dist/leaflet.js").unlink()
    assert frontend.main() == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "leaflet/dist/leaflet.js" in error


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("npm error code ENOTFOUND\nnpm error errno ENOTFOUND", "need the network"),
        ("npm error code EUSAGE\nnpm error\nnpm error package.json and lock differ", "package.json and lock differ"),
        ("", "no reason given"),
    ],
)
def test_what_npm_says_becomes_one_line(output: str, said: str) -> None:
    line = frontend._explain(output)
    assert "\n" not in line
    assert said in line


def test_the_lock_names_no_host() -> None:
    lock = (Path(__file__).resolve().parents[2] / "package-lock.json").read_text()
    assert "http" not in lock
    assert '"resolved"' not in lock
