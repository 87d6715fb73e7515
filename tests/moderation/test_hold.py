"""The system holds something until a moderator has looked."""

import pytest

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.comments.models import Comment
from participation.comments.services import delete_comment
from participation.common.refusals import Invalid
from participation.moderation import services
from participation.moderation.models import Case, Decision
from participation.moderation.states import CaseState
from participation.notifications.models import OutboxMessage
from tests.factories.moderation import hide, open_case
from tests.moderation.conftest import all_at_once


def hold(comment: Comment) -> Decision:
    return services.hold_automatically(kind="comment", object_id=comment.pk, ground="spam")


def test_held_comment_is_away_and_its_case_waits(comment: Comment, anna: User) -> None:
    decision = hold(comment)
    comment.refresh_from_db()
    assert (comment.state, comment.decision) == ("held", decision)
    assert (decision.automatic, decision.decided_by, decision.case.state) == (True, None, CaseState.OPEN)
    entry = Entry.objects.get(action="comment.hold")
    assert (entry.actor, entry.data["automatic"]) == (None, True)
    mail = OutboxMessage.objects.get(key=f"decision.{decision.pk}.author")
    assert mail.recipient == anna
    assert "automatically" in mail.text


def test_hold_joins_the_open_case_of_a_report(comment: Comment, ben: User) -> None:
    case = open_case(comment, ben)
    assert hold(comment).case == case


def test_holding_twice_is_holding_once(comment: Comment) -> None:
    assert hold(comment) == hold(comment)
    assert Decision.objects.count() == 1


def test_holding_what_is_hidden_changes_nothing(comment: Comment, ben: User, mira: User) -> None:
    decision = hide(open_case(comment, ben), mira)
    assert hold(comment) == decision
    assert not Case.objects.open().exists()


@pytest.mark.parametrize(("action", "state"), [("keep", "visible"), ("restore", "visible"), ("hide", "hidden")])
def test_moderator_decides_about_what_is_held(comment: Comment, anna: User, mira: User, action: str, state: str) -> None:
    case = hold(comment).case
    decision = hide(case, mira, action=action)
    comment.refresh_from_db()
    case.refresh_from_db()
    assert (comment.state, case.state) == (state, CaseState.DECIDED)
    assert OutboxMessage.objects.get(key=f"decision.{decision.pk}.author").recipient == anna


def test_held_comment_that_its_author_deletes_can_be_closed_and_stays_deleted(comment: Comment, anna: User, mira: User) -> None:
    case = hold(comment).case
    delete_comment(comment_id=comment.pk, by=anna)
    decision = services.decide(case_id=case.pk, action="keep", by=mira)
    comment.refresh_from_db()
    assert comment.state == "deleted"
    assert not OutboxMessage.objects.filter(key=f"decision.{decision.pk}.author").exists()


def test_hold_needs_a_ground(comment: Comment) -> None:
    with pytest.raises(Invalid):
        services.hold_automatically(kind="comment", object_id=comment.pk, ground="")


@pytest.mark.django_db(transaction=True)
def test_held_ten_times_at_once_is_held_once(comment: Comment, anna: User) -> None:
    """Seen red without the second look at what stands, under the case's lock: several holds and as many mails."""
    results = all_at_once(lambda _number: hold(comment), 10)
    assert Decision.objects.count() == 1, results
    assert OutboxMessage.objects.filter(recipient=anna).count() == 1
