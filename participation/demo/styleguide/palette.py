"""The colours of a theme, worked out from its stylesheets as a browser would."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

STYLES = Path(settings.ROOT) / "static"
BASE = ("vendor/hds/hds.css", "css/themes/kuuluu.css")
PROPERTY = re.compile(r"--([\w-]+)\s*:\s*([^;{}]+)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FUNCTION = re.compile(r"([\w-]+)\((.*)\)$", re.DOTALL)
MIX = re.compile(r"(.+?)\s+(\d+(?:\.\d+)?)%$")
NAMED = {"white": "#ffffff", "black": "#000000"}
SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Colour:
    """Red, green and blue, 0 to 255; a mixed colour lies between whole numbers."""

    red: float
    green: float
    blue: float

    @property
    def hex(self) -> str:
        """As it is written in a stylesheet."""
        return "#" + "".join(f"{round(part):02x}" for part in (self.red, self.green, self.blue))

    @property
    def luminance(self) -> float:
        """Relative luminance after WCAG 2."""
        linear = [part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in self._parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    @property
    def _parts(self) -> tuple[float, float, float]:
        return self.red, self.green, self.blue

    def mixed(self, share: float, other: Colour) -> Colour:
        """So much of this colour (0 to 1), the rest of the other."""
        return Colour(*(mine * share + theirs * (1 - share) for mine, theirs in zip(self._parts, other._parts, strict=True)))


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours after WCAG 2, 1 to 21."""
    lighter, darker = sorted((one.luminance, other.luminance), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True)
class Palette:
    """The colour roles of one theme. theme: a name in settings.THEMES."""

    theme: str

    def colour(self, role: str, scheme: str) -> Colour:
        """Return a role's colour in "light" or "dark". Raises KeyError for a role that no stylesheet defines."""
        return self._worked_out(f"var(--{role})", scheme)

    @cached_property
    def properties(self) -> dict[str, str]:
        """Every custom property by its name without dashes; a theme's own come after the first theme's."""
        files = (*BASE, f"css/themes/{self.theme}.css")
        text = "\n".join(COMMENT.sub("", (STYLES / name).read_text(encoding="utf-8")) for name in files)
        return {name: value.strip() for name, value in PROPERTY.findall(text)}

    def _worked_out(self, value: str, scheme: str) -> Colour:
        value = NAMED.get(value, value).strip()
        if value.startswith("#"):
            return _from_hex(value)
        call = FUNCTION.match(value)
        if not call:
            raise ValueError(f"{value!r} is no colour that is understood here")
        name, arguments = call[1], _arguments(call[2])
        if name == "var":
            return self._worked_out(self.properties[arguments[0].removeprefix("--")], scheme)
        if name == "light-dark":
            return self._worked_out(arguments[SCHEMES.index(scheme)], scheme)
        if name == "color-mix" and arguments[0] == "in srgb" and (part := MIX.match(arguments[1])):
            return self._worked_out(part[1], scheme).mixed(float(part[2]) / 100, self._worked_out(arguments[2], scheme))
        raise ValueError(f"{value!r} is no colour that is understood here")


def _arguments(text: str) -> list[str]:
    """Split at the commas that stand in no parentheses."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def _from_hex(text: str) -> Colour:
    digits = text.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return Colour(*(int(digits[start : start + 2], 16) for start in (0, 2, 4)))
