"""Counting imports the standard library and itself; the words of a language come in one file only."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "proposals" / "voting" / "counting"


def imported(path: Path) -> Iterator[str]:
    """The modules that a file names."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, path
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_nothing_of_ours_is_imported() -> None:
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 15
    for path in files:
        for name in imported(path):
            own = name.startswith("proposals.voting.counting.")
            words = path.name == "explaining.py" and name.startswith("django.utils.")
            assert own or words or name.partition(".")[0] in sys.stdlib_module_names, (path, name)
