"""Writing together: asked, said yes or no, named, edited at once, gone again; and nobody learns who has an account."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.comments.services import post_comment
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.notifications.models import OutboxMessage
from participation.pages.profile.services import erase_account, export_account
from participation.projects.models import Project
from proposals.models import CoAuthor, Proposal
from proposals.services import answer_invitation, edit_proposal, end_coauthorship, invite_coauthor, publish_draft, save_draft
from proposals.states import CoAuthorState, ProposalState
from proposals.tasks import forget_invitations
from tests.cast import Town, person, verify
from tests.factories.projects import PhaseFactory, ProjectFactory
from tests.factories.proposals import ProposalFactory
from tests.proposals.races import all_at_once
from tests.proposals.test_steps import at, mark

WORDS = {"title": "A hut", "body": "Warm.", "language": "en"}


@pytest.fixture
def draft(town: Town, anna: User) -> Proposal:
    return save_draft(project_id=town.project.pk, author=anna, **WORDS)


@pytest.fixture
def anna_client(client: Client, anna: User, town: Town) -> Client:
    client.force_login(anna)
    return client


@pytest.fixture
def ben_client(ben: User, town: Town) -> Client:
    client = Client()
    client.force_login(ben)
    return client


def url(proposal: Proposal, rest: str = "") -> str:
    return f"/en/projects/kallion-ideat/proposals/{proposal.pk}/{rest}"


def together(proposal: Proposal, person: User) -> CoAuthor:
    """That person has said yes."""
    asked = invite_coauthor(proposal_id=proposal.pk, by=proposal.author, whom=person.email or "")
    return answer_invitation(invitation_id=asked.pk, by=person, accept=True)


# --- asking and answering ---


@pytest.mark.parametrize("whom", ["BEN@example.org", "ben"])
def test_asked_told_said_yes_and_named(
    anna_client: Client, ben_client: Client, client: Client, draft: Proposal, ben: User, whom: str
) -> None:
    assert anna_client.post(url(draft, "authors/"), {"whom": whom}).status_code == 302
    mail = OutboxMessage.objects.get(address="ben@example.org")
    assert url(draft, "invitation/").replace("/en/", f"/{ben.language}/") in mail.text
    assert draft.title not in mail.text
    profile = ben_client.get("/en/profile/").content.decode()
    assert url(draft, "invitation/") in profile
    assert "A hut" not in profile
    assert ben_client.get(url(draft), follow=True).status_code == 404  # nobody reads a draft before saying yes
    page = ben_client.get(url(draft, "invitation/")).content.decode()
    assert "Anna" in page
    assert "A hut" not in page
    ben_client.post(url(draft, "invitation/"), {"do": "accept"})
    assert "A hut" in ben_client.get(url(draft), follow=True).content.decode()
    publish_draft(proposal_id=draft.pk, author=draft.author)
    client.logout()
    assert "Anna and Ben" in client.get(url(draft)).content.decode()
    assert OutboxMessage.objects.filter(recipient=draft.author, subject__contains="Ben").exists()


def test_a_no_is_told_and_nobody_is_asked_again(anna_client: Client, ben_client: Client, draft: Proposal, ben: User) -> None:
    anna_client.post(url(draft, "authors/"), {"whom": ben.email})
    ben_client.post(url(draft, "invitation/"), {"do": "decline"})
    assert ben_client.get(url(draft, "edit/"), follow=True).status_code == 404
    refused = anna_client.post(url(draft, "authors/"), {"whom": ben.email})
    assert "They have declined" in str(refused.context["form"].errors["whom"])
    assert "Declined" in anna_client.get(url(draft, "authors/")).content.decode()


def test_an_address_is_answered_alike_with_and_without_an_account(anna_client: Client, draft: Proposal, ben: User) -> None:
    pages = []
    for whom in ("ben@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            answer = anna_client.post(url(draft, "authors/"), {"whom": whom}, follow=True)
        page = re.sub(r"csrfmiddlewaretoken\S+ value=\S+|nonce=\S+|\d+", "", answer.content.decode())
        pages.append((answer.redirect_chain, page.replace(whom, ""), len(queries)))
        CoAuthor.objects.all().delete()
    assert pages[0][:2] == pages[1][:2]
    assert OutboxMessage.objects.filter(address="nobody@example.org", recipient=None).exists()


def test_who_opens_an_account_later_finds_the_invitation(anna_client: Client, draft: Proposal) -> None:
    anna_client.post(url(draft, "authors/"), {"whom": "later@example.org"})
    later = person("later")
    client = Client()
    client.force_login(later)
    assert client.get(url(draft, "invitation/")).status_code == 200


BAD = [
    ("", "required"),
    ("no@address", "not an e-mail address"),
    ("anna@example.org", "your own"),
    ("Nobody Knows", "There is nobody"),
    ("x" * 300, "300 characters"),
    ("a\x00b@example.org", "ull characters"),
    ("🦄@🦄", "not an e-mail address"),
]


@pytest.mark.parametrize(("whom", "message"), BAD)
def test_bad_input_is_said_at_the_field_and_kept(anna_client: Client, draft: Proposal, whom: str, message: str) -> None:
    refused = anna_client.post(url(draft, "authors/"), {"whom": whom})
    assert refused.status_code == 422
    assert message in str(refused.context["form"].errors["whom"])
    assert refused.context["form"]["whom"].value() == whom


def test_invitations_are_counted_by_the_hour(anna_client: Client, draft: Proposal, settings) -> None:
    settings.COAUTHOR_INVITATIONS_PER_HOUR = 2
    answers = [anna_client.post(url(draft, "authors/"), {"whom": f"p{n}@example.org"}).status_code for n in range(3)]
    assert answers == [302, 302, 429]


def test_one_address_gets_few_mails_a_day_whoever_asks(town: Town, anna: User) -> None:
    for number in range(5):
        friend = verify(person(f"friend{number}"))
        proposal = save_draft(project_id=town.project.pk, author=friend, **WORDS)
        invite_coauthor(proposal_id=proposal.pk, by=friend, whom=anna.email or "")
    assert OutboxMessage.objects.filter(address=anna.email).count() == 3
    assert CoAuthor.objects.count() == 5


def test_taken_back_and_run_out_cannot_be_answered(
    anna_client: Client, ben_client: Client, draft: Proposal, ben: User, town: Town
) -> None:
    anna_client.post(url(draft, "authors/"), {"whom": ben.email})
    asked = CoAuthor.objects.get()
    anna_client.post(url(draft, "authors/"), {"do": f"withdraw-{asked.pk}"})
    refused = ben_client.post(url(draft, "invitation/"), {"do": "accept"})
    assert (refused.status_code, "cannot be answered" in refused.content.decode()) == (422, True)
    other = invite_coauthor(proposal_id=draft.pk, by=draft.author, whom=ben.email)
    CoAuthor.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert url(draft, "invitation/") not in ben_client.get("/en/profile/").content.decode()
    with pytest.raises(Conflict):
        answer_invitation(invitation_id=other.pk, by=ben, accept=True)
    assert forget_invitations() == 1
    assert forget_invitations() == 0
    assert not CoAuthor.objects.exclude(address="").exists()


def test_only_who_was_asked_can_answer(draft: Proposal, ben: User, nils: User, client: Client) -> None:
    asked = invite_coauthor(proposal_id=draft.pk, by=draft.author, whom=ben.email)
    with pytest.raises(NotAllowed):
        answer_invitation(invitation_id=asked.pk, by=nils, accept=True)
    client.force_login(nils)
    assert client.get(url(draft, "invitation/")).status_code == 404
    assert client.get(url(draft, "authors/")).status_code == 404
    with pytest.raises(NotAllowed):
        invite_coauthor(proposal_id=draft.pk, by=nils, whom="p@example.org")


def test_who_may_not_take_part_cannot_say_yes(draft: Proposal, nils: User) -> None:
    Project.objects.update(verified_only=True)
    asked = invite_coauthor(proposal_id=draft.pk, by=draft.author, whom=nils.email)
    with pytest.raises(NotAllowed):
        answer_invitation(invitation_id=asked.pk, by=nils, accept=True)
    assert CoAuthor.objects.get().state == CoAuthorState.INVITED


@pytest.mark.django_db(transaction=True)
def test_of_invitations_at_once_no_more_are_made_than_there_is_place(settings) -> None:
    """Red without its guard: when the proposal's row was not locked, all six invitations were made."""
    settings.COAUTHORS_PER_PROPOSAL = 2
    settings.COAUTHOR_INVITATIONS_PER_HOUR = 0  # counting them by the hour would let them in one after the other
    anna = person("anna")
    PhaseFactory(project=ProjectFactory(slug="kallion-ideat"))
    draft = save_draft(project_id=Project.objects.get().pk, author=anna, **WORDS)
    acts = [partial(invite_coauthor, proposal_id=draft.pk, by=anna, whom=f"p{n}@example.org") for n in range(6)]
    answers = all_at_once(acts)
    assert sum(isinstance(answer, Invalid) for answer in answers) == 4


