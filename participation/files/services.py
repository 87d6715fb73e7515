"""The only writer of residents' files."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from participation.common.refusals import Invalid
from participation.files.documents import MAGIC, MAX_DOCUMENT_BYTES, CleanDocument, clean_document
from participation.files.models import StoredFile
from participation.files.pictures import MAX_BYTES, CleanPicture, clean_picture

if TYPE_CHECKING:
    from typing import IO

    from participation.accounts.models import User


def store_image(*, upload: IO[bytes], uploaded_by: User | None) -> StoredFile:
    """Clean a resident's picture and keep it privately; the name and the metadata it came with are forgotten.

    upload: an open binary file, such as an UploadedFile; read to its end.
    uploaded_by: None for imported pictures.
    Raises Invalid when it is not a picture we take; nothing is kept then.
    """
    return store_picture(picture=clean_upload(upload), uploaded_by=uploaded_by)


def clean_upload(upload: IO[bytes]) -> CleanPicture:
    """Read and clean a picture without keeping it: the slow part, to be done before any row is locked.

    Raises Invalid when it is not a picture we take.
    """
    content = upload.read(MAX_BYTES + 1)
    if not content:
        raise Invalid(_("The file is empty. Choose a picture."), code="empty")
    return clean_picture(content)


def clean_document_upload(upload: IO[bytes]) -> CleanDocument:
    """The same for a PDF. Raises Invalid when it is not a document we take."""
    content = upload.read(MAX_DOCUMENT_BYTES + 1)
    if not content:
        raise Invalid(_("The file is empty. Choose a PDF."), code="empty")
    return clean_document(content)


def clean_any_upload(upload: IO[bytes]) -> CleanPicture | CleanDocument:
    """The same where either is taken: what begins as a PDF has to be one."""
    start = upload.read(len(MAGIC))
    upload.seek(0)
    return clean_document_upload(upload) if start == MAGIC else clean_upload(upload)


def store_picture(*, picture: CleanPicture | CleanDocument, uploaded_by: User | None) -> StoredFile:
    """Keep a picture or a document that was cleaned."""
    stored = StoredFile(
        content_type=picture.content_type,
        size=len(picture.content),
        width=picture.width,
        height=picture.height,
        digest=hashlib.sha256(picture.content).hexdigest(),
        uploaded_by=uploaded_by,
    )
    stored.file.save(f"file.{picture.extension}", ContentFile(picture.content), save=False)
    stored.save()
    return stored


def forget_file(stored: StoredFile) -> None:
    """Delete a file that nothing refers to any more; its content goes when the transaction has committed."""
    storage, name = stored.file.storage, stored.file.name or ""
    stored.delete()
    transaction.on_commit(lambda: storage.delete(name))
