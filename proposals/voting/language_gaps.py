"""Items of votes that lack languages, while they can still be given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.states import Role
from participation.common.languages import content_languages, words_of
from participation.projects.features import LanguageGap
from participation.projects.rules import roles_of
from proposals.voting.models import BudgetItem
from proposals.voting.states import RoundState

if TYPE_CHECKING:
    from participation.accounts.models import User

MOST = 500


def language_gaps(user: User) -> Iterable[LanguageGap]:
    """Titles and texts that some readers would see in another language, of what this person coordinates. One query."""
    for item, missing in _lacking(_own_items(user)):
        url = reverse("voting_item", args=[item.round.project_id, item.pk])
        yield LanguageGap(kind=_("Budget item"), title=str(item), url=url, missing=missing)


def _own_items(user: User) -> Iterator[BudgetItem]:
    found = BudgetItem.objects.filter(round__state=RoundState.DRAFT).select_related("round__project__lead_district")
    rows = found.defer("round__rules_text", "round__project__lead_district__boundary").order_by("pk")[:MOST]
    paths: list[tuple[str, Any]] = (
        [("", None)]
        if user.is_superuser
        else [(role.district.path, role.project_id) for role in roles_of(user) if role.role == Role.COORDINATOR]
    )
    for item in rows if paths else []:
        project = item.round.project
        if any(project.lead_district.path.startswith(path) and one in (None, project.pk) for path, one in paths):
            yield item


def _lacking(items: Iterable[BudgetItem]) -> Iterator[tuple[BudgetItem, tuple[str, ...]]]:
    """Words may begin in any language, so that every one is asked for that another has."""
    for item in items:
        there = [set(words_of(item, part)) for part in ("title", "text")]
        missing = tuple(code for code in content_languages() if any(words and code not in words for words in there))
        if missing:
            yield item, missing
