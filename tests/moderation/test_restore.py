"""Showing again what was hidden."""

import pytest

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.common.refusals import Conflict, NotAllowed
from participation.moderation import queries, services
from participation.moderation.models import Case, Decision
from participation.moderation.states import CaseState
from tests.factories.moderation import hide, notice, open_case
from tests.moderation.conftest import all_at_once


@pytest.fixture
def hidden(comment: Comment, ben: User, mira: User) -> Case:
    """A case in which Anna's comment was hidden."""
    return hide(open_case(comment, ben), mira).case


def test_restoring_is_a_new_case_and_the_history_keeps_both(hidden: Case, comment: Comment, mira: User) -> None:
    decision = services.restore(case_id=hidden.pk, explanation="Katsoimme uudelleen.", by=mira)
    comment.refresh_from_db()
    hidden.refresh_from_db()
    assert comment.state == "visible"
    assert decision.case != hidden
    assert (decision.case.state, decision.case.notice_count) == (CaseState.DECIDED, 0)
    assert hidden.decisions.get().action == "hide"
    assert [row.action for row in queries.history(hidden)] == ["restore", "hide"]
    assert queries.standing_restriction(hidden.object_type, hidden.object_id) is None


def test_what_is_visible_again_can_be_reported_and_hidden_again(hidden: Case, comment: Comment, ben: User, mira: User) -> None:
    services.restore(case_id=hidden.pk, by=mira)
    again = hide(notice(comment, ben).case, mira)
    comment.refresh_from_db()
    assert (comment.state, comment.decision) == ("hidden", again)


def test_restoring_twice_is_a_conflict(hidden: Case, mira: User, aino: User) -> None:
    first = services.restore(case_id=hidden.pk, by=mira)
    with pytest.raises(Conflict) as refusal:
        services.restore(case_id=hidden.pk, by=aino)
    assert refusal.value.facts["decision"] == first
    assert not Case.objects.open().exists()


def test_an_older_case_cannot_undo_a_newer_hiding(hidden: Case, comment: Comment, ben: User, mira: User) -> None:
    services.restore(case_id=hidden.pk, by=mira)
    hide(notice(comment, ben).case, mira)
    with pytest.raises(Conflict):
        services.restore(case_id=hidden.pk, by=mira)


def test_other_districts_cannot_restore(hidden: Case, otto: User, anna: User) -> None:
    for user in (otto, anna):
        with pytest.raises(NotAllowed):
            services.restore(case_id=hidden.pk, by=user)


@pytest.mark.django_db(transaction=True)
def test_restored_twice_at_once_is_restored_once(hidden: Case, mira: User, aino: User) -> None:
    """Seen red when `restore` asked what stands before it had locked the case: two cases and two decisions."""
    people = (mira, aino)
    results = all_at_once(lambda number: services.restore(case_id=hidden.pk, by=people[number]), 2)
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Decision"], results
    assert Decision.objects.filter(action="restore").count() == 1
    assert not Case.objects.open().exists()
