"""Running the import, and small files to run it on."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

FILES = {
    "suurpiiri": "helsinki_suurpiirit.geojson",
    "peruspiiri": "helsinki_peruspiirit.geojson",
    "osa-alue": "helsinki_osa-alueet.geojson",
    "kaupunginosa": "helsinki_kaupunginosat.geojson",
}


def run_import(path: Path, level: str, *options: str) -> str:
    """Run the command; what it wrote."""
    out = StringIO()
    call_command("import_districts", str(path), "--level", level, *options, stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def real(db: None, data_dir: Path) -> Callable[..., str]:
    """Import the city's own files of some levels, in order; the last line written."""

    def load(*levels: str) -> str:
        return [run_import(data_dir / "districts" / FILES[level], level) for level in levels][-1]

    return load


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a FeatureCollection, or whatever is given instead, to a file."""

    def to_file(*features: dict[str, Any], **members: Any) -> Path:
        path = tmp_path / "districts.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **members}), encoding="utf-8")
        return path

    return to_file


def feature(geometry: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    """One feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}
