"""The servers start for every kind of user and wherever the project lies."""

import os
from pathlib import Path

import pytest

from participation.embedded import EmbeddedError, ensure_services
from participation.embedded.paths import LONGEST_SOCKET, Layout, default_state

from .conftest import keep, rows, running


def test_ordinary_user(folder, guest, ordinary):
    home = folder / "home"
    home.mkdir()
    if ordinary:
        os.chown(home, *ordinary["account"])
    user = guest(home / "state", **ordinary)

    assert user.error == ""
    keep(user.said["database_url"], 1)
    assert (home / "state" / "pgdata").stat().st_uid == home.stat().st_uid
    assert user.leave() == 0
    assert running(home / "state") == (False, False)


def test_cluster_of_an_ordinary_user_is_run_as_that_user_later(folder, guest, ordinary):
    """Somebody who once types sudo must not lock themselves out of their own demo."""
    home = folder / "home"
    home.mkdir()
    if ordinary:
        os.chown(home, *ordinary["account"])
    assert guest(home / "state", **ordinary).leave() == 0
    with ensure_services(home / "state", fast=True) as services:
        keep(services.database_url, 1)

    again = guest(home / "state", **ordinary)
    assert again.error == ""
    assert rows(again.said["database_url"]) == [1]


@pytest.mark.parametrize("name", ["l" * 100, "it's a, folder ö 50%"], ids=["long", "odd"])
def test_path_of_any_length_and_letters(folder, name):
    state = folder / name
    with ensure_services(state, fast=True) as services:
        keep(services.database_url, 1)
        assert len(os.fsencode(Layout.of(state).sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET
        assert rows(services.database_url) == [1]
        assert Layout.of(state).sockets.stat().st_mode & 0o777 == 0o700
        assert running(state) == (True, True)
    assert running(state) == (False, False)


def test_path_that_cannot_work_is_named(folder):
    with pytest.raises(EmbeddedError, match=r"PostgreSQL cannot live in .*\$HOME"):
        ensure_services(folder / "$HOME").__enter__()


def test_folder_the_servers_cannot_reach(folder, monkeypatch):
    """As root, servers and programs then live in a place of root's; nothing in the closed folder is opened up."""
    monkeypatch.setattr("participation.embedded.paths.PLACE_OF_ROOT", folder / "elsewhere")
    monkeypatch.setattr("participation.embedded.binaries._inside", _closed_first(folder))
    (folder / "elsewhere").mkdir()
    private = folder / "private"
    private.mkdir(mode=0o700)
    before = os.umask(0o077)
    try:
        with ensure_services(private / "state", fast=True) as services:
            keep(services.database_url, 1)
        with ensure_services(private / "state", fast=True) as services:
            assert rows(services.database_url) == [1]
    finally:
        os.umask(before)
    assert private.stat().st_mode & 0o777 == 0o700


def _closed_first(folder: Path):
    """Let the installed programs be links in a folder only root can enter; copies are found as they are."""
    from participation.embedded.binaries import Binaries, _inside

    closed = folder / "closed"
    closed.mkdir(mode=0o700)

    def inside(postgres: Path, valkey: Path) -> Binaries:
        found = _inside(postgres, valkey)
        if os.geteuid() != 0 or folder in postgres.parents:
            return found
        (closed / "bin").exists() or (closed / "bin").symlink_to(found.postgres)
        return Binaries(closed / "bin", found.valkey)

    return inside


def test_state_folder_named_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("PARTICIPATION_STATE_DIR", str(tmp_path))
    assert default_state(fast=True) == tmp_path
    monkeypatch.delenv("PARTICIPATION_STATE_DIR")
    assert default_state(fast=True).parts[-2:] == ("var", "embedded-test")
    assert default_state(fast=False).parts[-2:] == ("var", "embedded")


def test_folder_that_cannot_be_made_is_told_in_one_line(folder):
    (folder / "file").write_text("")

    with pytest.raises(EmbeddedError) as refusal:
        ensure_services(folder / "file" / "state").__enter__()
    assert "Not a directory" in str(refusal.value)
    assert "\n" not in str(refusal.value)
