"""Staff write, publish and read surveys in the Wagtail admin, in their own districts."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtail.users.models import UserProfile

from districts.states import Role
from surveys.models import Question, Survey
from surveys.services import SeedResponse, create_survey, seed_responses, submit_response
from tests.factories.accounts import UserFactory
from tests.factories.districts import DistrictRoleFactory
from tests.factories.projects import ProjectFactory
from tests.factories.surveys import ONE_OF_EACH, full_answers, published_survey, words


@pytest.fixture
def enter(client):
    """Signs somebody in who may enter the admin."""

    def enter(person):
        group, _created = Group.objects.get_or_create(name="Admin")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        person.groups.add(group)
        UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": "en"})
        client.force_login(person)
        return client

    return enter


def question(**fields):
    empty = dict.fromkeys(
        (
            f"{part}_in_{code}"
            for part in ("title", "help_text", "choices", "scale_min_label", "scale_max_label")
            for code in ("fi", "sv", "en")
        ),
        "",
    )
    return empty | {"kind": "text", "scale_min": "1", "scale_max": "5", "id": ""} | fields


def form(project, questions, initial=0, **fields):
    texts = dict.fromkeys((f"{part}_in_{code}" for part in ("title", "intro") for code in ("fi", "sv", "en")), "")
    return nested_form_data(
        texts
        | {
            "project": project.pk,
            "title_in_fi": "Talvi",
            "title_in_sv": "Vintern",
            "title_in_en": "Winter",
            "results_shown": "always",
        }
        | fields
        | {"questions": inline_formset(questions, initial=initial)}
    )


THREE = [
    question(
        kind="single",
        title_in_fi="Miten kuljet?",
        title_in_sv="Hur rör du dig?",
        required="on",
        choices_in_fi="Kävellen\nPyörällä\n",
        choices_in_sv="Till fots\r\nMed cykel",
    ),
    question(kind="scale", title_in_fi="Kuinka hyvä?", scale_min="0", scale_max="10", scale_max_label_in_fi="Hyvä"),
    question(title_in_fi="Muuta?"),
]


def test_new_survey_in_three_languages(town, carla, enter):
    browser = enter(carla)
    assert browser.get(reverse("survey_desk:add")).status_code == 200
    response = browser.post(reverse("survey_desk:add"), form(town.project, THREE))
    survey = Survey.objects.get()
    assert response.status_code == 302
    assert response.url == reverse("survey_desk:inspect", args=[survey.pk])
    assert (survey.title, survey.title_sv, survey.title_en, survey.state) == ("Talvi", "Vintern", "Winter", "draft")
    first, second, third = survey.questions.order_by("position")
    assert (first.kind, first.required, first.title_sv) == ("single", True, "Hur rör du dig?")
    assert [(one.label, one.label_sv) for one in first.choices.all()] == [("Kävellen", "Till fots"), ("Pyörällä", "Med cykel")]
    assert (second.scale_min, second.scale_max, second.scale_max_label) == (0, 10, "Hyvä")
    assert third.kind == "text"


def edited(survey, *changes):
    """The survey's form as the browser would send it back, with changes by question."""
    rows = []
    for row, change in zip(survey.questions.order_by("position"), changes, strict=True):
        labels = {
            code: "\n".join(getattr(one, f"label_{code}") or "" for one in row.choices.all()).strip()
            for code in ("fi", "sv", "en")
        }
        rows.append(
            question(
                id=row.pk,
                kind=row.kind,
                title_in_fi=row.title,
                title_in_en=row.title_en or "",
                scale_min=row.scale_min,
                scale_max=row.scale_max,
                **({"required": "on"} if row.required else {}),
                **{f"choices_in_{code}": text for code, text in labels.items()},
            )
            | change
        )
    return form(survey.project, rows, initial=len(rows))


