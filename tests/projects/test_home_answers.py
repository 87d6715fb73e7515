"""The front page's "What came of it": the newest answers that hold, how long they took, and a word when there are none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from districts.models import Unit
from participation.accounts.models import User
from participation.projects.models import Project
from proposals.models import OfficialResponse
from proposals.states import Status
from tests.factories.proposals import many_proposals


def answer(project: Project, by: User, status: Status, *, title: str, days: int) -> OfficialResponse:
    """A proposal that was answered after that many days."""
    (proposal,) = many_proposals(project, 1, status=status, published_at=timezone.now() - timedelta(days=days))
    type(proposal).objects.filter(pk=proposal.pk).update(title=title)
    unit = Unit.objects.get_or_create(name="Parks")[0]
    return OfficialResponse.objects.create(proposal=proposal, unit=unit, author=by, status=status, text="Because.")


@pytest.mark.django_db
def test_kept_promises_come_first_with_their_clock(client: Client, published: Project, aino: User) -> None:
    answer(published, aino, Status.DONE, title="The bench", days=40)
    answer(published, aino, Status.REJECTED, title="The tower", days=1)
    html = client.get("/en/").content.decode()
    part = html.partition('id="came"')[2].partition("</section>")[0]
    assert part.index("The bench") < part.index("The tower")
    assert "Answered 40 days after it was proposed" in part
    assert "Answered 1 day after it was proposed" in part
    assert "Done: 1, Not possible: 1." in part


def test_an_answer_that_was_replaced_is_not_news(client: Client, published: Project, aino: User) -> None:
    old = answer(published, aino, Status.ACCEPTED, title="The bench", days=9)
    old.proposal.status = Status.REJECTED
    old.proposal.save(update_fields=["status"])
    part = client.get("/en/").content.decode().partition('id="came"')[2].partition("</section>")[0]
    assert "The bench" not in part


def test_without_answers_it_says_what_comes_there(client: Client, published: Project) -> None:
    part = client.get("/en/").content.decode().partition('id="came"')[2].partition("</section>")[0]
    assert "When the city answers a proposal, you read it here" in part