# --- writing together ---


def test_coauthors_change_drafts_and_public_text_but_do_not_publish_or_withdraw(
    ben_client: Client, draft: Proposal, ben: User, client: Client
) -> None:
    together(draft, ben)
    assert ben_client.post(at(draft, "idea"), {"title": "A big hut", "body": "Warm."}).status_code == 302
    preview = ben_client.get(at(draft, "preview")).content.decode()
    assert "began this proposal and publishes it" in preview
    assert ben_client.post(at(draft, "preview")).status_code == 422
    assert ben_client.get(url(draft, "withdraw/")).status_code == 404
    publish_draft(proposal_id=draft.pk, author=draft.author)
    assert ben_client.post(url(draft, "edit/"), {**WORDS, "title": "A bigger hut"}).status_code == 302
    page = client.get(url(draft, "history/")).content.decode()
    assert "Ben (co-author)" in page
    assert "Anna" in page


def test_drafts_one_joined_are_on_ones_page_and_beside_the_first_step(ben_client: Client, draft: Proposal, ben: User) -> None:
    together(draft, ben)
    assert url(draft, "edit/") in ben_client.get("/en/profile/").content.decode()
    assert url(draft, "withdraw/") not in ben_client.get("/en/profile/").content.decode()
    new = "/en/projects/kallion-ideat/proposals/new/"
    assert url(draft, "edit/") in ben_client.get(new).content.decode()


