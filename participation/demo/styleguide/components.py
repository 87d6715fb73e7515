"""The components, by convention: each has an example of its name under templates/styleguide/examples/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

TEMPLATES = Path(settings.ROOT) / "templates"
EXAMPLES = TEMPLATES / "styleguide" / "examples"
STATES = re.compile(r"\{% block states %\}\n?(.*?)\n?\{% endblock(?: states)? %\}", re.DOTALL)


@dataclass(frozen=True)
class Example:
    """One component in its states. name: its file's, and what its address on the page ends with."""

    name: str

    @property
    def path(self) -> Path:
        return EXAMPLES / f"{self.name}.html"

    @property
    def source(self) -> str:
        """The lines that show it, to be copied."""
        found = STATES.search(self.path.read_text(encoding="utf-8"))
        return found[1].strip() if found else ""

    def html(self, context: dict[str, Any]) -> SafeString:
        """The component with its title, its use and its source, as part of the page."""
        template = f"styleguide/examples/{self.name}.html"
        return render_to_string(template, {**context, "example": self}, request=context.get("request"))


def examples() -> list[Example]:
    """Every example, by name."""
    return [Example(path.stem) for path in sorted(EXAMPLES.glob("*.html"))]


def component_templates() -> Iterator[str]:
    """The name of every template that pages put together: `alert` for components/_alert.html."""
    for path in sorted((TEMPLATES / "components").glob("_*.html")):
        yield path.stem.removeprefix("_")
