"""A reporter comes back to see where the report stands."""

import pytest
from django.test import Client

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.moderation import services
from tests.factories.moderation import hide, notice


def page(client: Client, token: str) -> str:
    response = client.get(f"/en/report/follow/{token}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("action", "words"),
    [("", "Waiting for a moderator"), ("hide", "It was hidden"), ("keep", "It stays visible")],
)
def test_state_and_outcome_without_anything_private(
    client: Client,
    comment: Comment,
    anna: User,
    mira: User,
    action: str,
    words: str,
) -> None:
    made = notice(comment, explanation="Minusta tämä on väärin")
    explanation = ""
    if action:
        explanation = hide(made.case, mira, action=action).explanation
    text = page(client, made.token)
    assert words in text
    for private in (comment.body, anna.public_name, mira.public_name, explanation):
        assert not private or private not in text


def test_restored_later_is_said(client: Client, comment: Comment, mira: User) -> None:
    made = notice(comment)
    hide(made.case, mira)
    services.restore(case_id=made.case_id, by=mira)
    assert "looked at again and shown" in page(client, made.token)


def test_held_until_looked_at_is_said(client: Client, comment: Comment) -> None:
    made = notice(comment)
    services.hold_automatically(kind="comment", object_id=comment.pk, ground="spam")
    assert "out of sight until a moderator" in page(client, made.token)


def test_unknown_token_is_not_found(client: Client, comment: Comment) -> None:
    for token in ("nothing", "x" * 500):
        assert client.get(f"/en/report/follow/{token}/").status_code == 404
