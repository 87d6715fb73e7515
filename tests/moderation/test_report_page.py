"""The page on which residents report, with and without an account."""

import pytest
from django.core.cache import cache
from django.test import Client
from redis.exceptions import ConnectionError as ValkeyAway

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.moderation.models import Case, Notice
from tests.factories.moderation import hide, open_case


def address(comment: Comment, language: str = "en") -> str:
    return f"/{language}/report/comment/{comment.pk}/"


def test_page_shows_what_is_reported_and_the_reasons(client: Client, comment: Comment) -> None:
    response = client.get(address(comment))
    page = response.content.decode()
    assert response.status_code == 200
    assert comment.body in page
    assert page.count('type="radio"') == 7
    assert 'name="contact_email"' in page


def test_report_without_an_account(client: Client, comment: Comment) -> None:
    response = client.post(address(comment), {"reason": "spam", "explanation": "", "contact_email": "x@example.org"}, follow=True)
    made = Notice.objects.get()
    assert (made.reporter, made.contact_email, made.language) == (None, "x@example.org", "en")
    assert response.redirect_chain == [("/en/report/thanks/", 302)]
    assert f"/en/report/follow/{made.token}/" in response.content.decode()


def test_report_signed_in_asks_for_no_address(client: Client, comment: Comment, ben: User) -> None:
    client.force_login(ben)
    assert 'name="contact_email"' not in client.get(address(comment, "fi")).content.decode()
    client.post(address(comment, "fi"), {"reason": "spam", "contact_email": "other@example.org", "website": "x"})
    made = Notice.objects.get()
    assert (made.reporter, made.contact_email, made.language) == (ben, "", "fi")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "reason"),
        ({"reason": "boring"}, "reason"),
        ({"reason": "other", "explanation": " "}, "explanation"),
        ({"reason": "spam", "explanation": "x" * 2001}, "explanation"),
        ({"reason": "spam", "explanation": "a\x00b"}, "explanation"),
        ({"reason": "spam", "explanation": "x" * 100_000}, "explanation"),
        ({"reason": "spam", "contact_email": "nonsense"}, "contact_email"),
    ],
)
def test_bad_input_is_answered_at_its_field_and_kept(client: Client, comment: Comment, data: dict, field: str) -> None:
    response = client.post(address(comment), {"explanation": "Näin <b>on</b> 🦆 \u202eoikein", **data})
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    if "explanation" not in data:
        assert "Näin &lt;b&gt;on&lt;/b&gt; 🦆 \u202eoikein" in response.content.decode()
    assert not Notice.objects.exists()


def test_what_cannot_be_seen_is_not_found(client: Client, comment: Comment, ben: User, mira: User) -> None:
    hide(open_case(comment, ben), mira)
    paths = [address(comment), "/en/report/comment/999999/", "/en/report/nothing/1/", f"/en/report/comment/{10**30}/"]
    for path in paths:
        assert client.get(path).status_code == 404
        assert client.post(path, {"reason": "spam"}).status_code == 404


def test_trap_looks_like_success_and_changes_nothing(client: Client, comment: Comment) -> None:
    response = client.post(address(comment), {"reason": "spam", "website": "https://pills.example"}, follow=True)
    assert response.status_code == 200
    assert response.redirect_chain == [("/en/report/thanks/", 302)]
    assert not Case.objects.exists()


def test_sixth_report_of_a_session_within_the_hour_is_refused_and_kept(client: Client, comment: Comment) -> None:
    data = {"reason": "spam", "explanation": "Katso linkkiä"}
    for _number in range(5):
        assert client.post(address(comment), data).status_code == 302
    response = client.post(address(comment), data)
    assert response.status_code == 429
    assert "Katso linkkiä" in response.content.decode()
    assert Notice.objects.count() == 5
    assert Client().post(address(comment), data).status_code == 302


def test_thirty_first_report_of_an_address_is_refused(comment: Comment, ben: User) -> None:
    for _number in range(30):
        assert Client().post(address(comment), {"reason": "spam"}).status_code == 302
    assert Client().post(address(comment), {"reason": "spam"}).status_code == 429
    signed_in = Client()
    signed_in.force_login(ben)
    assert signed_in.post(address(comment), {"reason": "spam"}).status_code == 302


def test_without_the_cache_nobody_is_refused(client: Client, comment: Comment, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: object, **_kwargs: object) -> None:
        raise ValkeyAway

    monkeypatch.setattr(type(cache._cache), "add", away)
    monkeypatch.setattr(type(cache._cache), "incr", away)
    for _number in range(7):
        assert client.post(address(comment), {"reason": "spam"}).status_code == 302


def test_moderator_is_offered_to_act_at_once(client: Client, comment: Comment, mira: User, otto: User) -> None:
    client.force_login(otto)
    assert "/admin/moderation/open/" not in client.get(address(comment)).content.decode()
    client.force_login(mira)
    assert f"/admin/moderation/open/comment/{comment.pk}/" in client.get(address(comment)).content.decode()


def test_page_asks_the_same_number_of_queries_whatever_was_reported(
    client: Client,
    comment: Comment,
    django_assert_max_num_queries: object,
) -> None:
    with django_assert_max_num_queries(15):
        client.get(address(comment))
