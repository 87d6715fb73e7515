"""The style page: /styleguide/, absent wherever the demo is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participation.common.icons import PATHS
from participation.demo.styleguide.components import examples
from participation.demo.styleguide.pairs import pairs
from participation.demo.styleguide.palette import SCHEMES, Palette
from participation.demo.styleguide.samples import samples
from participation.demo.views import demo_only

DIRECTIONS = ("ltr", "rtl")


@demo_only
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Everything at once; `?theme= &scheme= &dir= &language=` show it in other lights."""
    languages = [code for code, _name in settings.LANGUAGES]
    with override(_chosen(request, "language", languages, get_language() or settings.LANGUAGE_CODE)):
        info = get_language_info(get_language() or settings.LANGUAGE_CODE)
        wish = {
            "theme": _chosen(request, "theme", settings.THEMES, settings.SITE_THEME),
            "scheme": _chosen(request, "scheme", SCHEMES, ""),
            "dir": _chosen(request, "dir", DIRECTIONS, "rtl" if info["bidi"] else "ltr"),
            "language": info["code"],
        }
        request.language_urls = {code: _address(request, {**wish, "dir": ""}, "language", code) for code in languages}  # type: ignore[attr-defined]
        context = {
            "request": request,
            "theme": wish["theme"],
            "scheme": wish["scheme"],
            "direction": wish["dir"],
            "switches": _switches(request, wish),
            "colours": _colours(wish["theme"]),
            "icons": sorted(PATHS),
            "sample": samples(),
        }
        shown = [(example.name, example.html(context)) for example in examples()]
        return render(request, "styleguide/index.html", {**context, "examples": shown})


def _chosen(request: HttpRequest, name: str, choices: Any, default: str) -> str:
    """What the address asks for, if it is one of the choices."""
    value = request.GET.get(name, "")
    return value if value in choices else default


def _address(request: HttpRequest, wish: dict[str, str], name: str, value: str) -> str:
    """This page with one wish changed."""
    asked = {key: wanted for key, wanted in {**wish, name: value}.items() if wanted}
    return f"{request.path}?{urlencode(asked)}"


def _switches(request: HttpRequest, wish: dict[str, str]) -> list[dict[str, Any]]:
    """The rows of links above the page."""
    rows = (
        ("theme", _("City"), [(theme, theme.capitalize()) for theme in settings.THEMES]),
        ("scheme", _("Brightness"), [("", _("As the device says")), ("light", _("Light")), ("dark", _("Dark"))]),
        ("dir", _("Direction of writing"), [("ltr", _("From left to right")), ("rtl", _("From right to left"))]),
        ("language", _("Language"), [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]),
    )
    return [
        {
            "label": label,
            "links": [
                {"url": _address(request, wish, name, value), "label": words, "current": wish[name] == value}
                for value, words in choices
            ],
        }
        for name, label, choices in rows
    ]


def _colours(theme: str) -> list[dict[str, Any]]:
    """Each pair of roles with its colours and contrasts in both schemes."""
    palette = Palette(theme)
    rows = []
    for pair in pairs():
        shades = []
        for scheme in SCHEMES:
            shown = "light" if pair.always_light else scheme
            ratio = pair.contrast(palette, scheme)
            shades.append(
                {
                    "front": palette.colour(pair.front, shown).hex,
                    "ground": palette.colour(pair.ground, shown).hex,
                    "ratio": f"{ratio:.1f}",
                    "passes": ratio >= pair.least,
                }
            )
        rows.append({"pair": pair, "shades": shades})
    return rows