def test_two_authors_of_a_draft_lose_nothing(anna_client: Client, ben_client: Client, draft: Proposal, ben: User) -> None:
    together(draft, ben)
    seen = mark(anna_client.get(at(draft, "idea")))
    ben_client.post(at(draft, "idea"), {"title": "Ben's hut", "body": "Warm.", "seen": seen})
    answer = anna_client.post(at(draft, "idea"), {"title": "Anna's hut", "body": "Warm.", "seen": seen})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "A co-author, or you in another window" in page
    assert answer.context["others"] == [("What do you propose?", "Ben's hut")]


def test_two_authors_of_a_public_one_lose_nothing(anna_client: Client, ben_client: Client, draft: Proposal, ben: User) -> None:
    together(draft, ben)
    publish_draft(proposal_id=draft.pk, author=draft.author)
    seen = mark(anna_client.get(url(draft, "edit/")))
    ben_client.post(url(draft, "edit/"), {**WORDS, "body": "Ben's words", "seen": seen})
    answer = anna_client.post(url(draft, "edit/"), {**WORDS, "body": "Anna's words", "seen": seen})
    assert answer.status_code == 409
    assert answer.context["others"] == [("Tell more", "Ben's words")]
    assert answer.context["form"]["body"].value() == "Anna's words"
    again = anna_client.post(url(draft, "edit/"), {**WORDS, "body": "Anna's words", "seen": mark(answer)})
    assert again.status_code == 302
    assert [version.text for version in draft.versions.all()] == ["Warm.", "Ben's words", "Anna's words"]


