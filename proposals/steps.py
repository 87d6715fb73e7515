"""The steps in which a proposal is written, and which of its fields each of them asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from proposals.models import Proposal


class Step(models.TextChoices):
    """In the order in which they come. Published is where they lead: the proposal's own page."""

    IDEA = "idea", _("Idea")
    PLACE = "place", _("Place")
    MORE = "more", _("Picture and theme")
    PREVIEW = "preview", _("Preview")


STEPS = list(Step)
# Fields of the form, and of the row.
FORM_FIELDS: dict[Step, tuple[str, ...]] = {
    Step.IDEA: ("title", "body"),
    Step.PLACE: ("district", "place", "latitude", "longitude"),
    Step.MORE: ("category", "image", "image_alt", "remove_image", "on_behalf_of", "language"),
    Step.PREVIEW: (),
}
ROW_FIELDS: dict[Step, tuple[str, ...]] = {
    Step.IDEA: ("title", "body"),
    Step.PLACE: ("district_id", "place", "latitude", "longitude"),
    Step.MORE: ("category_id", "on_behalf_of", "language"),
}
ROW_FIELDS[Step.PREVIEW] = tuple(name for names in ROW_FIELDS.values() for name in names)


def number_of(step: Step) -> int:
    """1 for the first."""
    return STEPS.index(step) + 1


def after(step: Step) -> Step:
    """The one that follows; the last one is followed by itself."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def before(step: Step) -> Step:
    """The one that leads there; the first one is its own."""
    return STEPS[max(STEPS.index(step) - 1, 0)]


def where_to_go_on(draft: Proposal) -> Step:
    """The first step that still needs something. Uses draft.district."""
    if not (draft.title and draft.body):
        return Step.IDEA
    if not draft.place and draft.latitude is None and draft.district.level == "city":
        return Step.PLACE
    return Step.PREVIEW


def step_with(field: str) -> Step | None:
    """The step that asks for a field of the form."""
    return next((step for step, names in FORM_FIELDS.items() if field in names), None)
