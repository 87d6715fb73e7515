"""Every template can be compiled, and every address that the frame of all pages names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse

TEMPLATES = Path(settings.ROOT) / "templates"
ADDRESS = re.compile(r"""{% url ['"]([\w:]+)['"]""")


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.*")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_compiles(path: Path) -> None:
    assert path.suffix in {".html", ".txt", ".xml"}
    get_template(str(path.relative_to(TEMPLATES)))


def test_addresses_that_templates_name_exist() -> None:
    """`{% url … as name %}` is silent about an address that does not exist: the link is just not there."""
    wrong = []
    for path in TEMPLATES.rglob("*.html"):
        for name in ADDRESS.findall(path.read_text("utf-8")):
            try:
                reverse(name)
            except NoReverseMatch as error:
                if "not a valid view" in str(error) or "not a registered namespace" in str(error):
                    wrong.append((str(path.relative_to(TEMPLATES)), name))
    assert wrong == []


def test_no_template_carries_script_style_or_handlers_of_its_own() -> None:
    """What the policy forbids would fail silently in a browser; the admin's own templates are Wagtail's."""
    inline = re.compile(
        r"<style|\sstyle=[\"']|\son[a-z]+=[\"']|hx-on|hx-vals=[\"']js:|javascript:|<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE
    )
    data = re.compile(r'<script[^>]*type="(application/json|importmap)"[^>]*>|<script[^>]*nonce=')
    found = {}
    for path in TEMPLATES.rglob("*.html"):
        text = data.sub("", path.read_text("utf-8"))
        if match := inline.search(text):
            found[str(path.relative_to(TEMPLATES))] = match[0]
    assert found == {}
