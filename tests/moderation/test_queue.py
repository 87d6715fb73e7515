"""The queue in the admin: whose cases, in which order, narrowed down."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.moderation.models import Case
from tests.cast import Town
from tests.factories.moderation import hide, notice, open_case, say
from tests.factories.projects import PhaseFactory, ProjectFactory

QUEUE = "/admin/moderation/"


@pytest.fixture
def malmi_comment(town: Town, anna: User) -> Comment:
    """A comment in Otto's district."""
    project = ProjectFactory(lead_district=town.malmi)
    PhaseFactory(project=project)
    return say(project, anna, "Malmin roskaposti")


def test_open_cases_the_oldest_first(enter, town: Town, comment: Comment, anna: User, ben: User, mira: User) -> None:
    open_case(comment, ben)
    older = open_case(say(town.project, anna, "Vanha juttu"), ben)
    Case.objects.filter(pk=older.pk).update(opened_at=timezone.now() - timedelta(hours=5))
    response = enter(mira).get(QUEUE)
    assert response.status_code == 200
    assert [row["case"].label for row in response.context["rows"]] == ["Vanha juttu", comment.body]
    assert "2 cases are open" in response.content.decode()


def test_other_district_sees_nothing_and_counts_nothing(enter, comment: Comment, ben: User, otto: User) -> None:
    open_case(comment, ben)
    response = enter(otto).get(QUEUE)
    assert response.context["rows"] == []
    assert response.context["open_total"] == 0
    assert "Kallio" not in response.content.decode()
    assert comment.body not in response.content.decode()


def test_decided_tab_the_newest_first(enter, town: Town, comment: Comment, anna: User, ben: User, mira: User) -> None:
    hide(open_case(comment, ben), mira)
    hide(open_case(say(town.project, anna, "Toinen"), ben), mira, action="keep")
    open_case(say(town.project, anna, "Kolmas"), ben)
    response = enter(mira).get(QUEUE, {"state": "decided"})
    assert [row["case"].label for row in response.context["rows"]] == ["Toinen", comment.body]


@pytest.mark.parametrize(
    ("params", "labels"),
    [
        ({"reason": "spam"}, ["Malmin roskaposti"]),
        ({"reason": "hate"}, []),
        ({"kind": "comments.comment"}, ["Pena on huijari!", "Malmin roskaposti"]),
        ({"kind": "proposals.proposal"}, []),
        ({"district": "malmi"}, ["Malmin roskaposti"]),
        ({"reason": "nonsense", "district": "x", "kind": "\x00", "p": "9999"}, ["Pena on huijari!", "Malmin roskaposti"]),
    ],
)
def test_filters(
    enter,
    town: Town,
    comment: Comment,
    malmi_comment: Comment,
    ben: User,
    aino: User,
    params: dict,
    labels: list,
) -> None:
    notice(comment, ben)
    notice(malmi_comment, ben, reason="spam")
    if params.get("district") == "malmi":
        params = {"district": town.malmi.pk}
    response = enter(aino).get(QUEUE, params)
    assert response.status_code == 200
    assert [row["case"].label for row in response.context["rows"]] == labels


def test_same_number_of_queries_at_one_case_and_at_three(
    enter,
    town: Town,
    comment: Comment,
    anna: User,
    ben: User,
    nils: User,
    mira: User,
    django_assert_num_queries,
) -> None:
    client = enter(mira)
    open_case(comment, ben)
    client.get(QUEUE)
    with CaptureQueriesContext(connection) as one:
        client.get(QUEUE)
    for number in range(2):
        more = say(town.project, anna, f"Lisää {number}")
        notice(more, ben)
        notice(more, nils, reason="spam")
    with django_assert_num_queries(len(one)):
        client.get(QUEUE)


def test_long_queue_is_paged(enter, town: Town, comment: Comment, ben: User, mira: User) -> None:
    first = open_case(comment, ben)
    Case.objects.bulk_create(
        Case(
            object_type="comments.comment",
            object_id=10**6 + number,
            project=town.project,
            district=town.kallio,
            label=f"L{number}",
            address="x/",
        )
        for number in range(40)
    )
    client = enter(mira)
    assert len(client.get(QUEUE).context["rows"]) == 30
    assert len(client.get(QUEUE, {"p": 2}).context["rows"]) == 11
    assert client.get(QUEUE).context["rows"][0]["case"] == first


def test_others_get_the_admins_refusal_and_no_menu_item(enter, comment: Comment, carla: User, mira: User) -> None:
    client = enter(carla)
    assert client.get(QUEUE).status_code == 302
    assert '"moderation"' not in client.get("/admin/").content.decode()
    assert '"moderation"' in enter(mira).get("/admin/").content.decode()


def test_residents_and_strangers_are_sent_away(client, comment: Comment, anna: User) -> None:
    assert client.get(QUEUE).status_code == 302
    client.force_login(anna)
    assert client.get(QUEUE).status_code in (302, 403)


def test_front_page_says_how_many_wait(enter, comment: Comment, ben: User, mira: User, otto: User) -> None:
    open_case(comment, ben)
    assert "1 case waits in Kallio" in enter(mira).get("/admin/").content.decode()
    assert "No case waits for you." in enter(otto).get("/admin/").content.decode()
