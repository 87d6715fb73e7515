"""Fields that a project asks for: set up by coordinators, answered by residents, changed without losing what was typed."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.projects.features import features
from participation.projects.models import Project
from participation.projects.states import Blueprint
from proposals.models import FieldAnswer, FieldOption, FormField, Proposal
from proposals.services import AnswersChange, archive_field, publish_draft, save_draft, save_field, save_step
from proposals.states import FieldKind
from proposals.steps import Step
from tests.cast import Town, person
from tests.factories.projects import PhaseFactory, ProjectFactory
from tests.files.test_documents import pdf
from tests.proposals.races import all_at_once
from tests.proposals.test_steps import at, mark

OPTIONS = [{"fi": "Kesä", "sv": "Sommar", "en": "Summer"}, {"fi": "Talvi", "sv": "Vinter", "en": "Winter"}]


def field(project: Project, kind: FieldKind, name: str = "Kysymys", **fields: object) -> FormField:
    options = OPTIONS if kind == FieldKind.CHOICE else ()
    label = {"fi": name, "sv": f"{name} (sv)", "en": f"{name} (en)"}
    return save_field(project_id=project.pk, by=None, kind=kind, label=label, **{"options": options, **fields})


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def anna_client(client: Client, anna: User, town: Town) -> Client:
    client.force_login(anna)
    return client


@pytest.fixture
def draft(town: Town, anna: User) -> Proposal:
    return save_draft(project_id=town.project.pk, author=anna, title="A hut", body="Warm.", language="en")


def url(proposal: Proposal, rest: str = "") -> str:
    return f"/en/projects/kallion-ideat/proposals/{proposal.pk}/{rest}"


# --- answering ---


def test_every_kind_is_answered_previewed_and_shown(anna_client: Client, client: Client, draft: Proposal, town: Town) -> None:
    text, choice, number, cost, file = (field(town.project, kind, str(kind)) for kind in FieldKind)
    assert anna_client.post(at(draft, "place"), {"place": "By the field"}).url == at(draft, "details")
    page = anna_client.get(at(draft, "details"))
    assert "step 3 of 5" in page.content.decode()
    sent = {
        text.name: "For\neverybody",
        choice.name: choice.options.first().pk,
        number.name: "12,5",
        cost.name: "12 000 €",
        file.name: SimpleUploadedFile("offer.pdf", pdf()),
        "seen": mark(page),
    }
    assert anna_client.post(at(draft, "details"), sent).url == at(draft, "more")
    assert set(draft.answers.values_list("number", flat=True)) == {None, Decimal("12.50"), Decimal("12000.00")}
    preview = anna_client.get(at(draft, "preview")).content.decode()
    for words in ("For<br>everybody", "Summer", "12.5", "12,000\u00a0€", "cost (en)", "Save the document"):
        assert words in preview
    anna_client.post(at(draft, "preview"))
    public = client.get(url(draft).replace("/en/", "/fi/")).content.decode()
    assert "Kesä" in public
    assert client.get(url(draft, f"files/{draft.answers.get(kind='file').stored.key}/")).status_code == 200


BAD = [
    (FieldKind.TEXT, {"longest": 10}, "x" * 11, "11 characters"),
    (FieldKind.TEXT, {}, "a\x00b", "ull characters"),
    (FieldKind.NUMBER, {"highest": Decimal(10)}, "11", "less than or equal"),
    (FieldKind.COST, {}, "-5", "greater than or equal"),
    (FieldKind.COST, {}, "about ten", "Write this as a number"),
    (FieldKind.COST, {}, "9" * 30, "digits"),
    (FieldKind.CHOICE, {}, "999999", "valid choice"),
    (FieldKind.CHOICE, {}, "x' OR 1=1", "valid choice"),
]


@pytest.mark.parametrize(("kind", "limits", "value", "message"), BAD)
def test_bad_answers_are_said_at_the_field_and_kept(
    anna_client: Client, draft: Proposal, town: Town, kind: FieldKind, limits: dict, value: str, message: str
) -> None:
    asked, other = field(town.project, kind, **limits), field(town.project, FieldKind.TEXT, "Toinen")
    refused = anna_client.post(at(draft, "details"), {asked.name: value, other.name: "Still here"})
    form = refused.context["form"]
    assert refused.status_code == 422
    assert message in str(form.errors[asked.name])
    assert (form[asked.name].value(), form[other.name].value()) == (value, "Still here")
    saved = anna_client.post(at(draft, "details"), {asked.name: value, "do": "autosave"})
    assert (saved.status_code, "Not saved" in saved.json()["said"]) == (422, True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1 500", "1500"), ("1.500", "1500"), ("1,500.50", "1500.50"), ("1 500,50 €", "1500.50"), ("1\u202f500 eur", "1500")],
)
def test_amounts_are_read_as_people_write_them(anna_client: Client, draft: Proposal, town: Town, typed: str, kept: str) -> None:
    asked = field(town.project, FieldKind.COST)
    anna_client.post(at(draft, "details"), {asked.name: typed})
    assert draft.answers.get().number == Decimal(kept)


def test_autosave_keeps_answers_and_leaves_files_alone(anna_client: Client, draft: Proposal, town: Town) -> None:
    text, file = field(town.project, FieldKind.TEXT), field(town.project, FieldKind.FILE)
    anna_client.post(at(draft, "details"), {file.name: SimpleUploadedFile("offer.pdf", pdf())})
    sent = {text.name: "Typed", f"remove_{file.name}": "on", "do": "autosave"}
    assert anna_client.post(at(draft, "details"), sent).status_code == 200
    assert sorted(draft.answers.values_list("kind", flat=True)) == ["file", "text"]
    anna_client.post(at(draft, "details"), {text.name: "", f"remove_{file.name}": "on"})
    assert not draft.answers.exists()


def test_what_is_needed_stops_publishing_and_not_the_draft(anna_client: Client, draft: Proposal, town: Town) -> None:
    asked = field(town.project, FieldKind.TEXT, required=True)
    assert anna_client.post(at(draft, "details"), {asked.name: "", "do": "later"}).status_code == 302
    assert anna_client.post(at(draft, "details"), {asked.name: ""}).status_code == 422
    refused = anna_client.post(at(draft, "preview"))
    assert refused.status_code == 422
    assert at(draft, "details") in refused.content.decode()
    anna_client.post(at(draft, "details"), {asked.name: "Because"})
    assert anna_client.post(at(draft, "preview")).status_code == 302


def test_the_second_window_sees_both_answers(anna_client: Client, draft: Proposal, town: Town) -> None:
    asked = field(town.project, FieldKind.TEXT, "Miksi")
    seen = mark(anna_client.get(at(draft, "details")))
    anna_client.post(at(draft, "details"), {asked.name: "From the phone", "seen": seen})
    answer = anna_client.post(at(draft, "details"), {asked.name: "From the desk", "seen": seen})
    assert answer.status_code == 409
    assert answer.context["others"] == [("Miksi (en)", "From the phone")]
    assert draft.answers.get().text == "From the phone"


def test_a_changed_answer_is_in_the_history(anna_client: Client, anna: User, draft: Proposal, town: Town) -> None:
    asked = field(town.project, FieldKind.COST, "Hinta")
    save_step(proposal_id=draft.pk, author=anna, step=Step.DETAILS, seen="", answers=AnswersChange({asked.pk: Decimal(500)}))
    publish_draft(proposal_id=draft.pk, author=anna)
    sent = {"title": "A hut", "body": "Warm.", "language": "en", asked.name: "700"}
    assert anna_client.post(url(draft, "edit/"), sent).status_code == 302
    page = anna_client.get(url(draft, "history/")).content.decode()
    assert "700</ins>" in page
    assert "Hinta" in page
    text = anna_client.get(url(draft, "history/2.txt")).content.decode()
    assert text == "A hut\n\nWarm.\n\nHinta: 700.00"


# --- a project without fields, and the page's queries ---


def test_a_project_without_fields_has_no_such_step(anna_client: Client, draft: Proposal) -> None:
    assert anna_client.post(at(draft, "place"), {}).url == at(draft, "more")
    assert anna_client.get(at(draft, "details")).url == at(draft, "more")
    assert "step 2 of 4" in anna_client.get(at(draft, "place")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_no_query_more_for_answers(client: Client, anna: User, draft: Proposal, town: Town, number: int) -> None:
    asked = [field(town.project, FieldKind.TEXT, f"K{n}") for n in range(number)]
    answers = AnswersChange({row.pk: "Yes" for row in asked})
    save_step(proposal_id=draft.pk, author=anna, step=Step.DETAILS, seen="", answers=answers)
    publish_draft(proposal_id=draft.pk, author=anna)
    client.get(url(draft))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url(draft)).content.decode().count("<dd>") >= number
    assert len(queries) <= 4


def test_a_changed_label_is_shown_at_once(client: Client, anna: User, draft: Proposal, town: Town) -> None:
    asked = field(town.project, FieldKind.TEXT, "Vanha")
    save_step(proposal_id=draft.pk, author=anna, step=Step.DETAILS, seen="", answers=AnswersChange({asked.pk: "Yes"}))
    publish_draft(proposal_id=draft.pk, author=anna)
    assert "Vanha (en)" in client.get(url(draft)).content.decode()
    save_field(project_id=town.project.pk, by=None, field_id=asked.pk, kind=FieldKind.TEXT, label={"fi": "Uusi"})
    assert "Uusi" in client.get(url(draft)).content.decode()


# --- changing what is asked ---


def test_what_was_answered_is_archived_and_stays(
    anna_client: Client, anna: User, draft: Proposal, town: Town, carla: User
) -> None:
    asked, unused = field(town.project, FieldKind.TEXT, "Miksi"), field(town.project, FieldKind.TEXT, "Turha")
    save_step(proposal_id=draft.pk, author=anna, step=Step.DETAILS, seen="", answers=AnswersChange({asked.pk: "Because"}))
    assert archive_field(field_id=asked.pk, by=carla)
    assert not archive_field(field_id=unused.pk, by=carla)
    page = anna_client.get(at(draft, "details")).content.decode()
    assert "Because" in page
    assert "not asked any more" in page
    anna_client.post(at(draft, "details"), {asked.name: ""})
    assert not draft.answers.exists()


def test_an_option_that_was_chosen_stays_for_who_chose_it(anna: User, anna_client: Client, draft: Proposal, town: Town) -> None:
    asked = field(town.project, FieldKind.CHOICE)
    summer, winter = asked.options.all()
    save_step(proposal_id=draft.pk, author=anna, step=Step.DETAILS, seen="", answers=AnswersChange({asked.pk: summer.pk}))
    others = [{"fi": "Kevät"}, {"fi": "Talvi"}]
    save_field(project_id=town.project.pk, by=None, field_id=asked.pk, kind=FieldKind.CHOICE, label={"fi": "K"}, options=others)
    assert FieldOption.objects.get(pk=summer.pk).archived_at
    assert FieldOption.objects.filter(pk=winter.pk, archived_at=None).exists()
    labels = [str(label) for _key, label in anna_client.get(at(draft, "details")).context["form"].fields[asked.name].choices]
    assert "Summer" in labels
    fresh = save_draft(project_id=town.project.pk, author=anna, title="B", body="b", language="en")
    labels = [str(label) for _key, label in anna_client.get(at(fresh, "details")).context["form"].fields[asked.name].choices]
    assert "Summer" not in labels


def test_the_kind_of_what_was_answered_stays(anna: User, draft: Proposal, town: Town) -> None:
    asked = field(town.project, FieldKind.TEXT)
    save_step(proposal_id=draft.pk, author=anna, step=Step.DETAILS, seen="", answers=AnswersChange({asked.pk: "Because"}))
    with pytest.raises(Conflict):
        save_field(project_id=town.project.pk, by=None, field_id=asked.pk, kind=FieldKind.COST, label={"fi": "K"})
    with pytest.raises(IntegrityError), transaction.atomic():
        FormField.objects.filter(pk=asked.pk).update(kind=FieldKind.COST)
    other = field(town.project, FieldKind.CHOICE, "Muu")
    with pytest.raises(IntegrityError), transaction.atomic():
        FieldAnswer.objects.create(proposal=draft, field=other, kind="number", number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        FieldAnswer.objects.create(proposal=draft, field=other, kind="choice", text="none")


@pytest.mark.django_db(transaction=True)
def test_a_field_that_is_answered_while_it_goes_is_kept_or_gone() -> None:
    """Red without its guard: when fields were not held while they are answered, answers failed with an IntegrityError."""
    anna = person("anna")
    aino = person("aino", is_superuser=True)
    PhaseFactory(project=ProjectFactory(slug="kallion-ideat"))
    project = Project.objects.get()
    for _round in range(4):
        asked = field(project, FieldKind.TEXT)
        draft = save_draft(project_id=project.pk, author=anna, title="A hut", body="Warm.", language="en")
        change = AnswersChange({asked.pk: "Because"})
        acts = [
            partial(save_step, proposal_id=draft.pk, author=anna, step=Step.DETAILS, seen="", answers=change),
            partial(archive_field, field_id=asked.pk, by=aino),
        ]
        saved, kept = all_at_once(acts)
        assert not isinstance(saved, Exception) or (isinstance(saved, Invalid) and "Because" in str(saved))
        assert FormField.objects.filter(pk=asked.pk).exists() == kept == draft.answers.exists()


# --- the desk ---


def test_coordinators_write_order_and_archive_fields_at_the_desk(client: Client, coordinator: User, town: Town) -> None:
    client.force_login(coordinator)
    base = f"/admin/proposals/fields/{town.project.pk}/"
    assert "Nothing beside the words is asked" in client.get(base, headers={"accept-language": "en"}).content.decode()
    sent = {"kind": "choice", "label_fi": "Milloin", "label_sv": "När", "label_en": "When", "options_fi": "Kesä\nTalvi"}
    refused = client.post(f"{base}new/", {**sent, "options_fi": "Kesä"})
    assert refused.status_code == 422
    assert refused.context["form"]["label_sv"].value() == "När"
    assert client.post(f"{base}new/", {**sent, "options_sv": "Sommar\nVinter"}).status_code == 302
    first = FormField.objects.get()
    assert [(row.label, row.label_sv) for row in first.options.all()] == [("Kesä", "Sommar"), ("Talvi", "Vinter")]
    second = field(town.project, FieldKind.COST)
    client.post(f"{base}{second.pk}/up/")
    assert list(FormField.objects.filter(project=town.project)) == [second, first]
    page = client.get(f"{base}{first.pk}/")
    assert page.context["form"]["options_fi"].value() == "Kesä\nTalvi"
    client.post(f"{base}{second.pk}/archive/")
    assert list(FormField.objects.all()) == [first]
    desk = client.get(f"/admin/participation/{town.project.pk}/").content.decode()
    assert base in desk


@pytest.mark.parametrize("who", ["anna", "mira", "otto"])
def test_nobody_else_gets_there(
    client: Client, town: Town, site: None, who: str, request: pytest.FixtureRequest, anna: User
) -> None:
    client.force_login(request.getfixturevalue(who))
    asked = field(town.project, FieldKind.TEXT)
    base = f"/admin/proposals/fields/{town.project.pk}/"
    assert client.get(base).status_code in (302, 403, 404)
    client.post(f"{base}{asked.pk}/archive/")
    assert FormField.objects.filter(pk=asked.pk).exists()
    with pytest.raises(NotAllowed):
        archive_field(field_id=asked.pk, by=anna)


@pytest.mark.parametrize(("blueprint", "kinds"), [(Blueprint.BUDGET, ["cost"]), (Blueprint.IDEAS, [])])
def test_a_budget_begins_with_a_cost_estimate(town: Town, blueprint: str, kinds: list[str]) -> None:
    build = next(feature.build for feature in features() if feature.key == "proposals")
    build(town.project, blueprint, {})
    rows = list(FormField.objects.filter(project=town.project))
    assert [row.kind for row in rows] == kinds
    assert all(row.label and row.label_sv and row.label_en for row in rows)