@pytest.mark.django_db(transaction=True)
def test_of_ten_edits_at_once_of_a_public_proposal_one_is_first() -> None:
    """Red without its guard: when the mark was not compared, all ten wrote."""
    anna = person("anna")
    PhaseFactory(project=ProjectFactory(slug="kallion-ideat"))
    proposal = ProposalFactory(project=Project.objects.get(), author=anna, **WORDS)
    client = Client()
    client.force_login(anna)
    seen = mark(client.get(url(proposal, "edit/")))
    acts = [
        partial(edit_proposal, proposal_id=proposal.pk, editor=anna, seen=seen, **{**WORDS, "title": f"Hut {n}"})
        for n in range(10)
    ]
    answers = all_at_once(acts)
    assert sum(isinstance(answer, Conflict) for answer in answers) == 9
    assert [version.number for version in proposal.versions.all()] == [1, 2]


# --- going ---


def test_leaving_takes_the_name_away_at_once(ben_client: Client, client: Client, draft: Proposal, ben: User) -> None:
    coauthor = together(draft, ben)
    publish_draft(proposal_id=draft.pk, author=draft.author)
    assert "Anna and Ben" in client.get(url(draft)).content.decode()
    ben_client.post(url(draft, "authors/"), {"do": f"end-{coauthor.pk}"})
    assert "Ben" not in client.get(url(draft)).content.decode()
    assert ben_client.get(url(draft, "edit/")).status_code == 404


def test_the_author_can_end_it_and_nobody_else(
    anna_client: Client, client: Client, draft: Proposal, ben: User, nils: User
) -> None:
    coauthor = together(draft, ben)
    other = together(draft, nils)
    as_nils = Client()
    as_nils.force_login(nils)
    as_nils.post(url(draft, "authors/"), {"do": f"end-{coauthor.pk}"})
    coauthor.refresh_from_db()
    assert coauthor.state == CoAuthorState.ACCEPTED
    anna_client.post(url(draft, "authors/"), {"do": f"end-{other.pk}"})
    assert as_nils.get(at(draft, "idea")).status_code == 404


def test_a_withdrawn_draft_is_gone_for_coauthors(ben_client: Client, anna_client: Client, draft: Proposal, ben: User) -> None:
    together(draft, ben)
    anna_client.post(url(draft, "withdraw/"))
    assert ben_client.get(url(draft), follow=True).status_code == 404
    assert Proposal.objects.visible_to(ben).count() == 0


# --- personal data ---


def test_the_file_with_ones_data_tells_of_it(draft: Proposal, ben: User) -> None:
    together(draft, ben)
    publish_draft(proposal_id=draft.pk, author=draft.author)
    edit_proposal(proposal_id=draft.pk, editor=ben, **{**WORDS, "title": "Ben's title"})
    told = export_account(user=ben)["contributions"]["proposals"]["written_together"]
    assert [(row["state"], [version["title"] for version in row["versions"]]) for row in told] == [("accepted", ["Ben's title"])]


def test_erasing_takes_name_and_invitations_and_hands_drafts_over(
    draft: Proposal, anna: User, ben: User, client: Client, nils: User
) -> None:
    together(draft, ben)
    invite_coauthor(proposal_id=draft.pk, by=anna, whom="later@example.org")
    own = save_draft(project_id=draft.project_id, author=anna, **WORDS)
    erase_account(user=anna, by=anna)
    draft.refresh_from_db()
    assert (draft.author, draft.state) == (ben, ProposalState.DRAFT)  # what others write too is not deleted
    assert not Proposal.objects.filter(pk=own.pk).exists()
    assert not CoAuthor.objects.exists()
    together(draft, nils)
    publish_draft(proposal_id=draft.pk, author=ben)
    erase_account(user=nils, by=nils)
    assert "Nils" not in client.get(url(draft)).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_authors_takes_the_same_queries(anna_client: Client, draft: Proposal, number: int) -> None:
    for index in range(number):
        together(draft, verify(person(f"friend{index}")))
        invite_coauthor(proposal_id=draft.pk, by=draft.author, whom=f"p{index}@example.org")
    anna_client.get(url(draft, "authors/"))
    with CaptureQueriesContext(connection) as queries:
        anna_client.get(url(draft, "authors/"))
    assert len(queries) <= 7