def test_editing_before_the_first_answer(survey, carla, enter):
    browser = enter(carla)
    address = reverse("survey_desk:edit", args=[survey.pk])
    page = browser.get(address).content.decode()
    assert "Kävellen\nPyörällä\nBussilla" in page
    data = edited(
        survey, {"choices_in_fi": "Kävellen\nHiihtäen", "choices_in_en": "On foot\nSkiing"}, {"DELETE": "1"}, {"ORDER": "9"}, {}
    )
    response = browser.post(address, data)
    assert response.status_code == 302
    assert [one.kind for one in survey.questions.order_by("position")] == ["single", "text", "scale"]
    assert [one.label for one in survey.questions.order_by("position")[0].choices.all()] == ["Kävellen", "Hiihtäen"]


def test_after_the_first_answer_only_words_can_be_mended(survey, anna, carla, enter):
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey), language="fi")
    browser = enter(carla)
    address = reverse("survey_desk:edit", args=[survey.pk])
    for change in (
        {"choices_in_fi": "Kävellen\nHiihtäen", "choices_in_en": ""},
        {"DELETE": "1"},
        {"kind": "text"},
        {"ORDER": "9"},
        {"choices_in_fi": "Pyörällä\nKävellen\nBussilla", "choices_in_en": ""},
    ):
        response = browser.post(address, edited(survey, change, {}, {}, {}))
        assert response.status_code == 200
        assert "Somebody has answered already." in response.content.decode()
        assert Question.objects.filter(survey=survey).count() == 4
    response = browser.post(address, edited(survey, {"choices_in_fi": "Jalan\nPyörällä\nBussilla"}, {}, {}, {}))
    assert response.status_code == 302
    assert survey.questions.order_by("position")[0].choices.first().label == "Jalan"


def test_promise_of_confidence_stays_as_it_was(secret, anna, carla, enter):
    submit_response(survey_id=secret.pk, resident=anna, answers=full_answers(secret), language="fi")
    response = enter(carla).post(reverse("survey_desk:edit", args=[secret.pk]), edited(secret, {}, {}, {}, {}))
    assert "stays as confidential as it was promised" in response.content.decode()
    secret.refresh_from_db()
    assert secret.confidential


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (question(kind="single", title_in_fi="Yksi", choices_in_fi="Vain tämä"), "Give at least two choices."),
        (question(kind="single", title_in_fi="Yksi", choices_in_fi="A\nA"), "Two choices have the same words."),
        (
            question(kind="multiple", title_in_fi="Yksi", choices_in_fi="A\nB", choices_in_sv="A"),
            "Write as many choices in every language",
        ),
        (
            question(kind="multiple", title_in_fi="Yksi", choices_in_fi="A\n" + "x" * 161),
            "A choice can have at most 160 characters.",
        ),
        (question(kind="scale", title_in_fi="Yksi", scale_min="5", scale_max="5"), "A scale goes up"),
        (question(kind="scale", title_in_fi="Yksi", scale_min="0", scale_max="11"), "A scale goes up"),
        (question(kind="scale", title_in_fi="Yksi", scale_min="-99999", scale_max="99999"), "greater than or equal to"),
        (question(kind="text", title_in_sv="Bara svenska"), "This field is required."),
        (question(kind="text", title_in_fi="a\0b"), "Null characters"),
    ],
)
def test_questions_that_make_no_sense_are_told(town, carla, enter, wrong, message):
    response = enter(carla).post(reverse("survey_desk:add"), form(town.project, [wrong]))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Survey.objects.exists()


def test_publishing_opens_a_conversation(town, carla, enter):
    draft = create_survey(project_id=town.project.pk, title=words("Luonnos"), questions=ONE_OF_EACH, by=None)
    browser = enter(carla)
    page = browser.get(reverse("survey_desk:inspect", args=[draft.pk])).content.decode()
    assert "Publish the survey" in page
    assert f"/projects/{town.project.slug}/surveys/{draft.pk}/" in page
    response = browser.post(reverse("survey_desk:publish", args=[draft.pk]), follow=True)
    draft.refresh_from_db()
    assert draft.state == "published"
    assert draft.thread.anchor == "survey"
    assert "Publish the survey" not in response.content.decode()
    assert browser.get(reverse("survey_desk:publish", args=[draft.pk])).status_code == 405


