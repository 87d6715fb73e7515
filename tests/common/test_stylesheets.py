"""Many stylesheets are served as one, and nothing in them is lost or leads elsewhere."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile

from participation.common.storage import StaticStorage
from participation.common.stylesheets import imports, join

STATIC = Path(settings.ROOT) / "static"


def test_imports_are_replaced_in_order_and_addresses_still_lead_there() -> None:
    files = {
        "css/all.css": '@import url("../vendor/first.css");\n@import url("parts/second.css");\nlast { x: 1 }\n',
        "vendor/first.css": "a { background: url(pictures/a.png) }\n",
        "css/parts/second.css": "b { background: url('../b.png') url(data:image/png;base64,AA) url(/static/c.png) }\n",
    }
    assert join("css/all.css", files.__getitem__) == (
        'a { background: url("../vendor/pictures/a.png") }\n'
        'b { background: url("b.png") url(data:image/png;base64,AA) url(/static/c.png) }\n'
        "last { x: 1 }\n"
    )


def test_the_collected_stylesheet_is_one_file_of_all(tmp_path: Path) -> None:
    """Through the storage, as collectstatic uses it: hashed, compressed, with nothing left to import."""
    storage = StaticStorage(location=str(tmp_path), base_url="/static/")
    source = StaticFilesStorage(location=str(STATIC), base_url="/static/")
    names = [str(path.relative_to(STATIC)) for path in [*STATIC.glob("css/**/*.css"), *STATIC.glob("vendor/**/*.*")]]
    for name in names:
        storage.save(name, ContentFile((STATIC / name).read_bytes()))
    list(storage.post_process({name: (source, name) for name in names}))
    collected = storage.stored_name("css/site.css")
    text = (tmp_path / collected).read_text("utf-8")
    assert "@import" not in text
    assert ".k-header" in text
    assert "hanken-grotesk-latin-wght-normal." in text
    assert (tmp_path / f"{collected}.gz").exists()


def test_every_stylesheet_of_a_component_is_listed() -> None:
    listed = set(imports("css/site.css", lambda name: (STATIC / name).read_text("utf-8")))
    there = {str(path.relative_to(STATIC)) for path in STATIC.glob("css/components/*.css")} - {"css/components/staff.css"}
    assert there <= listed
    assert not [name for name in listed if not (STATIC / name).exists()]
