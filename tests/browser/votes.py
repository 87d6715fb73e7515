"""Votes that staff prepare, for the pages that show them: one in preparation, one whose rules are published. Both are drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from participation.accounts.models import User
from participation.projects.models import Phase, Project
from participation.projects.services import create_project
from participation.projects.states import Action, Blueprint
from proposals.voting.models import BudgetItem, Round
from proposals.voting.services import (
    ItemWords,
    add_item,
    create_round,
    edit_round,
    print_codes,
    propose_change,
    publish_rules,
    set_pots,
)

if TYPE_CHECKING:
    from districts.models import District

PREPARED, PUBLISHED = "vote-in-preparation", "vote-with-rules"
WORDS = {"fi": "Palvelu oli poikki.", "sv": "Tjänsten låg nere.", "en": "The service was down."}


@dataclass(frozen=True)
class VoteKeys:
    """Projects by number, and an item of each vote; zero before `furnish`."""

    prepared: int = 0
    prepared_item: int = 0
    published: int = 0
    published_item: int = 0


def vote_keys() -> VoteKeys:
    """Look them up."""
    items = {
        slug: BudgetItem.objects.filter(round__project__slug=slug).order_by("pk").values_list("round__project_id", "pk").first()
        for slug in (PREPARED, PUBLISHED)
    }
    return VoteKeys(*(items[PREPARED] or (0, 0)), *(items[PUBLISHED] or (0, 0)))


def furnish_votes(district: District, by: User) -> None:
    """Make both; their projects stay drafts, so that residents' pages are as they were."""
    for slug in (PREPARED, PUBLISHED):
        _vote(slug, district, by)
    voting_round = Round.objects.get(project__slug=PUBLISHED)
    publish_rules(round_id=voting_round.pk, by=by)
    print_codes(round_id=voting_round.pk, by=by, name="Koulu", number=2)
    later = timezone.now() + timedelta(days=150)
    propose_change(round_id=voting_round.pk, by=by, changes={"closes": later}, reasons=WORDS)


def _vote(slug: str, district: District, by: User) -> None:
    now, titles = timezone.now(), dict.fromkeys(("fi", "sv", "en"), slug.replace("-", " ").capitalize())
    project = create_project(
        blueprint=Blueprint.BUDGET,
        slug=slug,
        lead_district=district,
        titles=titles,
        leads=titles,
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=99),
        by=by,
    )
    voting_round = Round.objects.filter(project=project).first() or create_round(project=project, by=by)
    edit_round(round_id=voting_round.pk, by=by, values={"sources": ["identity", "code"]})
    (pot,) = set_pots(round_id=voting_round.pk, by=by, amounts={district.pk: 100_000})
    for number in (1, 2):
        words = {"fi": f"Penkki {number}", "en": f"A bench {number}"}
        add_item(round_id=voting_round.pk, by=by, words=ItemWords(titles=words, texts=words, cost=9_000, pot_id=pot.pk))
    assert Project.objects.filter(slug=slug, state="draft").exists()
    assert Phase.objects.filter(project=project, features__contains=[Action.VOTE]).exists()
