"""A form whose token has expired gives back what was typed, and lets it be sent again from this site alone."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from participation.common.errors import csrf_failure

LONG = "A warming hut by the field.\nIn winter there is nowhere to sit. 😀"


def refuse(data: dict[str, object], **headers: str) -> HttpResponse:
    request = RequestFactory().post("/en/projects/hut/proposals/new/?step=2", data, **headers)
    return csrf_failure(request, reason="CSRF token incorrect.")


def test_typed_text_is_shown_and_can_be_sent_again() -> None:
    response = refuse({"text": LONG, "stance": "for", "csrfmiddlewaretoken": "old"}, HTTP_ORIGIN="http://testserver")
    html = response.content.decode()
    assert response.status_code == 403
    assert LONG in html
    assert '<input type="hidden" name="stance" value="for">' in html
    assert 'action="/en/projects/hut/proposals/new/?step=2"' in html
    assert 'value="old"' not in html


@pytest.mark.parametrize("headers", [{}, {"HTTP_ORIGIN": "http://elsewhere.example"}, {"HTTP_ORIGIN": "null"}])
def test_a_form_from_elsewhere_is_shown_but_not_sent_again(headers: dict[str, str]) -> None:
    html = refuse({"text": LONG}, **headers).content.decode()
    assert LONG in html
    assert "<form class=" not in html


def test_secrets_are_neither_shown_nor_sent() -> None:
    html = refuse(
        {"text": LONG, "password": "hunter22-hunter22", "code": "482913", "new_password1": "letmein-letmein"},
        HTTP_ORIGIN="http://testserver",
    ).content.decode()
    assert "hunter22" not in html
    assert "482913" not in html
    assert "letmein" not in html
    assert "<form class=" not in html


def test_typed_markup_stays_text() -> None:
    html = refuse({"text": "</textarea><script>alert(1)</script>" + LONG}).content.decode()
    assert "<script>alert" not in html