def test_empty_draft_is_not_published(town, carla, enter):
    draft = create_survey(project_id=town.project.pk, title=words("Tyhjä"), by=None)
    response = enter(carla).post(reverse("survey_desk:publish", args=[draft.pk]), follow=True)
    assert "Write at least one question" in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_results_in_the_admin_list_words_with_their_language(survey, anna, mira, enter):
    submit_response(survey_id=survey.pk, resident=anna, answers=full_answers(survey, more="Mer <b>ljus</b>"), language="sv")
    page = enter(mira).get(reverse("survey_desk:inspect", args=[survey.pk])).content.decode()
    assert '<li lang="sv">Mer &lt;b&gt;ljus&lt;/b&gt;</li>' in page
    assert "1 person has answered." in page
    assert anna.public_name not in page


def test_results_of_few_confidential_answers_are_kept_back_here_too(secret, carla, enter):
    rows = [SeedResponse(UserFactory().pk, full_answers(secret, more="Salainen"), "fi", timezone.now()) for _number in range(4)]
    seed_responses(survey_id=secret.pk, rows=rows)
    page = enter(carla).get(reverse("survey_desk:inspect", args=[secret.pk])).content.decode()
    assert "Salainen" not in page
    assert "On foot" not in page


PAGES = ("index", "add", "edit", "inspect")


def open_page(browser, name, survey):
    return browser.get(reverse(f"survey_desk:{name}", args=[] if name in ("index", "add") else [survey.pk]))


@pytest.mark.parametrize(
    ("role", "elsewhere", "opens", "publishes"),
    [
        (Role.COORDINATOR, False, {"index", "add", "edit", "inspect"}, True),
        (Role.EDITOR, False, {"index", "add", "edit", "inspect"}, True),
        (Role.MODERATOR, False, {"index", "inspect"}, False),
        (Role.AUDITOR, False, set(), False),
        (Role.COORDINATOR, True, {"index", "add"}, False),
        (Role.MODERATOR, True, {"index"}, False),
        (None, False, set(), False),
    ],
)
def test_who_gets_in(town, enter, role, elsewhere, opens, publishes):
    """Whoever may not is led away: 302 by Wagtail for what is forbidden, 302 or 404 for what they must not know of."""
    person = UserFactory()
    if role:
        DistrictRoleFactory(user=person, district=town.malmi if elsewhere else town.kallio, role=role)
    draft = create_survey(project_id=town.project.pk, title=words("Luonnos"), questions=ONE_OF_EACH, by=None)
    browser = enter(person)
    statuses = {name: open_page(browser, name, draft).status_code for name in PAGES}
    assert {name for name, status in statuses.items() if status == 200} == opens
    assert set(statuses.values()) <= {200, 302, 404}
    browser.post(reverse("survey_desk:publish", args=[draft.pk]))
    draft.refresh_from_db()
    assert (draft.state == "published") is publishes


def test_list_holds_only_one_own_and_costs_the_same(town, carla, enter):
    own = published_survey(town.project)
    foreign = published_survey(ProjectFactory())
    browser = enter(carla)
    browser.get(reverse("survey_desk:index"))
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(reverse("survey_desk:index")).content.decode()
        counts.append(len(captured))
        for _number in range(2):
            published_survey(town.project)
    assert f"inspect/{own.pk}/" in page
    assert f"inspect/{foreign.pk}/" not in page
    assert counts[0] == counts[1]


def test_survey_cannot_be_made_in_a_foreign_project(town, carla, enter):
    foreign = ProjectFactory()
    response = enter(carla).post(reverse("survey_desk:add"), form(foreign, THREE))
    assert response.status_code == 200
    assert not Survey.objects.exists()


def test_resident_without_the_admin_is_sent_away(survey, anna, client):
    for person in (None, anna):
        if person:
            client.force_login(person)
        for name in PAGES:
            assert open_page(client, name, survey).status_code in (302, 403)
