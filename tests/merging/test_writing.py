"""Writing the joint text, with others at it too."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.common.refusals import Conflict
from proposals.merging.services import call_off, save_text
from proposals.models import Proposal
from tests.merging.acts import JOINT, address, again, asked, drafted, published


def sent(merger: object, **changes: str) -> dict[str, str]:
    facts = {**JOINT, "place": "", "district": "", "point": "", "category": "", "note": "", "seen": merger.digest}
    return facts | changes


def test_a_draft_is_saved_and_leads_to_its_page(client: Client, two: list[Proposal], anna: User) -> None:
    merger = drafted(two)
    client.force_login(anna)
    answer = client.post(address(merger, "write/"), sent(merger, title="Benches everywhere", body=""))
    assert answer.url == address(merger)
    assert again(merger).title == "Benches everywhere"


def test_two_who_write_at_once_lose_nothing(client: Client, two: list[Proposal], ben: User) -> None:
    merger = asked(two)
    client.force_login(ben)
    save_text(merger_id=merger.pk, author=two[0].author, seen=merger.digest, **{**JOINT, "body": "Anna was faster."})
    answer = client.post(address(merger, "write/"), sent(merger, body="Ben wrote this."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ben wrote this." in page
    assert "Anna was faster." in page
    assert again(merger).body == "Anna was faster."
    answer = client.post(address(merger, "write/"), sent(again(merger), body="Both of us."))
    assert answer.status_code == 302
    assert again(merger).body == "Both of us."


def test_the_service_refuses_what_was_not_seen(two: list[Proposal]) -> None:
    merger = asked(two)
    with pytest.raises(Conflict):
        save_text(merger_id=merger.pk, author=two[1].author, seen="", **{**JOINT, "title": "Blind"})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"body": ""}, "body"),
        ({"body": "x" * 100_000}, "body"),
        ({"body": "a\x00b"}, "body"),
        ({"title": "\u202e"}, "title"),
        ({"language": "xx"}, "language"),
        ({"district": "nowhere"}, "district"),
        ({"point": "17"}, "point"),
        ({"place": "x" * 201}, "place"),
    ],
)
def test_bad_words_are_answered_at_the_field(
    client: Client, two: list[Proposal], ben: User, changes: dict[str, str], field: str
) -> None:
    Proposal.objects.filter(pk=two[0].pk).update(latitude=60.19, longitude=24.95)
    merger = asked(two)
    client.force_login(ben)
    answer = client.post(address(merger, "write/"), sent(merger, **changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert again(merger).digest == merger.digest


def test_right_to_left_and_emoji_are_kept(client: Client, two: list[Proposal], ben: User) -> None:
    merger = asked(two)
    client.force_login(ben)
    client.post(address(merger, "write/"), sent(merger, title="مقاعد على الشاطئ 🪑", language="ar"))
    assert again(merger).title == "مقاعد على الشاطئ 🪑"
    assert 'lang="ar" dir="auto"' in client.get(address(merger)).content.decode()


def test_the_place_of_one_of_them_is_taken(client: Client, two: list[Proposal], ben: User) -> None:
    Proposal.objects.filter(pk=two[0].pk).update(latitude=60.19, longitude=24.95)
    merger = asked(two)
    client.force_login(ben)
    client.post(address(merger, "write/"), sent(merger, point=str(two[0].pk)))
    assert (again(merger).latitude, again(merger).longitude) == (60.19, 24.95)


def test_the_text_is_closed_when_it_is_over(client: Client, two: list[Proposal], anna: User) -> None:
    merger = drafted(two)
    call_off(merger_id=merger.pk, by=anna)
    client.force_login(anna)
    assert client.get(address(merger, "write/")).url == address(merger)
    assert client.post(address(merger, "write/"), sent(merger, title="Too late")).url == address(merger)
    assert again(merger).title == JOINT["title"]


def test_differences_are_shown(client: Client, two: list[Proposal], ben: User) -> None:
    merger = asked(two)
    save_text(merger_id=merger.pk, author=two[0].author, seen=merger.digest, **{**JOINT, "body": "Eight benches to the bridge."})
    client.force_login(ben)
    page = client.get(address(merger)).content.decode()
    assert "How the text has changed" in page
    assert "<ins>" in page
    assert "<del>" in page


@pytest.mark.parametrize("rest", ["", "write/"])
def test_as_many_queries_for_two_as_for_three(
    client: Client, two: list[Proposal], three: list[Proposal], anna: User, rest: str
) -> None:
    client.force_login(anna)

    def queries(sources: list[Proposal], changes: int) -> int:
        merger = asked(sources)
        for number in range(changes):
            save_text(merger_id=merger.pk, author=anna, seen=again(merger).digest, **{**JOINT, "body": f"{number} benches."})
        client.get(address(merger, rest))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(merger, rest)).status_code == 200
        return len(captured)

    few = queries(two, 1)
    assert queries(three, 3) == few <= 15


def test_a_published_one_is_shown_to_its_authors(client: Client, two: list[Proposal], ben: User) -> None:
    merger = published(two)
    client.force_login(ben)
    page = client.get(address(merger)).content.decode()
    assert "See the joint proposal" in page
    assert "Take my proposal out again" in page
