"""Similar proposals as somebody who writes one sees them: with where they stand, and whether they can be supported instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from participation.projects.queries import with_phases, with_titles
from participation.projects.states import Action
from proposals.models import Proposal, Support
from proposals.presentation import status_label
from proposals.queries.similar import Similar, Words, similar_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.projects.models import Project
    from proposals.facts import StatusLabel

SHORTEST = 4  # letters of a title that say what an idea is about
INSTEAD = "instead"  # the name of the buttons that support another proposal


@dataclass(frozen=True)
class SimilarCard:
    """One of them. elsewhere: it is in another project; mine: the reader supports it already; can: its button is shown."""

    found: Similar
    label: StatusLabel
    elsewhere: bool
    mine: bool
    can: bool

    @property
    def proposal(self) -> Proposal:
        """The proposal, with the title of its project."""
        return self.found.proposal


def similar_cards(words: Words, project: Project, user: User | AnonymousUser) -> list[SimilarCard]:
    """At most five, the most alike first. The number of queries does not depend on how many.

    project: the one that is written in, with `open_actions`.
    """
    if len(words.title.strip()) < SHORTEST:
        return []
    found = [one for one in similar_to(words, user=user) if one.reasons]
    own = _supported(found, user)
    _complete([one.proposal.project for one in found if one.proposal.project_id != project.pk])
    return [_card(one, project, own) for one in found]


def of_draft(draft: Proposal, project: Project, user: User | AnonymousUser) -> list[SimilarCard]:
    """The same for a draft as it is saved."""
    return similar_cards(Words.of(draft), project, user)


def _supported(found: Sequence[Similar], user: User | AnonymousUser) -> set[int]:
    if not found or not user.is_authenticated:
        return set()
    ids = [one.proposal.pk for one in found]
    return set(Support.objects.filter(resident=user, proposal__in=ids).values_list("proposal_id", flat=True))


def _complete(projects: list[Project]) -> None:
    if projects:
        with_titles(projects)
        with_phases(projects)


def _card(one: Similar, project: Project, own: set[int]) -> SimilarCard:
    proposal = one.proposal
    elsewhere = proposal.project_id != project.pk
    open_actions = proposal.project.open_actions if elsewhere else project.open_actions
    mine = proposal.pk in own
    return SimilarCard(one, status_label(proposal.status), elsewhere, mine, not mine and Action.SUPPORT in open_actions)
