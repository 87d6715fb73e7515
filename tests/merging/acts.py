"""Proposals on their way to a joint one, through the services."""

from __future__ import annotations

from typing import Any

from participation.accounts.models import User
from participation.projects.models import Project
from proposals.merging.models import Merger
from proposals.merging.services import agree, ask, save_text, start_merger
from proposals.models import Proposal
from tests.factories.proposals import ProposalFactory

JOINT = {"title": "Benches along the whole shore", "body": "Ten benches from the square to the bridge.", "language": "en"}


def proposals_by(project: Project, *authors: User) -> list[Proposal]:
    """A proposal of each."""
    return [
        ProposalFactory(
            project=project, author=author, title=f"Benches of {author.public_name}", body=f"Text of {author.public_name}."
        )
        for author in authors
    ]


def drafted(sources: list[Proposal], **words: Any) -> Merger:
    """The first author has written the joint text and shown it to nobody."""
    own, *others = sources
    merger = start_merger(
        project_id=own.project_id, initiator=own.author, source_id=own.pk, other_ids=[other.pk for other in others]
    )
    return save_text(merger_id=merger.pk, author=own.author, seen=merger.digest, **{**JOINT, **words})


def asked(sources: list[Proposal], **words: Any) -> Merger:
    """The first author has asked the others."""
    merger = drafted(sources, **words)
    return ask(merger_id=merger.pk, author=sources[0].author, seen=merger.digest)


def published(sources: list[Proposal], **words: Any) -> Merger:
    """Everybody has agreed, and the joint proposal is there."""
    merger = asked(sources, **words)
    for source in sources[1:]:
        merger = agree(merger_id=merger.pk, author=source.author, seen=merger.digest)
    return merger


def again(merger: Merger) -> Merger:
    """The row as it is now."""
    return Merger.objects.get(pk=merger.pk)


def address(merger: Merger, rest: str = "", language: str = "en") -> str:
    """Of the authors' page, or of one below it."""
    return f"/{language}/projects/{merger.project.slug}/proposals/merge/{merger.pk}/{rest}"


def page_of(proposal: Proposal, language: str = "en") -> str:
    """Of a proposal."""
    return f"/{language}/projects/{proposal.project.slug}/proposals/{proposal.pk}/"
