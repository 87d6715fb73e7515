"""Residents' documents: a PDF loses everything but its pages, and what is none is refused with a reason."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from participation.common.refusals import Invalid
from participation.files import pdf_washing
from participation.files.documents import MAX_DOCUMENT_BYTES, clean_document


def pdf(*, photo: bool = False) -> bytes:
    """One page that would run a script, encloses a file and says who made it; with a photograph that knows where it was."""
    writer = PdfWriter()
    if photo:
        exif = Image.Exif()
        exif[0x010F] = "Phone of Anna"
        picture = io.BytesIO()
        Image.new("RGB", (40, 30), "teal").save(picture, "JPEG", exif=exif)
        page = io.BytesIO()
        Image.open(picture).save(page, "PDF")
        for each in PdfReader(page).pages:
            writer.add_page(each)
    else:
        writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Anna of Home Street"})
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('hello');")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_attachment("inside.exe", b"MZ harmful")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_only_the_pages_are_kept() -> None:
    clean = clean_document(pdf()).content
    assert clean.startswith(b"%PDF-")
    assert len(PdfReader(io.BytesIO(clean)).pages) == 1
    for gone in (b"Anna of Home Street", b"JavaScript", b"app.alert", b"EmbeddedFile", b"harmful", b"OpenAction"):
        assert gone not in clean


def test_photographs_inside_forget_where_they_were_taken() -> None:
    content = pdf(photo=True)
    clean = clean_document(content).content
    assert b"Phone of Anna" not in clean
    assert PdfReader(io.BytesIO(clean)).pages[0].images[0].image.size == (40, 30)


def test_notes_of_a_jpeg_go_and_its_picture_stays() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Phone of Anna"
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=exif, comment=b"home")
    bare = pdf_washing.bare_jpeg(out.getvalue())
    assert b"Phone of Anna" not in bare
    assert b"home" not in bare
    assert Image.open(io.BytesIO(bare)).getpixel((5, 5)) == Image.open(out).getpixel((5, 5))


def test_what_is_hidden_behind_a_pdf_is_not_kept() -> None:
    assert b"PK\x03\x04" not in clean_document(pdf() + b"PK\x03\x04 a program").content


def bomb() -> bytes:
    """A PDF whose one stream becomes two gigabytes when it is unpacked, and which has to be unpacked to find its pages."""
    packer = zlib.compressobj(9)
    block = b"\0" * (1 << 20)
    packed = b"".join([*(packer.compress(block) for _n in range(2048)), packer.flush()])
    head = (
        f"1 0 obj\n<< /Type /XRef /Size 3 /W [1 2 1] /Root 2 0 R /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
    )
    body = b"%PDF-1.7\n" + head + packed + b"\nendstream\nendobj\n"
    return body + b"startxref\n9\n%%EOF\n"


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"GIF89a %PDF-1.7", "not_a_document"),
        (b"<svg onload=alert(1)>", "not_a_document"),
        (b"PK\x03\x04" + b"%PDF-1.4", "not_a_document"),
        (b"%PDF-1.7 and nothing more", "unreadable"),
        (b"%PDF-" + b"x" * MAX_DOCUMENT_BYTES, "too_large"),
    ],
)
def test_what_is_no_pdf_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_document(content)
    assert refused.value.code == code


def test_a_protected_one_is_refused_with_the_reason() -> None:
    with pytest.raises(Invalid) as refused:
        clean_document(locked())
    assert refused.value.code == "protected"


def test_a_bomb_harms_nothing() -> None:
    """It is unpacked in a process of its own, by a library that stops after some megabytes; its limits of memory stand behind."""
    with pytest.raises(Invalid) as refused:
        clean_document(bomb())
    assert refused.value.code == "unreadable"


def linked(action: DictionaryObject) -> bytes:
    """A page with a link that does that."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    box = ArrayObject([NumberObject(0), NumberObject(0), NumberObject(90), NumberObject(90)])
    names = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Link"), "/Rect": box, "/A": action}
    link = DictionaryObject({NameObject(name): value for name, value in names.items()})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def act(kind: str, **more: object) -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject(kind), **{NameObject(f"/{key}"): value for key, value in more.items()}})


def test_a_link_to_the_web_stays_and_what_it_would_do_next_does_not() -> None:
    program = act("/Launch", F=TextStringObject("harmful.exe"))
    clean = clean_document(linked(act("/URI", URI=TextStringObject("https://example.org/"), Next=program))).content
    link = PdfReader(io.BytesIO(clean)).pages[0]["/Annots"][0].get_object()
    assert link["/A"] == {"/S": "/URI", "/URI": "https://example.org/"}
    assert b"Launch" not in clean


@pytest.mark.parametrize("address", ["javascript:alert(1)", " JavaScript:alert(1)", "file:///etc/passwd", ""])
def test_a_link_to_anything_else_goes(address: str) -> None:
    clean = clean_document(linked(act("/URI", URI=TextStringObject(address)))).content
    assert b"/URI" not in clean


def test_a_small_one_that_would_become_large_is_refused() -> None:
    """Every page may hold the same large words of its own when it is written anew. Seen red without the limit: 60 megabytes."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    page[NameObject("/Words")] = TextStringObject("x" * 200_000)
    kids = writer.root_object["/Pages"]["/Kids"]
    for _copy in range(299):
        kids.append(page.indirect_reference)
    writer.root_object["/Pages"][NameObject("/Count")] = NumberObject(300)
    out = io.BytesIO()
    writer.write(out)
    assert len(out.getvalue()) < 300_000
    with pytest.raises(Invalid) as refused:
        clean_document(out.getvalue())
    assert refused.value.code == "unreadable"
