"""What happens to proposals is told to those who follow them, their project, their districts or their theme."""

from __future__ import annotations

import pytest
from django.utils import timezone

from participation.accounts.models import User
from participation.common.origin import Origin
from participation.notifications.models import Follow, News
from participation.projects.models import Category
from proposals.models import Proposal
from proposals.services import respond_officially, submit_proposal
from tests.cast import Town
from tests.factories.districts import UnitFactory, city
from tests.factories.projects import CategoryFactory


@pytest.fixture
def theme(town: Town) -> Category:
    return CategoryFactory(project=town.project)


def publish(town: Town, author: User, **words: object) -> Proposal:
    given = {"title": "Penkki", "body": "Rantaan.", "language": "fi", "district_id": town.kallio.pk, **words}
    return submit_proposal(project_id=town.project.pk, author=author, **given)


def test_a_new_proposal(town: Town, theme: Category, anna: User) -> None:
    proposal = publish(town, anna, category_id=theme.pk)
    news = News.objects.get()
    assert (news.kind, news.subject_id, news.actor) == ("proposal.published", proposal.pk, anna)
    wider = [f"district:{pk}" for pk in (town.kallio.pk, city().pk)]
    assert set(news.targets) == {f"proposal:{proposal.pk}", f"project:{town.project.pk}", f"category:{theme.pk}", *wider}


def test_its_author_follows_it_and_who_comments_does_not(town: Town, anna: User, ben: User) -> None:
    from tests.factories.comments import say

    proposal = publish(town, anna)
    say(proposal.thread, ben)
    assert list(Follow.objects.values_list("user", "kind", "object_id")) == [(anna.pk, "proposal", proposal.pk)]


@pytest.mark.parametrize("visibility", ["unlisted", "members"])
def test_what_is_in_no_list_is_told_to_those_who_follow_it(town: Town, theme: Category, anna: User, visibility: str) -> None:
    town.project.visibility = visibility
    town.project.save()
    proposal = publish(town, anna, category_id=theme.pk)
    assert set(News.objects.get().targets) == {f"proposal:{proposal.pk}", f"project:{town.project.pk}"}


def test_the_citys_answer(town: Town, anna: User, carla: User) -> None:
    proposal = publish(town, anna)
    respond_officially(proposal_id=proposal.pk, unit_id=UnitFactory().pk, author=carla, status="accepted", text="Kyllä.")
    news = News.objects.get(kind="proposal.answered")
    assert (news.actor, news.data["status"]) == (carla, "accepted")
    assert "Kyllä" not in str(news.data)


def test_an_import_is_no_news(town: Town) -> None:
    publish(town, None, origin=Origin.IMPORT, at=timezone.now())  # type: ignore[arg-type]
    assert not News.objects.exists()
    assert not Follow.objects.exists()
