"""Surveys. Factories build rows; a survey with answers comes from the services."""

from collections.abc import Sequence

import factory

from participation.projects.models import Project
from surveys.models import Choice, Question, Survey
from surveys.services import create_survey, publish_survey
from surveys.specs import QuestionSpec
from surveys.states import Kind


class SurveyFactory(factory.django.DjangoModelFactory):
    """A draft without questions; say in which project."""

    class Meta:
        model = Survey

    title = "Miten liikut talvella?"


class QuestionFactory(factory.django.DjangoModelFactory):
    """A question in a survey; say which."""

    class Meta:
        model = Question

    kind = Kind.TEXT
    title = factory.Sequence(lambda n: f"Kysymys {n}")
    position = factory.Sequence(int)


class ChoiceFactory(factory.django.DjangoModelFactory):
    """A choice of a question; say which."""

    class Meta:
        model = Choice

    label = factory.Sequence(lambda n: f"Vaihtoehto {n}")
    position = factory.Sequence(int)


def words(finnish: str, english: str = "") -> dict[str, str]:
    """A text in the main language, and in English where given."""
    return {"fi": finnish, "en": english} if english else {"fi": finnish}


ONE_OF_EACH = (
    QuestionSpec(
        kind=Kind.SINGLE,
        title=words("Miten kuljet?", "How do you get around?"),
        required=True,
        choices=[words("Kävellen", "On foot"), words("Pyörällä", "By bike"), words("Bussilla", "By bus")],
    ),
    QuestionSpec(
        kind=Kind.MULTIPLE,
        title=words("Mikä estää?", "What stops you?"),
        choices=[words("Jää", "Ice"), words("Pimeys", "Darkness"), words("Portaat", "Steps")],
    ),
    QuestionSpec(
        kind=Kind.SCALE,
        title=words("Kuinka helppoa?", "How easy is it?"),
        scale_min=1,
        scale_max=5,
        scale_min_label=words("Vaikeaa", "Hard"),
        scale_max_label=words("Helppoa", "Easy"),
    ),
    QuestionSpec(kind=Kind.TEXT, title=words("Mitä muuta?", "What else?")),
)


def published_survey(project: Project, questions: Sequence[QuestionSpec] = ONE_OF_EACH, **fields: object) -> Survey:
    """A published survey with one question of each kind, unless told otherwise."""
    survey = create_survey(
        project_id=project.pk,
        title=words("Miten liikut talvella?", "How do you move in winter?"),
        questions=questions,
        by=None,
        **fields,
    )
    return publish_survey(survey_id=survey.pk, by=None)


def full_answers(
    survey: Survey, *, walk: int = 0, stops: Sequence[int] = (0, 1), easy: int = 4, more: str = "Lisää valoa"
) -> dict:
    """Answers to a survey of `ONE_OF_EACH`: choices by their place."""
    single, multiple, scale, text = survey.questions.order_by("position")
    ways, reasons = list(single.choices.all()), list(multiple.choices.all())
    return {single.pk: ways[walk].pk, multiple.pk: [reasons[one].pk for one in stops], scale.pk: easy, text.pk: more}


def posted(answers: dict) -> dict:
    """The same as a browser sends them."""
    return {f"q{key}": value for key, value in answers.items()}
