"""What the forms of proposals begin with."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from proposals.services.drafting import mark_of
from proposals.steps import Step

if TYPE_CHECKING:
    from districts.models import District
    from proposals.models import Proposal


def initial_for_new(language: str) -> dict[str, Any]:
    """What an empty form starts with; its key makes sure that sending it twice makes one proposal."""
    return {"language": language, "form_key": uuid.uuid4()}


def initial_for_step(draft: Proposal, step: Step, districts: Sequence[District]) -> dict[str, Any]:
    """What a step's form shows of a draft."""
    return {**initial_for(draft, districts), "seen": mark_of(draft, step)}


def initial_for(proposal: Proposal, districts: Sequence[District]) -> dict[str, Any]:
    """What the form shows of a proposal that `readable_proposal` found."""
    offered = {district.pk: district.slug for district in districts}
    return {
        "title": proposal.title,
        "body": proposal.body,
        "language": proposal.language,
        "place": proposal.place,
        "category": proposal.category.slug if proposal.category else "",
        "district": offered.get(proposal.district_id, ""),
        "latitude": proposal.latitude,
        "longitude": proposal.longitude,
        "authorship": proposal.authorship,
        "on_behalf_of": proposal.on_behalf_of,
        "school_class": proposal.school_class,
    }
