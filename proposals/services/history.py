"""Keeping what a proposal said before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max

from proposals.models import Proposal, ProposalVersion
from proposals.services.content import Content
from proposals.versions import Fact, digest, facts_of

if TYPE_CHECKING:
    from participation.accounts.models import User


def keep_versions(proposal: Proposal, before: Content, facts_before: Sequence[Fact], editor: User, moment: datetime) -> int:
    """Add what the locked proposal says now to its history, and what was published before its first change.

    Returns the new version's number, 0 when nothing is said otherwise: the order of its files is none of its words.
    """
    facts = facts_of(proposal)
    same_words = (proposal.title, proposal.body, proposal.language) == (before.title, before.body, before.language)
    if same_words and _in_order(facts) == _in_order(facts_before):
        return 0
    last = proposal.versions.aggregate(last=Max("number"))["last"] or 0
    if not last:
        _add(proposal, 1, before, facts_before, proposal.author, proposal.published_at or proposal.created_at)
        last = 1
    _add(proposal, last + 1, Content.of(proposal), facts, editor, moment)
    return last + 1


def first_version(proposal: Proposal) -> ProposalVersion:
    """What a proposal that nobody has changed would keep as its first version; not saved."""
    content, facts = Content.of(proposal), facts_of(proposal)
    return _version(proposal, 1, content, facts, proposal.author, proposal.published_at or proposal.created_at)


def _in_order(facts: Sequence[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: fact["key"])


def _add(proposal: Proposal, number: int, content: Content, facts: Sequence[Fact], editor: User | None, moment: datetime) -> None:
    _version(proposal, number, content, facts, editor, moment).save(force_insert=True)


def _version(
    proposal: Proposal, number: int, content: Content, facts: Sequence[Fact], editor: User | None, moment: datetime
) -> ProposalVersion:
    return ProposalVersion(
        proposal=proposal,
        number=number,
        title=content.title,
        text=content.body,
        language=content.language,
        facts=list(facts),
        editor=editor,
        created_at=moment,
        digest=digest(content.title, content.body, facts),
    )
