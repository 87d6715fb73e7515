"""Proposals and supports."""

from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone

from participation.comments.models import Thread
from participation.comments.states import Anchor
from participation.projects.models import Project
from proposals.models import Proposal, Support
from proposals.states import ProposalState
from tests.factories.accounts import UserFactory
from tests.factories.projects import ProjectFactory


class ProposalFactory(factory.django.DjangoModelFactory):
    """A published proposal with its thread, in the project's lead district."""

    class Meta:
        model = Proposal

    project = factory.SubFactory(ProjectFactory)
    district = factory.LazyAttribute(lambda o: o.project.lead_district)
    author = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Proposal {n}")
    body = "More benches along the shore."
    language = "en"
    state = ProposalState.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)
    thread = factory.LazyAttribute(lambda o: Thread.objects.create(project=o.project, anchor=Anchor.PROPOSAL))


class SupportFactory(factory.django.DjangoModelFactory):
    """One resident's support."""

    class Meta:
        model = Support

    proposal = factory.SubFactory(ProposalFactory)
    resident = factory.SubFactory(UserFactory)


def many_proposals(project: Project, count: int, **fields: Any) -> list[Proposal]:
    """Published proposals in one insert each for threads and rows."""
    threads = Thread.objects.bulk_create([Thread(project=project, anchor=Anchor.PROPOSAL) for _n in range(count)])
    author = fields.pop("author", None) or UserFactory()
    common = {
        "project": project,
        "district": project.lead_district,
        "author": author,
        "language": "en",
        "state": ProposalState.PUBLISHED,
        "published_at": timezone.now(),
        "body": "Text.",
        **fields,
    }
    return Proposal.objects.bulk_create(
        [Proposal(title=f"Proposal {number}", thread=thread, **common) for number, thread in enumerate(threads)]
    )
