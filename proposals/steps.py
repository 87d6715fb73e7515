"""The steps in which a proposal is written, and which of its fields each of them asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from proposals.models import Proposal


class Step(models.TextChoices):
    """In the order in which they come. Published is where they lead: the proposal's own page."""

    IDEA = "idea", _("Idea")
    PLACE = "place", _("Place")
    DETAILS = "details", _("Details")  # only where the project asks for something of its own
    MORE = "more", _("Pictures and theme")
    PREVIEW = "preview", _("Preview")


STEPS = list(Step)
# Fields of the form, and of the row.
FORM_FIELDS: dict[Step, tuple[str, ...]] = {
    Step.IDEA: ("title", "body"),
    Step.PLACE: ("district", "place", "latitude", "longitude"),
    Step.DETAILS: (),  # the project's own fields
    Step.MORE: (
        *("category", "image", "image_alt", "document", "document_title"),
        *("authorship", "on_behalf_of", "school_class", "language"),
    ),
    Step.PREVIEW: (),
}
ROW_FIELDS: dict[Step, tuple[str, ...]] = {
    Step.IDEA: ("title", "body"),
    Step.PLACE: ("district_id", "place", "latitude", "longitude"),
    Step.DETAILS: (),
    Step.MORE: ("category_id", "authorship", "on_behalf_of", "school_class", "language"),
}
ROW_FIELDS[Step.PREVIEW] = tuple(name for names in ROW_FIELDS.values() for name in names)


def steps_of(*, asks_more: bool) -> list[Step]:
    """The steps of a project. asks_more: whether it has fields of its own."""
    return [step for step in STEPS if asks_more or step != Step.DETAILS]


def number_of(step: Step, steps: Sequence[Step] = STEPS) -> int:
    """1 for the first."""
    return steps.index(step) + 1


def after(step: Step, steps: Sequence[Step] = STEPS) -> Step:
    """The one that follows; the last one is followed by itself."""
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def before(step: Step, steps: Sequence[Step] = STEPS) -> Step:
    """The one that leads there; the first one is its own."""
    return steps[max(steps.index(step) - 1, 0)]


def where_to_go_on(draft: Proposal) -> Step:
    """The first step that still needs something. Uses draft.district."""
    if not (draft.title and draft.body):
        return Step.IDEA
    if not draft.place and draft.latitude is None and draft.district.level == "city":
        return Step.PLACE
    return Step.PREVIEW


def step_with(field: str) -> Step | None:
    """The step that asks for a field of the form."""
    for beginning, step in (("field_", Step.DETAILS), ("alt_", Step.MORE), ("title_", Step.MORE)):
        if field.startswith(beginning):
            return step
    return next((step for step, names in FORM_FIELDS.items() if field in names), None)
