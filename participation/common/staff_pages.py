"""The way to a page of ours in the admin, which Wagtail shows at its top: the last step is what one sees as its heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse


class StepsToHere:
    """For a view of Wagtail's kind, before it in the list of bases.

    above: the pages between the front page and this one, as the name of the address and what it is called.
    """

    above: Sequence[tuple[str, Any]] = ()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        way = [{"url": reverse(name), "label": str(label)} for name, label in self.above]
        here = {"url": "", "label": str(self.get_page_title())}  # type: ignore[attr-defined]
        return [*super().get_breadcrumbs_items(), *way, here]  # type: ignore[misc]
