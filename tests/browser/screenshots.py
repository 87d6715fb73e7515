"""Pictures of the main pages of the demo city, for the documentation: `make screenshots`."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext

from tests.browser.conftest import OpenContext
from tests.browser.keys import Keys, keys
from tests.browser.scenes import UNFOLD
from tests.browser.serving import Site
from tests.browser.signing_in import sign_in
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
TALLEST = 1600  # pixels; what comes below says nothing new
LARGEST = 200_000  # bytes
CONVERSATION = "#conversation"


def pages(city: Keys) -> dict[str, tuple[str, str]]:
    """File name -> who looks, and where; after a "#" what the picture begins with."""
    base = f"/en/projects/{city.slug}/"
    assert city.draft is not None
    draft = f"/en/projects/{city.draft.project.slug}/proposals/{city.draft.pk}/write/"
    promised, joint = city.promises.under_way.proposal, city.merging.published
    return {
        "home": ("", "/en/"),
        "projects": ("", "/en/projects/"),
        "project": ("", base),
        "proposals": ("", f"/en/projects/{city.citywide}/proposals/?sort=support"),
        "proposal": ("ben", f"{base}proposals/{city.proposal}/"),
        "conversation": ("ben", f"{base}proposals/{city.proposal}/{CONVERSATION}"),
        "writing": ("ben", f"{base}proposals/new/"),
        "writing-place": ("anna", f"{draft}place/"),
        "writing-preview": ("anna", f"{draft}preview/"),
        "joint": ("", f"/en/projects/{joint.project.slug}/proposals/{joint.proposal_id}/#lineage"),
        "promised": ("", f"/en/projects/{promised.project.slug}/proposals/{promised.pk}/#promises"),
        "promises": ("", "/en/promises/"),
        "survey": ("", f"/en/projects/{city.survey.project.slug}/surveys/{city.survey.pk}/results/"),
        "answering": ("anna", f"/en/projects/{city.survey.project.slug}/surveys/{city.survey.pk}/"),
        "district": ("", city.district_pages["en"]),
        "profile": ("anna", "/en/profile/"),
        "queue": ("mira", "/admin/moderation/"),
        "case": ("mira", f"/admin/moderation/{city.case}/"),
        "board": ("aino", "/admin/assessment/"),
        "desk": ("carla", f"/admin/participation/{city.phase.project_id}/"),
    }


IN_THE_DARK = ("home", "proposal", "proposals", "promised")
STAFF = ("queue", "case", "board", "desk")
TALL = (1280, 1100)  # the admin scrolls inside itself, so its pictures are as tall as the window


@pytest.fixture(scope="package")
def city(demo_site: Site) -> Keys:
    """The addresses of the demo city."""
    with demo_site.inside():
        return keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_take_pictures(demo_site: Site, city: Keys, open_context: OpenContext, size: str, scheme: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    contexts: dict[str, BrowserContext] = {}
    for name, (who, path) in pages(city).items():
        if (scheme == "dark" and name not in IN_THE_DARK) or (size == "phone" and name in STAFF):
            continue
        if who not in contexts:
            width, height = TALL if name in STAFF else SIZES[size]
            options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "reduced_motion": "reduce"}
            contexts[who] = open_context(demo_site, "en", **options)
            if who:
                sign_in(contexts[who], demo_site, who)
        take(contexts[who], path, FOLDER / f"{name}-{size}{'-dark' if scheme == 'dark' else ''}.png")


@pytest.mark.parametrize("language", ["fi", "sv", "ar"])
def test_take_pictures_in_another_language(demo_site: Site, city: Keys, open_context: OpenContext, language: str) -> None:
    width, height = SIZES["phone"]
    context = open_context(demo_site, language, viewport={"width": width, "height": height}, reduced_motion="reduce")
    for name in ("home", "project"):
        path = pages(city)[name][1].replace("/en/", f"/{language}/")
        take(context, path, FOLDER / f"{name}-phone-{language}.png")


def take(context: BrowserContext, address: str, file: Path) -> None:
    """One picture of a page's upper part, or of what begins at the part its address names."""
    path, _mark, part = address.partition("#")
    tab = context.new_page()
    tab.goto(path, wait_until="networkidle")
    if "survey" in file.name:
        tab.evaluate(UNFOLD)
    tab.evaluate("document.activeElement?.blur()")  # as one sees a page, not as it is the moment it comes
    tab.evaluate("document.fonts.ready")
    width = context.pages[0].viewport_size["width"] if context.pages[0].viewport_size else 0
    whole = tab.evaluate("document.scrollingElement.scrollHeight")
    top = int(tab.evaluate(f"document.getElementById({part!r}).getBoundingClientRect().top + window.scrollY - 24")) if part else 0
    clip = {"x": 0, "y": top, "width": width, "height": min(TALLEST, whole - top)}
    picture = tab.screenshot(full_page=True, clip=clip, animations="disabled")
    tab.close()
    # A palette is enough for flat colours, and a third of the bytes.
    Image.open(BytesIO(picture)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)
    assert file.stat().st_size < LARGEST, f"{file.name} has {file.stat().st_size} bytes"
