"""The case page in the admin: looking, deciding, being second, looking again."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.moderation import services
from participation.moderation.models import Case
from participation.moderation.states import CaseState
from tests.cast import Town
from tests.factories.moderation import hide, notice, open_case, say

HIDE = {"seen": "open", "action": "hide", "ground": "insult", "explanation": "Kirjoita asiasta."}


def page(case: Case) -> str:
    return f"/admin/moderation/{case.pk}/"


def test_page_shows_content_reports_and_history(enter, town: Town, comment: Comment, anna: User, ben: User, mira: User) -> None:
    hide(open_case(say(town.project, anna, "Aiempi"), ben), mira)
    case = notice(comment, ben, explanation="Tämä on loukkaus").case
    response = enter(mira).get(page(case))
    text = response.content.decode()
    assert response.status_code == 200
    for words in (comment.body, "Tämä on loukkaus", "Anna", "1 other text of this author", "It insults or threatens somebody"):
        assert words in text
    assert f"/en/{case.address}" in text or f"/fi/{case.address}" in text
    assert "Ben" not in text


def test_other_districts_get_not_found(enter, comment: Comment, ben: User, mira: User, otto: User) -> None:
    case = open_case(comment, ben)
    client = enter(otto)
    assert client.get(page(case), follow=True).status_code == 404
    assert client.post(page(case), HIDE, follow=True).status_code == 404
    assert client.get("/admin/moderation/99999999999999999999/", follow=True).status_code == 404
    case.refresh_from_db()
    assert case.state == CaseState.OPEN


def test_people_who_do_not_moderate_are_refused(enter, comment: Comment, ben: User, carla: User) -> None:
    case = open_case(comment, ben)
    assert enter(carla).post(page(case), HIDE).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.OPEN


def test_hiding_by_the_form(enter, comment: Comment, ben: User, mira: User) -> None:
    case = open_case(comment, ben)
    response = enter(mira).post(page(case), HIDE)
    assert (response.status_code, response.url) == (302, "/admin/moderation/")
    assert case.decisions.get().explanation == "Kirjoita asiasta."


def test_empty_explanation_becomes_the_ready_made_text_in_the_authors_language(
    enter,
    comment: Comment,
    anna: User,
    ben: User,
    mira: User,
) -> None:
    anna.language = "en"
    anna.save()
    case = open_case(comment, ben)
    enter(mira).post(page(case), HIDE | {"explanation": ""})
    assert case.decisions.get().explanation.startswith("What you wrote insults")


def test_bad_decision_comes_back_with_what_was_typed(enter, comment: Comment, ben: User, mira: User) -> None:
    case = open_case(comment, ben)
    client = enter(mira)
    wrong = [({"action": ""}, "action"), ({"ground": ""}, "ground"), ({"ground": "other", "explanation": ""}, "explanation")]
    for change, field in wrong:
        response = client.post(page(case), HIDE | {"explanation": "Oma teksti"} | change)
        assert response.status_code == 422
        assert response.context["form"].errors[field]
        if change.get("explanation") != "":
            assert "Oma teksti" in response.content.decode()
    assert not case.decisions.exists()


def test_second_moderator_sees_both_decisions(enter, comment: Comment, ben: User, mira: User, aino: User) -> None:
    case = open_case(comment, ben)
    hide(case, mira, explanation="Miran perustelu")
    response = enter(aino).post(page(case), {"seen": "open", "action": "keep", "ground": "", "explanation": "Ainon perustelu"})
    text = response.content.decode()
    assert response.status_code == 409
    for words in ("Mira", "Miran perustelu", "Ainon perustelu", "Leave it as it is"):
        assert words in text
    assert case.decisions.count() == 1


def test_second_moderator_who_wanted_to_show_what_was_held_undoes_nothing(
    enter,
    comment: Comment,
    mira: User,
    aino: User,
) -> None:
    case = services.hold_automatically(kind="comment", object_id=comment.pk, ground="spam").case
    hide(case, mira)
    response = enter(aino).post(page(case), {"seen": "open", "action": "restore"})
    assert response.status_code == 409
    comment.refresh_from_db()
    assert comment.state == "hidden"


def test_decided_case_offers_to_show_it_again(enter, comment: Comment, ben: User, mira: User) -> None:
    case = hide(open_case(comment, ben), mira).case
    client = enter(mira)
    assert [choice[0] for choice in client.get(page(case)).context["form"].fields["action"].choices] == ["restore"]
    assert client.post(page(case), {"seen": "decided", "action": "restore", "explanation": "Uusi arvio"}).status_code == 302
    comment.refresh_from_db()
    assert comment.state == "visible"
    assert client.get(page(case)).context["actions"] == []


def test_nobody_is_offered_to_decide_about_their_own(enter, town: Town, ben: User, mira: User) -> None:
    case = open_case(say(town.project, mira), ben)
    response = enter(mira).get(page(case))
    assert response.context["actions"] == []
    assert "You wrote this yourself" in response.content.decode()


def test_case_is_opened_without_a_report(enter, comment: Comment, mira: User, otto: User) -> None:
    path = f"/admin/moderation/open/comment/{comment.pk}/"
    assert enter(otto).post(path, follow=True).status_code == 404
    assert not Case.objects.exists()
    response = enter(mira).post(path)
    assert response.url == page(Case.objects.get())
    assert enter(mira).post("/admin/moderation/open/nothing/1/", follow=True).status_code == 404
    assert enter(mira).get(path).status_code == 405


def test_opening_what_is_hidden_leads_to_the_case_that_hid_it(enter, comment: Comment, ben: User, mira: User) -> None:
    case = hide(open_case(comment, ben), mira).case
    response = enter(mira).post(f"/admin/moderation/open/comment/{comment.pk}/")
    assert response.url == page(case)


def test_same_number_of_queries_whatever_the_number_of_reports(
    enter,
    comment: Comment,
    ben: User,
    nils: User,
    carla: User,
    mira: User,
    django_assert_num_queries,
) -> None:
    case = notice(comment, ben).case
    client: Client = enter(mira)
    client.get(page(case))
    with CaptureQueriesContext(connection) as one:
        client.get(page(case))
    for person in (nils, carla):
        notice(comment, person)
    with django_assert_num_queries(len(one)):
        client.get(page(case))
