"""Beginning a joint proposal."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed
from participation.projects.models import Phase
from participation.projects.states import Action
from proposals.merging.models import Merger
from proposals.merging.services import ask, start_merger
from proposals.models import CoAuthor, Proposal
from proposals.states import CoAuthorState, ProposalState
from proposals.tasks import count_words
from tests.cast import Town
from tests.factories.accounts import UserFactory
from tests.factories.projects import ProjectFactory
from tests.factories.proposals import ProposalFactory, many_proposals
from tests.merging.acts import address, asked, drafted, page_of, proposals_by


def begin(sources: list[Proposal], by: User | None = None) -> Merger:
    own, *others = sources
    return start_merger(
        project_id=own.project_id, initiator=by or own.author, source_id=own.pk, other_ids=[row.pk for row in others]
    )


def test_a_draft_begins_with_the_words_of_all(three: list[Proposal]) -> None:
    merger = begin(three)
    assert (merger.state, merger.title) == ("draft", "Benches of Anna")
    assert all(source.body in merger.body for source in three)
    assert mail.outbox == []


def test_sending_it_twice_makes_one_draft(three: list[Proposal]) -> None:
    anna, ben, clara = three
    first = begin([anna, ben])
    assert begin([anna, ben]) == first
    assert begin([anna, clara]) == first
    assert set(first.members.values_list("proposal_id", flat=True)) == {row.pk for row in three}


def test_only_an_author_begins_and_only_with_their_own(two: list[Proposal], nils: User) -> None:
    with pytest.raises(NotAllowed):
        begin(two, by=nils)
    with pytest.raises(NotAllowed):
        begin(two, by=two[1].author)


def test_who_writes_along_leaves_it_to_the_first_author(client: Client, two: list[Proposal], nils: User) -> None:
    CoAuthor.objects.create(
        proposal=two[0],
        person=nils,
        invited_by=two[0].author,
        state=CoAuthorState.ACCEPTED,
        answered_at=timezone.now(),
        expires_at=timezone.now(),
    )
    with pytest.raises(NotAllowed):
        begin(two, by=nils)
    assert not Merger.objects.exists()  # a draft of theirs would hold a proposal that is not theirs alone
    client.force_login(nils)
    assert client.get(f"/en/projects/{two[0].project.slug}/proposals/merge/from/{two[0].pk}/").status_code == 404
    assert "Bring together with similar ones" not in client.get(page_of(two[0])).content.decode()


def test_at_least_two_of_one_project(two: list[Proposal]) -> None:
    elsewhere = ProposalFactory()
    for others in ([], [elsewhere.pk], [two[0].pk], [10**15]):
        with pytest.raises(Invalid) as refused:
            start_merger(project_id=two[0].project_id, initiator=two[0].author, source_id=two[0].pk, other_ids=others)
        assert refused.value.field == "sources"


@pytest.mark.parametrize("state", [ProposalState.DRAFT, ProposalState.WITHDRAWN])
def test_only_public_ones(two: list[Proposal], state: str) -> None:
    Proposal.objects.filter(pk=two[1].pk).update(state=state)
    with pytest.raises(Invalid) as refused:
        begin(two)
    assert "Benches of Ben" not in str(refused.value.message)


def test_who_cannot_agree_cannot_be_part(two: list[Proposal], ben: User) -> None:
    Proposal.objects.filter(pk=two[1].pk).update(author=None)
    with pytest.raises(Invalid):
        begin(two)
    Proposal.objects.filter(pk=two[1].pk).update(author=ben)
    User.objects.filter(pk=ben.pk).update(is_active=False)
    with pytest.raises(Invalid) as refused:
        begin(two)
    assert "Nobody else can agree for them" in str(refused.value.message)


def test_one_merger_at_a_time(three: list[Proposal]) -> None:
    anna, ben, clara = three
    asked([anna, ben])
    with pytest.raises(Conflict):
        begin([ben, clara])
    other = drafted([clara, ben])  # Clara's draft is her own business until she asks
    with pytest.raises(Conflict) as refused:
        ask(merger_id=other.pk, author=clara.author, seen=other.digest)
    assert refused.value.code == "taken"
    assert not other.members.filter(proposal=ben, holds=True).exists()


def test_a_closed_phase_refuses(two: list[Proposal]) -> None:
    Phase.objects.update(features=[Action.COMMENT])
    with pytest.raises(PhaseClosed):
        begin(two)
    Phase.objects.update(features=[Action.SUPPORT])
    assert begin(two)


def test_from_a_proposals_page_to_the_joint_text(client: Client, two: list[Proposal], anna: User) -> None:
    client.force_login(anna)
    door = f"/en/projects/{two[0].project.slug}/proposals/merge/from/{two[0].pk}/"
    assert door in client.get(page_of(two[0])).content.decode()
    page = client.get(door, {"q": "bench"}).content.decode()
    assert "Benches of Ben" in page
    kept = client.post(door, {"q": "zzzz", "sources": [two[1].pk], "do": "search"}).content.decode()
    assert "Benches of Ben" in kept  # what is chosen stays, whatever is searched for
    assert "checked" in kept
    answer = client.post(door, {"sources": [two[1].pk]})
    merger = Merger.objects.get()
    assert answer.url == address(merger, "write/")
    assert "Text of Ben." in client.get(answer.url).content.decode()


def test_bad_choices_are_answered_at_the_field(client: Client, two: list[Proposal], anna: User) -> None:
    client.force_login(anna)
    door = f"/en/projects/{two[0].project.slug}/proposals/merge/from/{two[0].pk}/"
    for sources in ([], ["x"], ["9" * 40], ["\x00"], ["-1"], ["²"], [str(two[0].pk)]):
        answer = client.post(door, {"sources": sources, "q": "bench\x00" * 100})
        assert answer.status_code == 422, sources
    assert not Merger.objects.exists()
    Phase.objects.update(features=[])
    answer = client.post(door, {"sources": [two[1].pk], "q": "bench"})
    assert answer.status_code == 422
    assert "Proposals are not being collected right now." in answer.content.decode()


def test_nobody_begins_from_somebody_elses(client: Client, two: list[Proposal], ben: User) -> None:
    door = f"/en/projects/{two[0].project.slug}/proposals/merge/from/{two[0].pk}/"
    assert client.get(door).status_code == 302
    client.force_login(ben)
    assert client.get(door).status_code == 404
    assert "Bring together with similar ones" not in client.get(page_of(two[0])).content.decode()
    assert "Bring together with similar ones" in client.get(page_of(two[1])).content.decode()


def test_those_most_like_the_own_one_are_offered_first_with_the_reasons(client: Client, town: Town, anna: User) -> None:
    def write(title: str, body: str, **fields: object) -> Proposal:
        return ProposalFactory(**{"project": town.project, "title": title, "body": body, "language": "en"} | fields)

    many_proposals(town.project, 20, language="en", body="The library could be open on Sundays.")
    resting = "Grandparents cannot rest on their way around the pond."
    own = write("Benches by the water", resting, author=anna, latitude=60.186, longitude=24.951)
    called_alike = write("Benches by the tram", "Waiting is long.", support_count=50)
    alike = write("Somewhere to sit", resting, latitude=60.186, longitude=24.951)
    elsewhere = write("Benches by the pond", resting, project=ProjectFactory(slug="elsewhere"))
    taken = write("Somewhere to lie", resting, author=UserFactory(is_active=False))
    count_words()
    client.force_login(anna)
    page = client.get(f"/en/projects/{town.project.slug}/proposals/merge/from/{own.pk}/").content.decode()
    assert 0 < page.index(alike.title) < page.index(called_alike.title)
    assert "Same place" in page
    assert "grandparents" in page.lower()
    assert elsewhere.title not in page
    assert taken.title not in page


def test_the_first_offer_takes_the_same_queries_for_one_and_for_many(client: Client, town: Town, anna: User) -> None:
    own = ProposalFactory(project=town.project, author=anna, title="Proposal of Anna", language="en")
    door = f"/en/projects/{town.project.slug}/proposals/merge/from/{own.pk}/"
    client.force_login(anna)

    def queries() -> int:
        client.get(door)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(door).status_code == 200
        return len(captured)

    ProposalFactory(project=town.project, title=own.title, body=own.body, language="en")
    one = queries()
    for _number in range(2):
        ProposalFactory(project=town.project, title=own.title, body=own.body, language="en")
    assert queries() == one <= 17


def test_the_choice_takes_the_same_queries_for_one_and_for_many(client: Client, town: Town, anna: User) -> None:
    own = proposals_by(town.project, anna)[0]
    door = f"/en/projects/{town.project.slug}/proposals/merge/from/{own.pk}/?q=proposal"
    client.force_login(anna)

    def queries() -> int:
        client.get(door)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(door).status_code == 200
        return len(captured)

    many_proposals(town.project, 1, author=UserFactory())
    one = queries()
    many_proposals(town.project, 3, author=UserFactory())
    assert queries() == one <= 15
