"""Answering with a private file. Whether this person may have it is decided by the view of what it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from participation.files.models import StoredFile

# The browser keeps its copy, asks each time whether it still may show it, and no shared cache keeps any.
CACHE = "private, no-cache"
CACHE_FOREVER = "private, max-age=31536000, immutable"


# Whatever a browser makes of the file, it belongs to nobody and may load nothing.
POLICY = "default-src 'none'; sandbox"


def stored_file_response(request: HttpRequest, stored: StoredFile, name: str = "") -> HttpResponse:
    """The file with the headers an untrusted origin needs: its type is not to be guessed, and it runs nothing.

    name: what a document is called when it is saved. Pictures are shown, everything else is only ever saved.

    Its content never changes under one key, so that an address which names the key (`?v=<key>`) is kept for ever.
    Raises Http404 when the file is gone from the storage.
    """
    etag = f'"{stored.digest}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        try:
            with stored.file.open("rb") as file:  # cleaned files are small: at most 2000 pixels a side, or some megabytes
                response = HttpResponse(file.read(), content_type=stored.content_type)
        except FileNotFoundError:
            raise Http404 from None
        response["Content-Disposition"] = _disposition(stored, name)
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_FOREVER if request.GET.get("v") == str(stored.key) else CACHE
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _disposition(stored: StoredFile, name: str) -> str:
    if stored.content_type.startswith("image/"):
        return "inline"
    safe = " ".join("".join(c for c in name if c.isalnum() or c in " -_").split())[:80] or "document"
    return content_disposition_header(True, f"{safe}.pdf") or "attachment"
