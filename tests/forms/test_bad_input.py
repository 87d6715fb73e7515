"""Whatever is sent to a form, somebody gets an answer that they can read, and what they typed is still there.

What each form says about each mistake is tested with its app; here all forms meet all of it.
"""

from __future__ import annotations

import io
from html import escape, unescape
from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from participation.accounts.models import User
from tests.forms.conftest import Form

FORMS = [
    "comment",
    "answer",
    "comment edit",
    "proposal",
    "proposal edit",
    "first step",
    "idea step",
    "place step",
    "more step",
    "survey",
    "report",
    "report without account",
    "feedback",
    "sign-up",
    "settings",
    "district",
    "support",
    "follow",
    "rhythm",
    "saved search",
]
STRANGE = {
    "empty": "",
    "blanks": "  \n\t ",
    "too long": "Pitkä lause. " * 8000,  # about 100 kB
    "NUL": "Penkki\x00rantaan",
    "half a character": "Penkki \ud83d rantaan",
    "emoji": "Penkki 🪑 rantaan",
    "right to left": "مقعد على الشاطئ ‮ rantaan",
    "markup": '"><script>alert(1)</script>',
    "a number": "99999999999999999999999",
    "nothing like it": "-1; DROP TABLE",
}
ACCEPTABLE = {200, 302, 303, 400, 403, 404, 413, 422, 429}
FORGIVEN = {"emoji", "right to left"}


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest, forms: dict[str, Form]) -> Form:
    return forms[request.param]


def entered(form: Form, anna: User, *, checks: bool = False) -> Client:
    """Somebody at the form."""
    client = Client(enforce_csrf_checks=checks, raise_request_exception=False)
    if form.signed_in:
        client.force_login(anna)
    return client


def test_strange_values_in_every_field(form: Form, anna: User) -> None:
    for name, (kind, value) in product(form.good, STRANGE.items()):
        try:
            response = entered(form, anna).post(form.address, form.sent(**{name: value}))
        except UnicodeEncodeError:  # a browser cannot send half a character either
            continue
        assert response.status_code in ACCEPTABLE, (name, kind, response.status_code)
        page = response.content.decode()
        if response.status_code == 422:
            assert 'aria-invalid="true"' in page or "error" in page, (name, kind)
            for other in set(form.words) - {name}:
                assert str(form.good[other]) in unescape(page), (name, kind, other)
        if kind == "markup":
            assert value not in page


@pytest.mark.parametrize("kind", sorted(FORGIVEN))
def test_every_script_is_let_in(form: Form, anna: User, kind: str) -> None:
    for name in form.words:
        if name in {"contact_email", "email"}:
            continue
        response = entered(form, anna).post(form.address, form.sent(**{name: STRANGE[kind]}))
        assert response.status_code in {200, 302, 303}, (name, response.status_code)


@pytest.mark.parametrize("kind", ["too long", "NUL"])
def test_what_cannot_be_kept_is_refused_and_shown_again(form: Form, anna: User, kind: str) -> None:
    for name in form.words:
        response = entered(form, anna).post(form.address, form.sent(**{name: STRANGE[kind]}))
        assert response.status_code in {200, 422}, (name, response.status_code)
        page = response.content.decode()
        assert f'name="{name}"' in page
        assert 'aria-invalid="true"' in page, name
        assert "aria-describedby" in page
        if kind == "too long":
            assert escape("Pitkä lause. " * 10).strip() in page, name


def test_nothing_at_all_and_what_nobody_asked_for(form: Form, anna: User) -> None:
    for data in ({}, {"x" * 200: "y"}, {"parent": "²", "after": "-1", "next": "//elsewhere.example"}):
        response = entered(form, anna).post(form.address, data)
        assert response.status_code in ACCEPTABLE
        assert "elsewhere.example" not in response.get("Location", "")


def test_a_file_where_words_belong(form: Form, anna: User) -> None:
    for name in form.good:
        upload = SimpleUploadedFile("liite.txt", b"\x00\xff" * 100, "text/plain")
        assert entered(form, anna).post(form.address, form.sent(**{name: upload})).status_code in ACCEPTABLE


def test_fields_twice(form: Form, anna: User) -> None:
    for name, value in form.good.items():
        response = entered(form, anna).post(
            form.address, form.sent(**{name: value if isinstance(value, list) else [value, value]})
        )
        assert response.status_code in ACCEPTABLE


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"body": "x"}'),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data", b"no boundary"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"body=x"),
        ("application/x-www-form-urlencoded", b"body=%ff%fe%00"),
        ("text/plain", b"x"),
    ],
)
def test_bodies_that_are_no_form(form: Form, anna: User, kind: str, body: bytes) -> None:
    response = entered(form, anna).generic("POST", form.address, body, content_type=kind)
    assert response.status_code in ACCEPTABLE | {415}


def test_an_expired_token_keeps_a_long_text(form: Form, anna: User) -> None:
    if not form.words:
        return
    name = form.words[0]
    text = "Kirjoitin tätä tunnin.\n" * 1000 if name not in {"email", "public_name", "title"} else "Kirjoitin@tätä.fi"
    response = entered(form, anna, checks=True).post(
        form.address, form.sent(**{name: text, "csrfmiddlewaretoken": "old"}), HTTP_ORIGIN="http://testserver"
    )
    assert response.status_code == 403
    page = unescape(response.content.decode())
    assert text.strip() in page.replace("\r\n", "\n")
    assert f'action="{form.address}"' in page


@pytest.mark.parametrize(
    "point", [("0", "0"), ("91", "24.9"), ("60.2", "181"), ("nan", "inf"), ("60,2", "24,9"), ("60.2", ""), ("", "24.9")]
)
@pytest.mark.parametrize("name", ["proposal", "proposal edit", "place step"])
def test_places_that_are_not_in_the_city(forms: dict[str, Form], anna: User, name: str, point: tuple[str, str]) -> None:
    form, (latitude, longitude) = forms[name], point
    response = entered(form, anna).post(form.address, form.sent(latitude=latitude, longitude=longitude))
    if point == ("60,2", "24,9"):  # a Finnish keyboard's comma
        assert response.status_code in {302, 422}
        return
    assert response.status_code == 422
    page = unescape(response.content.decode())
    assert 'aria-invalid="true"' in page
    assert str(form.good["place"]) in page


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\xff\xd8\xff\xe0broken", b"<svg onload=alert(1)>", b"PK\x03\x04" * 50])
@pytest.mark.parametrize("name", ["proposal", "proposal edit", "more step"])
def test_pictures_that_are_none(forms: dict[str, Form], anna: User, name: str, content: bytes) -> None:
    form = forms[name]
    upload = io.BytesIO(content)
    upload.name = "kuva.jpg"
    response = entered(form, anna).post(form.address, form.sent(image=upload))
    assert response.status_code == 422
    assert str(form.good["image_alt"]) in unescape(response.content.decode())
