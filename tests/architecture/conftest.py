"""A city with pages, for tests that look at what every page has."""

from __future__ import annotations

import pytest

from participation.accounts.models import User
from participation.comments.services import post_comment
from tests.cast import Town
from tests.factories.comments import own_thread
from tests.factories.proposals import ProposalFactory
from tests.factories.surveys import published_survey
from tests.projects.conftest import coordinator, published, site

__all__ = ["coordinator", "published", "site"]


@pytest.fixture
def public_addresses(town: Town, published: object, anna: User) -> list[str]:
    """One address of every kind of page that anybody may read, with something on it."""
    proposal = ProposalFactory(project=town.project, author=anna)
    survey = published_survey(town.project, results_shown="always")
    thread = own_thread(town.project)
    for one in (thread, proposal.thread, survey.thread):
        post_comment(thread_id=one.pk, author=anna, body="Hyvä ajatus.", language="fi")
    project = f"/en/projects/{town.project.slug}"
    return [
        "/en/",
        "/en/projects/",
        "/en/projects/?q=tori",
        "/en/districts/",
        "/en/districts/kallio/",
        "/en/districts/kallio/torin-ideat/",
        f"{project}/proposals/",
        f"{project}/proposals/?sort=newest&q=proposal",
        f"{project}/proposals/{proposal.pk}/",
        f"{project}/proposals/{proposal.pk}/history/",
        f"{project}/surveys/{survey.pk}/",
        f"{project}/surveys/{survey.pk}/results/",
        f"/en/threads/{thread.pk}/",
        f"/en/threads/{proposal.thread_id}/comments/?after=0",
        f"/en/report/proposal/{proposal.pk}/",
        "/en/feedback/",
        "/en/feedback/thanks/",
        "/en/district/search/?q=kallio",
        "/en/accounts/login/",
        "/en/accounts/signup/",
    ]


@pytest.fixture
def own_addresses(town: Town, public_addresses: list[str]) -> list[str]:
    """What somebody signed in sees besides."""
    return [
        f"/en/projects/{town.project.slug}/proposals/new/",
        f"/en/projects/{town.project.slug}/proposals/save-search/?q=tori",
        "/en/profile/",
        "/en/profile/settings/",
        "/en/profile/delete/",
        "/en/profile/following/",
        f"/en/profile/following/project/{town.project.pk}/",
        "/en/profile/news/",
    ]
