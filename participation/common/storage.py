"""Static files with hashed names, ES module imports included, and every page's look in one file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

from participation.common.stylesheets import join

# Written as a list of imports, served as one file: each request costs a visitor on a slow line a round trip.
JOINED = ("css/site.css",)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashes names so that files are cached for ever; a module's imports are rewritten too."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[tuple[str, str | None, Any]]:
        """Django's and whitenoise's, with the joined files in the place of those that are written."""

        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as source:
                return str(source.read().decode())

        joined = {name: (_Text(join(name, read)), name) for name in JOINED if name in paths}
        yield from super().post_process({**paths, **joined}, *args, **options)


class _Text:
    """A storage of one file, which exists in memory only."""

    def __init__(self, text: str) -> None:
        self.text = text

    def open(self, name: str) -> File:
        """The file, whatever it is called."""
        return ContentFile(self.text.encode(), name=name)
