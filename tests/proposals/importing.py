"""Small helps for tests of imports: files of every kind, and the command."""

from __future__ import annotations

import io
import json
import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from openpyxl import Workbook

HEADER = "id,title,body,latitude,longitude,state"


def run(path: Path, project: str = "kallion-ideat", **options: object) -> tuple[str, str]:
    """What the command says, on both ways out."""
    out, err = StringIO(), StringIO()
    call_command("import_proposals", path, project=project, **{"format": "csv", **options}, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def table(folder: Path, *lines: str, encoding: str = "utf-8", name: str = "in.csv") -> Path:
    """A file of these lines."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def workbook(folder: Path, *rows: list[Any], name: str = "in.xlsx") -> Path:
    """A workbook with one sheet of these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / name
    book.save(path)
    return path


def listing(folder: Path, content: Any, name: str = "in.json") -> Path:
    """A file of JSON."""
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def repacked(path: Path, changes: dict[str, bytes]) -> Path:
    """A workbook with some of its parts exchanged."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **changes}.items():
            archive.writestr(name, content)
    path.write_bytes(buffer.getvalue())
    return path
