"""Is it done? Who is asked, by which link, what they can say, and what comes of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.conf import LazySettings
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.accounts.services import change_email
from participation.audit.models import Entry
from participation.common.refusals import Conflict, NotAllowed
from participation.notifications.models import OutboxMessage
from participation.pages.profile.services import erase_account, export_account
from proposals.commitments import services, tasks
from proposals.commitments.models import Commitment, Confirmation, Round
from proposals.commitments.services import asking
from proposals.commitments.states import CommitmentState, Outcome
from proposals.commitments.tokens import read_token, token_for
from proposals.models import CoAuthor, Proposal
from proposals.states import ProposalState
from tests.factories.accounts import UserFactory
from tests.factories.commitments import called_done, promise
from tests.factories.proposals import SupportFactory


@pytest.fixture
def asked(commitment: Commitment, carla: User) -> Round:
    """The city says that it is done."""
    return called_done(commitment, carla)


def say(asked: Round, who: User, is_done: bool, words: str = "") -> Confirmation:
    return services.answer_question(round_id=asked.pk, resident=who, is_done=is_done, words=words, language="en")


def state(asked: Round) -> str:
    return Commitment.objects.get(pk=asked.commitment_id).state


def after_the_question() -> Any:
    return time_machine.travel(timezone.now() + timedelta(days=15), tick=False)


def test_author_and_supporters_are_written_to_once_each_in_batches(
    asked: Round, anna: User, ben: User, nils: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "BATCH", 2)
    assert asked.asked == 3
    assert tasks.ask(asked.pk) == 3
    assert tasks.ask(asked.pk) == 0
    mails = {mail.recipient: mail for mail in OutboxMessage.objects.filter(key__startswith=f"promise.{asked.pk}.asked")}
    assert set(mails) == {anna, ben, nils}
    link = re.search(r"/promises/answer/([^/\s]+)/", mails[ben].text)
    assert link is not None
    assert read_token(link[1]) == (asked.pk, ben)
    assert "Benches in place" in mails[ben].subject
    asked.refresh_from_db()
    assert asked.told_at is not None


def test_everybody_who_wrote_it_is_asked(commitment: Commitment, carla: User, otto: User, nils: User) -> None:
    """A co-author who has said yes, and nobody who has not answered yet."""
    for person, state in ((otto, "accepted"), (carla, "invited")):
        CoAuthor.objects.create(
            proposal=commitment.proposal,
            person=person,
            invited_by=commitment.proposal.author,
            state=state,
            expires_at=timezone.now() + timedelta(days=1),
            answered_at=timezone.now() if state == "accepted" else None,
        )
    asked = called_done(commitment, carla)
    assert asked.asked == 4  # Anna and Otto wrote it, Ben and Nils support it
    assert say(asked, otto, is_done=True).is_done
    with pytest.raises(NotAllowed):
        say(asked, carla, is_done=True)


def test_a_worker_that_died_midway_is_followed_by_one_that_goes_on(
    asked: Round, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "BATCH", 1)
    asking._ask_batch(asked.pk)
    assert OutboxMessage.objects.count() == 1
    tasks.settle()
    assert OutboxMessage.objects.count() == 3
    Round.objects.filter(pk=asked.pk).update(told_up_to=0, told_at=None)  # as if the second had not been told of the first
    tasks.settle()
    assert OutboxMessage.objects.count() == 3


def test_marking_it_done_queues_the_mails(
    commitment: Commitment, carla: User, django_capture_on_commit_callbacks: Any, settings: LazySettings
) -> None:
    settings.CELERY_TASK_ALWAYS_EAGER = True
    with django_capture_on_commit_callbacks(execute=True):
        called_done(commitment, carla)
    assert OutboxMessage.objects.filter(key__contains=".asked.").count() == 3


def test_nobody_is_written_to_about_what_is_hidden(asked: Round) -> None:
    Proposal.objects.filter(pk=asked.commitment.proposal_id).update(state=ProposalState.HIDDEN, decision=_decision(asked))
    assert tasks.ask(asked.pk) == 0
    assert OutboxMessage.objects.count() == 0


def _decision(asked: Round) -> Any:
    from participation.moderation.models import Case, Decision

    proposal = asked.commitment.proposal
    case = Case.objects.create(
        object_type="proposals.proposal",
        object_id=proposal.pk,
        project=proposal.project,
        district=proposal.district,
        label="x",
        address="x",
        state="decided",
        decided_at=timezone.now(),
    )
    return Decision.objects.create(case=case, action="hide", ground="spam", explanation="x", automatic=True)


@pytest.mark.parametrize(
    ("answers", "outcome", "ends"),
    [
        ([], Outcome.UNOPPOSED, CommitmentState.CONFIRMED),
        ([True, False], Outcome.CONFIRMED, CommitmentState.CONFIRMED),
        ([True, False, False], Outcome.DISPUTED, CommitmentState.DISPUTED),
        ([False], Outcome.DISPUTED, CommitmentState.DISPUTED),
    ],
)
def test_half_of_the_answers_confirm_it(
    asked: Round, anna: User, ben: User, nils: User, answers: list[bool], outcome: str, ends: str
) -> None:
    for who, is_done in zip((anna, ben, nils), answers, strict=False):
        say(asked, who, is_done)
    assert tasks.settle() == 0
    with after_the_question():
        assert tasks.settle() == 1
        assert tasks.settle() == 0
    asked.refresh_from_db()
    assert (asked.outcome, asked.yes, asked.no) == (outcome, answers.count(True), answers.count(False))
    assert state(asked) == ends


def test_enough_answers_settle_it_sooner_but_not_on_the_first_evening(
    asked: Round, anna: User, ben: User, settings: LazySettings
) -> None:
    settings.PROMISE_ENOUGH_ANSWERS = 2
    say(asked, anna, True)
    say(asked, ben, True)
    assert tasks.settle() == 0
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1), tick=False):
        assert tasks.settle() == 1
    assert state(asked) == CommitmentState.CONFIRMED


def test_a_change_of_mind_counts_once(asked: Round, ben: User) -> None:
    say(asked, ben, True, "Looks fine")
    changed = say(asked, ben, False, "Two are broken")
    assert (Confirmation.objects.count(), changed.is_done, changed.words) == (1, False, "Two are broken")
    assert Entry.objects.filter(action="commitment.answer").count() == 2
    assert "broken" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_only_those_are_asked_who_wanted_it_before(asked: Round) -> None:
    late = UserFactory()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        SupportFactory(proposal=asked.commitment.proposal, resident=late, created_at=timezone.now())
        for who in (late, UserFactory()):
            with pytest.raises(NotAllowed):
                say(asked, who, False)


def test_nothing_is_counted_after_the_end(asked: Round, ben: User) -> None:
    Round.objects.filter(pk=asked.pk).update(
        opened_at=timezone.now() - timedelta(days=20), closes_at=timezone.now() - timedelta(seconds=1)
    )
    with pytest.raises(Conflict):
        say(asked, ben, True)


def test_a_dispute_goes_to_the_coordinator_who_answers_in_public(asked: Round, carla: User, ben: User) -> None:
    say(asked, ben, False, "Two are broken")
    services.settle(round_id=asked.pk)
    mail = OutboxMessage.objects.get(key__contains=".disputed.")
    assert mail.recipient == carla
    assert "broken" not in mail.text
    services.explain(commitment_id=asked.commitment_id, text={"fi": "Ne korjataan."}, by=carla)
    row = Commitment.objects.get(pk=asked.commitment_id)
    assert row.state == CommitmentState.DISPUTED
    assert row.explained_at is not None


# --- By the link of the mail, and signed in ---------------------------------------------------------------------------------


def link(asked: Round, who: User) -> str:
    return f"/en/promises/answer/{token_for(asked.pk, who)}/"


def test_the_link_asks_and_answers_without_signing_in(client: Client, asked: Round, ben: User) -> None:
    html = client.get(link(asked, ben)).content.decode()
    assert "Yes, it is done" in html
    assert "Only the city’s staff read your words" in html
    assert Confirmation.objects.count() == 0
    assert client.post(link(asked, ben), {"is_done": "no", "words": "Two are broken"}).status_code == 302
    answer = Confirmation.objects.get()
    assert (answer.resident, answer.is_done, answer.words) == (ben, False, "Two are broken")
    assert "You said: no" in client.get(link(asked, ben)).content.decode()
    assert client.get("/en/profile/").status_code == 302  # still nobody


def test_the_link_answers_for_whom_it_was_sent_to_whoever_is_signed_in(
    client: Client, asked: Round, ben: User, anna: User
) -> None:
    client.force_login(anna)
    client.post(link(asked, ben), {"is_done": "yes"})
    assert Confirmation.objects.get().resident == ben


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "1-1",
        "1-1.forged",
        Signer(salt="something else", sep=".").sign("1-1"),
        "9" * 5000,
        "1-1.\x00",
    ],
)
def test_a_link_that_we_did_not_make_is_no_door(client: Client, asked: Round, token: str) -> None:
    assert read_token(token) is None
    assert client.get(f"/en/promises/answer/{quote(token)}/").status_code in {400, 404}


def test_another_address_or_a_suspension_ends_links(client: Client, asked: Round, ben: User) -> None:
    old = link(asked, ben)
    assert client.get(old).status_code == 200
    change_email(user=ben, email="ben2@example.org")
    assert client.get(old).status_code == 404
    ben.refresh_from_db()
    assert client.get(link(asked, ben)).status_code == 200
    User.objects.filter(pk=ben.pk).update(is_active=False)
    assert client.get(link(asked, ben)).status_code == 404


def test_the_link_of_one_question_does_not_answer_another(client: Client, asked: Round, carla: User, ben: User) -> None:
    other = called_done(promise(asked.commitment.proposal, carla), carla)
    client.post(link(asked, ben), {"is_done": "yes"})
    assert list(Confirmation.objects.values_list("round", flat=True)) == [asked.pk]
    assert other.pk != asked.pk


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Choose yes or no."),
        ({"is_done": "perhaps"}, "Choose yes or no."),
        ({"is_done": "no", "words": "x" * 1001}, "Shorten it to 1000."),
        ({"is_done": "no", "words": "x" * 100_000}, "Shorten it to 1000."),
        ({"is_done": "no", "words": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_and_kept(client: Client, asked: Round, ben: User, sent: dict[str, str], message: str) -> None:
    response = client.post(link(asked, ben), sent)
    assert response.status_code == 422
    html = response.content.decode()
    assert message in html
    assert Confirmation.objects.count() == 0
    if len(sent.get("words", "")) > 1000:
        assert sent["words"] in html


def test_odd_words_are_kept_as_they_are(client: Client, asked: Round, ben: User) -> None:
    words = "🪑 مقعد <b>ei</b>"
    client.post(link(asked, ben), {"is_done": "no", "words": words})
    assert Confirmation.objects.get().words == words


def test_a_closed_question_says_what_came_of_it(client: Client, asked: Round, ben: User) -> None:
    say(asked, ben, True)
    with after_the_question():
        tasks.settle()
        html = client.get(link(asked, ben)).content.decode()
        assert "The question is closed" in html
        assert "1 of 1 answer says that it is done" in html
        response = client.post(link(asked, ben), {"is_done": "no"})
    assert response.status_code == 422
    assert "Your answer was not counted" in response.content.decode()


def test_signed_in_the_page_itself_asks(client: Client, asked: Round, ben: User, page: str) -> None:
    assert "Is it done?" not in client.get(page).content.decode()
    client.force_login(ben)
    assert f"/en/promises/{asked.commitment_id}/done/" in client.get(page).content.decode()
    address = f"/en/promises/{asked.commitment_id}/done/"
    client.post(address, {"is_done": "yes"})
    assert Confirmation.objects.get().resident == ben
    client.force_login(UserFactory())
    assert "Is it done?" not in client.get(page).content.decode()
    assert "This question is not for you" in client.get(address).content.decode()
    assert client.post(address, {"is_done": "no"}).status_code == 422


def test_words_and_names_are_on_no_public_page(client: Client, asked: Round, ben: User, anna: User, page: str) -> None:
    say(asked, ben, False, "Two are broken")
    for who in (None, anna):
        if who:
            client.force_login(who)
        for address in (page, "/en/promises/", link(asked, anna)):
            html = client.get(address).content.decode()
            assert "broken" not in html
            assert ">Ben<" not in html
    services.settle(round_id=asked.pk)
    html = client.get(page).content.decode()
    assert "0 of 1 answer says that it is done" in html
    assert "broken" not in html


@pytest.mark.parametrize("gone", [ProposalState.WITHDRAWN, ProposalState.DRAFT])
def test_what_is_gone_is_behind_no_door(client: Client, asked: Round, ben: User, gone: str, page: str) -> None:
    Proposal.objects.filter(pk=asked.commitment.proposal_id).update(state=gone)
    client.force_login(ben)
    for address in (link(asked, ben), f"/en/promises/{asked.commitment_id}/done/", page):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"is_done": "no"}).status_code in {404, 405}
    with pytest.raises(Conflict):
        say(asked, ben, False)
    project = asked.commitment.proposal.project.slug
    for address in (
        "/en/promises/",
        "/en/promises/due.ics",
        f"/en/projects/{project}/promises/",
        f"/en/projects/{project}/promises/due.ics",
    ):
        assert "Benches in place" not in client.get(address).content.decode()


def test_data_and_erasure(asked: Round, ben: User, aino: User) -> None:
    say(asked, ben, False, "Two are broken")
    told = str(export_account(user=ben))
    assert "Two are broken" in told
    assert "Benches in place" in told or "Penkit paikoillaan" in told
    erase_account(user=ben, by=ben)
    answer = Confirmation.objects.get()
    assert (answer.words, answer.is_done) == ("", False)


def test_the_question_costs_the_same_for_one_and_for_three(
    client: Client, asked: Round, carla: User, ben: User, page: str
) -> None:
    client.force_login(ben)

    def cost() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            client.get(page)
        return len(captured)

    once = cost()
    for _n in range(2):
        called_done(promise(asked.commitment.proposal, carla), carla)
    assert cost() == once <= 15
