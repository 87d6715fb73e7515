"""A moderator acts without a report."""

import pytest

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.common.refusals import Conflict, NotAllowed
from participation.moderation import services
from participation.moderation.models import Case
from tests.factories.moderation import hide, open_case


def test_moderator_opens_a_case_and_hides(comment: Comment, mira: User) -> None:
    case = services.open_case_for(kind="comment", object_id=comment.pk, by=mira)
    assert case.notice_count == 0
    hide(case, mira)
    comment.refresh_from_db()
    assert comment.state == "hidden"


def test_open_case_is_joined(comment: Comment, ben: User, mira: User) -> None:
    case = open_case(comment, ben)
    assert services.open_case_for(kind="comment", object_id=comment.pk, by=mira) == case


def test_others_may_not(comment: Comment, anna: User, otto: User, carla: User) -> None:
    for user in (anna, otto, carla):
        with pytest.raises(NotAllowed):
            services.open_case_for(kind="comment", object_id=comment.pk, by=user)
    assert not Case.objects.exists()


def test_hidden_content_gets_no_open_case(comment: Comment, ben: User, mira: User) -> None:
    decision = hide(open_case(comment, ben), mira)
    with pytest.raises(Conflict) as refusal:
        services.open_case_for(kind="comment", object_id=comment.pk, by=mira)
    assert refusal.value.facts["decision"] == decision
    assert not Case.objects.open().exists()