# --- named in lists, and in the conversation ---


LIST = "/en/projects/kallion-ideat/proposals/"


def cards(client: Client) -> str:
    return client.get(LIST).content.decode()


def test_cards_name_its_authors_and_count_the_rest(client: Client, town: Town, anna: User, ben: User) -> None:
    proposal = ProposalFactory(project=town.project, author=anna, **WORDS)
    together(proposal, ben)
    assert "Anna and Ben" in cards(client)
    third, fourth = verify(person("dora")), verify(person("eva"))
    together(proposal, third)
    assert "Anna, Ben and Dora" in cards(client)
    together(proposal, fourth)
    assert "Anna and 3 others" in cards(client)
    User.objects.filter(pk=anna.pk).update(public_name="Anna the Second")
    assert "Anna the Second and 3 others" in cards(client)
    CoAuthor.objects.filter(person__in=[third, fourth]).update(state=CoAuthorState.LEFT)
    User.objects.filter(pk=ben.pk).update(public_name="Benjamin")
    assert "Anna the Second and Benjamin" in cards(client)
    assert "Anna the Second ja Benjamin" in client.get(LIST.replace("/en/", "/fi/")).content.decode()


def test_the_list_costs_the_same_with_three_co_authored_ones(client: Client, town: Town, anna: User, ben: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            cards(client)
        return len(captured)

    cards(client)
    together(ProposalFactory(project=town.project, author=anna, **WORDS), ben)
    one = queries()
    for _more in range(2):
        together(ProposalFactory(project=town.project, author=anna, **WORDS), ben)
    assert queries() == one


def test_every_writer_is_marked_in_the_conversation(client: Client, town: Town, anna: User, ben: User, nils: User) -> None:
    proposal = ProposalFactory(project=town.project, author=anna, **WORDS)
    for writer in (anna, ben, nils):
        post_comment(thread_id=proposal.thread_id, author=writer, body=f"Says {writer.public_name}", language="en")
    doors = [url(proposal), f"/en/threads/{proposal.thread_id}/", f"/en/threads/{proposal.thread_id}/comments/?after=0"]

    def costs() -> list[int]:
        counted = []
        for door in doors:
            client.get(door)
            with CaptureQueriesContext(connection) as captured:
                client.get(door)
            counted.append(len(captured))
        return counted

    before = costs()
    assert [client.get(door).content.decode().count("Wrote this proposal") for door in doors] == [1, 1, 1]
    together(proposal, ben)
    assert costs() == before
    assert [client.get(door).content.decode().count("Wrote this proposal") for door in doors] == [2, 2, 2]


def test_who_is_suspended_is_told_nothing_of_what_others_do(town: Town, anna: User, ben: User, nils: User) -> None:
    proposal = ProposalFactory(project=town.project, author=anna, **WORDS)
    asked = [invite_coauthor(proposal_id=proposal.pk, by=anna, whom=user.email or "") for user in (ben, nils)]
    coauthor = together(proposal, verify(person("dora")))
    OutboxMessage.objects.all().delete()
    User.objects.filter(pk=anna.pk).update(is_active=False)
    answer_invitation(invitation_id=asked[0].pk, by=ben, accept=True)
    answer_invitation(invitation_id=asked[1].pk, by=nils, accept=False)
    end_coauthorship(coauthor_id=coauthor.pk, by=coauthor.person)
    assert not OutboxMessage.objects.exists()
    User.objects.filter(pk=anna.pk).update(is_active=True)
    User.objects.filter(pk=ben.pk).update(is_active=False)
    end_coauthorship(coauthor_id=asked[0].pk, by=anna)
    assert not OutboxMessage.objects.exists()
