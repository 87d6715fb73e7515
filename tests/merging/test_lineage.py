"""The line of descent on the pages it touches, with what the reader may see of it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.comments.services import post_comment
from proposals.models import OfficialResponse, Proposal
from proposals.services import refresh_counts
from proposals.states import ProposalState
from tests.cast import Town
from tests.factories.districts import UnitFactory
from tests.factories.proposals import ProposalFactory, SupportFactory
from tests.merging.acts import JOINT, page_of, proposals_by, published


def drawing(client: Client, proposal: Proposal) -> str:
    """The drawing on a proposal's page."""
    page = client.get(page_of(proposal)).content.decode()
    assert 'id="lineage"' in page
    return page.split('id="lineage"')[1].split("</section>")[0]


def test_it_is_drawn_on_the_joint_page_and_on_every_source(client: Client, three: list[Proposal]) -> None:
    joint = published(three).proposal
    for row in (joint, *three):
        drawn = drawing(client, row)
        for other in (joint, *three):
            assert other.title in drawn
            assert (f'href="{page_of(other)}"' in drawn) == (other != row)
        assert drawn.count('aria-current="page"') == 1
        assert "The city has not answered yet." in drawn
        assert "Not yet." in drawn


def test_all_authors_are_named(client: Client, three: list[Proposal]) -> None:
    Proposal.objects.filter(pk=three[2].pk).update(authorship="group", on_behalf_of="The shore association")
    page = client.get(page_of(published(three).proposal)).content.decode()
    names = page.split("Written together by")[1].split("It came from")[0]
    assert all(name in names for name in ("Anna", "Ben", "Clara, on behalf of The shore association"))


def test_comments_stay_and_are_linked(client: Client, two: list[Proposal], nils: User) -> None:
    post_comment(thread_id=two[0].thread_id, author=nils, body="Good.", language="en")
    Proposal.objects.filter(pk=two[0].pk).update(comment_count=1)
    joint = published(two).proposal
    assert f'<a href="{page_of(two[0])}#conversation">1 comment there</a>' in drawing(client, joint)
    assert "Good." in client.get(page_of(two[0])).content.decode()
    assert "Good." not in client.get(page_of(joint)).content.decode()


@pytest.mark.parametrize("state", [ProposalState.WITHDRAWN, ProposalState.DRAFT])
def test_what_is_not_public_is_a_gap_without_a_name(client: Client, three: list[Proposal], state: str, anna: User) -> None:
    joint = published(three).proposal
    Proposal.objects.filter(pk=three[0].pk).update(state=state)
    for reader in (None, anna):
        if reader:
            client.force_login(reader)
        page = client.get(page_of(joint)).content.decode()
        assert "A proposal that is not public any more" in page
        assert "Benches of Anna" not in page
        assert page_of(three[0]) not in page
    Proposal.objects.filter(pk=joint.pk).update(state=state)
    page = client.get(page_of(three[1])).content.decode()
    assert JOINT["title"] not in page
    assert page_of(joint) not in page


def test_what_came_of_each_is_said(client: Client, two: list[Proposal], carla: User) -> None:
    joint = published(two).proposal
    answers = {}
    for row, status in ((joint, "accepted"), (two[0], "rejected")):
        Proposal.objects.filter(pk=row.pk).update(status=status)
        answers[row.pk] = OfficialResponse.objects.create(
            proposal=row, unit=UnitFactory(), author=carla, status=status, text="Vastaus."
        )
    drawn = drawing(client, two[1])
    assert "Accepted" in drawn
    assert "Not possible" in drawn
    for row in (joint, two[0]):
        assert f"{page_of(row)}#answer-{answers[row.pk].pk}" in drawn
    Proposal.objects.filter(pk=joint.pk).update(status="done")
    assert "It is done." in drawing(client, two[1])


def test_a_joint_one_can_be_part_of_another(client: Client, town: Town, three: list[Proposal]) -> None:
    first = published(three[:2]).proposal
    second = published([three[2], first], title="All of the shore").proposal
    for row in (*three, first, second):
        drawn = drawing(client, row)
        assert all(other.title in drawn for other in (*three, first, second))


def test_a_proposal_without_any_of_it_costs_nothing_more(client: Client, town: Town, anna: User, ben: User) -> None:
    """The page's own four queries for everybody, and for its author, who is shown the door."""
    plain, other = proposals_by(town.project, anna, ben)
    counts = []
    for reader in (None, anna):
        if reader:
            client.force_login(reader)
        client.get(page_of(plain))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(page_of(plain)).content.decode()
        counts.append(len(captured))
        assert not [query for query in captured if "FROM merging_" in query["sql"] and "array_remove" not in query["sql"]]
    assert ("Bring together with similar ones" in page) is True
    assert other.title not in page


def test_as_many_queries_for_two_sources_as_for_four(client: Client, town: Town, nils: User) -> None:
    client.force_login(nils)

    def queries(number: int) -> list[int]:
        sources = [ProposalFactory(project=town.project) for _n in range(number)]
        for source in sources:
            SupportFactory(proposal=source, resident=nils)
        joint = published(sources).proposal
        refresh_counts(proposal_ids=[joint.pk])
        found = []
        for row in (joint, sources[0]):
            client.get(page_of(row))
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page_of(row)).status_code == 200
            found.append(len(captured))
        return found

    few = queries(2)
    assert queries(4) == few
    assert max(few) <= 15, few


def test_authors_of_the_sources_are_marked_in_the_conversation(client: Client, three: list[Proposal], nils: User) -> None:
    joint = published(three).proposal
    for writer in (*(source.author for source in three), nils):
        post_comment(thread_id=joint.thread_id, author=writer, body="Well", language="en")
    assert client.get(page_of(joint)).content.decode().count("Wrote this proposal") == 3
