"""Deciding an open case: rights, states, what the content does, and two moderators at once."""

import pytest

from districts.states import Role
from participation.accounts.models import User
from participation.audit.models import Entry
from participation.comments.models import Comment
from participation.comments.services import delete_comment
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.moderation import services
from participation.moderation.models import Case, Decision
from participation.moderation.states import CaseState, DecisionAction, Reason
from tests.cast import Town, person
from tests.factories.districts import DistrictRoleFactory, city
from tests.factories.moderation import hide, notice, open_case, say
from tests.factories.projects import PhaseFactory, ProjectFactory
from tests.moderation.conftest import all_at_once


def test_hiding_takes_the_comment_away_and_closes_the_case(comment: Comment, ben: User, mira: User) -> None:
    case = open_case(comment, ben)
    decision = hide(case, mira)
    comment.refresh_from_db()
    case.refresh_from_db()
    assert (comment.state, comment.decision) == ("hidden", decision)
    assert (case.state, case.decided_at) == (CaseState.DECIDED, decision.decided_at)
    assert (decision.decided_by, decision.automatic, decision.ground) == (mira, False, Reason.INSULT)


def test_keeping_leaves_the_comment_and_closes_the_case(comment: Comment, ben: User, mira: User) -> None:
    case = open_case(comment, ben)
    services.decide(case_id=case.pk, action="keep", by=mira)
    comment.refresh_from_db()
    case.refresh_from_db()
    assert (comment.state, comment.decision, case.state) == ("visible", None, CaseState.DECIDED)


def test_decision_is_recorded(comment: Comment, town: Town, ben: User, mira: User) -> None:
    case = open_case(comment, ben)
    decision = hide(case, mira)
    entry = Entry.objects.get(action="comment.hide")
    assert (entry.actor, entry.object_type, entry.object_id) == (mira, "comments.comment", comment.pk)
    assert (entry.project_id, entry.district_id) == (town.project.pk, town.kallio.pk)
    assert entry.data == {"case": case.pk, "decision": decision.pk, "ground": "insult", "automatic": False}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ground": ""}, "ground"),
        ({"ground": "taste"}, "ground"),
        ({"explanation": "  "}, "explanation"),
        ({"explanation": "x" * 2001}, "explanation"),
        ({"action": "hold"}, "action"),
        ({"action": "burn"}, "action"),
        ({"action": "restore"}, "action"),
    ],
)
def test_bad_decision_is_refused_at_its_field(comment: Comment, ben: User, mira: User, fields: dict, field: str) -> None:
    case = open_case(comment, ben)
    with pytest.raises(Invalid) as refusal:
        hide(case, mira, **fields)
    assert refusal.value.field == field
    assert not Decision.objects.exists()


def staff(role: str, place: str, town: Town) -> User:
    """A member of staff with one role: in the case's district, another, the whole city, or for a project alone."""
    user = person("staff")
    other_project = ProjectFactory(lead_district=town.kallio)
    district, project = {
        "own": (town.kallio, None),
        "other": (town.malmi, None),
        "city": (city(), None),
        "own project": (town.kallio, town.project),
        "other project": (town.kallio, other_project),
    }[place]
    DistrictRoleFactory(user=user, district=district, role=role, project=project)
    return user


@pytest.mark.parametrize("place", ["own", "other", "city", "own project", "other project"])
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("state", ["open", "hidden"])
def test_who_may_decide(comment: Comment, town: Town, ben: User, mira: User, role: str, place: str, state: str) -> None:
    case = open_case(comment, ben)
    if state == "hidden":
        hide(case, mira)
    user = staff(role, place, town)
    allowed = role == Role.MODERATOR and place in ("own", "city", "own project")

    def act() -> Decision:
        return services.restore(case_id=case.pk, by=user) if state == "hidden" else hide(case, user)

    assert Case.objects.moderated_by(user).filter(pk=case.pk).exists() == allowed
    if allowed:
        assert act().decided_by == user
    else:
        with pytest.raises(NotAllowed):
            act()


def test_residents_coordinators_and_suspended_moderators_may_not(comment: Comment, ben: User, carla: User, mira: User) -> None:
    case = open_case(comment, ben)
    mira.is_active = False
    mira.save()
    for user in (ben, carla, mira):
        with pytest.raises(NotAllowed):
            hide(case, user)


def test_role_that_has_ended_gives_no_right(comment: Comment, ben: User, mira: User) -> None:
    case = open_case(comment, ben)
    role = mira.district_roles.get()
    role.ends_at = role.starts_at
    role.save()
    with pytest.raises(NotAllowed):
        hide(case, mira)


def test_administrator_may(comment: Comment, ben: User, aino: User) -> None:
    assert hide(open_case(comment, ben), aino).decided_by == aino


def test_nobody_decides_about_their_own_words(town: Town, ben: User, mira: User) -> None:
    PhaseFactory(project=town.project)
    case = open_case(say(town.project, mira), ben)
    with pytest.raises(NotAllowed):
        services.decide(case_id=case.pk, action="keep", by=mira)


def test_second_decision_hears_what_the_first_decided(comment: Comment, ben: User, mira: User, aino: User) -> None:
    case = open_case(comment, ben)
    first = hide(case, mira)
    with pytest.raises(Conflict) as refusal:
        services.decide(case_id=case.pk, action="keep", by=aino)
    assert refusal.value.facts["decision"] == first
    assert "Mira" in str(refusal.value.message)


def test_comment_its_author_deleted_can_only_be_kept(comment: Comment, anna: User, ben: User, mira: User) -> None:
    case = open_case(comment, ben)
    delete_comment(comment_id=comment.pk, by=anna)
    with pytest.raises(Conflict):
        hide(case, mira)
    assert not Decision.objects.exists()
    services.decide(case_id=case.pk, action="keep", by=mira)
    comment.refresh_from_db()
    assert comment.state == "deleted"


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_make_one_decision(comment: Comment, ben: User, mira: User, aino: User) -> None:
    """Seen red without FOR UPDATE on the case: both decisions were written, and the author was told both."""
    case = open_case(comment, ben)
    people, actions = (mira, aino), ("hide", "keep")
    results = all_at_once(lambda number: hide(case, people[number], action=actions[number]), 2)
    decided = [result for result in results if isinstance(result, Decision)]
    refused = [result for result in results if isinstance(result, Conflict)]
    assert (len(decided), len(refused)) == (1, 1), results
    assert refused[0].facts["decision"] == decided[0]
    assert case.decisions.get() == decided[0]
    comment.refresh_from_db()
    assert (comment.state == "hidden") == (decided[0].action == DecisionAction.HIDE)


def test_reports_of_one_case_are_all_answered_by_one_decision(comment: Comment, ben: User, nils: User, mira: User) -> None:
    notice(comment, ben)
    notice(comment, nils)
    hide(Case.objects.get(), mira)
    assert not Case.objects.open().exists()
