"""Turning a PDF that a resident sends into one that holds nothing but its pages."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from participation.common.refusals import Invalid
from participation.files import pdf_washing

MAX_DOCUMENT_BYTES = 10 * 1024 * 1024
MAGIC = b"%PDF-"
LONGEST_WASH = 30  # seconds; the program's own limit of processor time comes first
PROGRAM = str(Path(pdf_washing.__file__).resolve())


@dataclass(frozen=True)
class CleanDocument:
    """A PDF without scripts, enclosed files and metadata."""

    content: bytes
    width: None = None
    height: None = None
    content_type: str = "application/pdf"
    extension: str = "pdf"


def clean_document(content: bytes) -> CleanDocument:
    """Read an untrusted PDF in a process of its own and write its pages anew.

    content: the whole file.
    Raises Invalid when it is too large, no PDF, protected by a password, or cannot be read.
    """
    if len(content) > MAX_DOCUMENT_BYTES:
        raise Invalid(_("The document is larger than 10 megabytes. Choose a smaller one."), code="too_large")
    if not content.startswith(MAGIC):
        raise Invalid(_("We could not read this as a document. Use a PDF file."), code="not_a_document")
    try:
        washed = subprocess.run(
            [sys.executable, "-I", PROGRAM], input=content, capture_output=True, timeout=LONGEST_WASH, check=False
        )
    except subprocess.TimeoutExpired:
        raise _unreadable() from None
    if washed.returncode == pdf_washing.PROTECTED:
        raise Invalid(_("This PDF is protected by a password. Save it without one and choose it again."), code="protected")
    if washed.returncode == pdf_washing.TOO_LONG:
        raise Invalid(
            _("This PDF has too many pages. Choose one with at most %(most)s.") % {"most": pdf_washing.MOST_PAGES},
            code="too_many_pages",
        )
    if washed.returncode != 0 or not washed.stdout.startswith(MAGIC):
        raise _unreadable()
    return CleanDocument(washed.stdout)


def _unreadable() -> Invalid:
    return Invalid(_("We could not read this PDF. Save it anew, or print it to a PDF, and choose that."), code="unreadable")
