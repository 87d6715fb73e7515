"""The standalone script, loaded from its file as somebody who downloaded it has it."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATH = Path(__file__).resolve().parents[3] / "proposals" / "voting" / "recount.py"
NAMES: dict[str, Any] = runpy.run_path(str(PATH))
main: Callable[[list[str]], int] = NAMES["main"]


def winners(path: Path, rules: dict[str, Any] | None = None) -> list[str]:
    """Whom the script finds in a file."""
    return list(NAMES["winners_of"](NAMES["Pot"](path, rules)))
