"""What surveys give to the rooms below: actions and a panel on the project page, numbers, one's own data, doors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from participation.comments.anchors import AnchorKind
from participation.comments.states import Anchor
from participation.common.languages import said, sentence
from participation.notifications.followables import Described
from participation.projects.features import ContributionLine, Feature, NowAction, Panel
from participation.projects.queries import with_titles
from participation.projects.states import Action, Blueprint
from surveys import queries, rules, services, starter
from surveys.language_gaps import language_gaps
from surveys.models import Response, Survey
from surveys.states import Opening

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from participation.accounts.models import User
    from participation.projects.models import Phase, Project


def path_of(survey: Survey) -> str:
    """A survey's path without the language. Needs its project."""
    return f"projects/{survey.project.slug}/surveys/{survey.pk}/"


def url_of(project: Project, survey: Survey) -> str:
    """A survey's address in the active language."""
    return reverse("surveys:detail", kwargs={"project": project.slug, "pk": survey.pk})


def results_url_of(project: Project, survey: Survey) -> str:
    """The address of a survey's results in the active language."""
    return reverse("surveys:results", kwargs={"project": project.slug, "pk": survey.pk})


def _surveys(request: HttpRequest, project: Project) -> list[Survey]:
    """The project's surveys for this person, read once per request: the top of the page and the panel both ask."""
    cache = request.__dict__.setdefault("_surveys_of_project", {})
    if project.pk not in cache:
        cache[project.pk] = queries.surveys_of_project(project, request.user)
    return cache[project.pk]


def now(request: HttpRequest, project: Project, open_phases: Sequence[Phase]) -> Iterable[NowAction]:
    """The first survey this person has not answered yet."""
    phase = next((phase for phase in open_phases if Action.ANSWER in phase.features), None)
    if phase is None:
        return
    for survey in _surveys(request, project):
        if survey.participation_id is None:
            yield NowAction(
                title=sentence(_("Answer the survey: %(title)s"), title=said(survey, "title")),
                url=url_of(project, survey),
                button=_("Answer the survey"),
                phase=phase,
            )
            return


LABELS = {
    Opening.OPEN: (gettext_lazy("Open now"), "now"),
    Opening.UPCOMING: (gettext_lazy("Not open yet"), ""),
    Opening.OVER: (gettext_lazy("Ended"), ""),
}
ANSWERED = (gettext_lazy("You have answered"), "kept")


def panel(request: HttpRequest, project: Project) -> Panel | None:
    """The project's surveys with where they stand."""
    surveys = _surveys(request, project)
    if not surveys:
        return None
    opening = rules.answering_window(project, project.phase_list).opening
    lines = []
    for survey in surveys:
        label, kind = LABELS[opening] if survey.participation_id is None else ANSWERED
        lines.append(
            {
                "survey": survey,
                "title": said(survey, "title"),
                "intro": said(survey, "intro"),
                "url": url_of(project, survey),
                "label": label,
                "kind": kind,
            }
        )
    return Panel(template="surveys/_project_panel.html", context={"lines": lines, "project": project})


def outcome(request: HttpRequest, project: Project) -> Panel | None:
    """The results of the project's surveys, where everyone may see them."""
    opening = rules.answering_window(project, project.phase_list).opening
    shown = [
        {"survey": survey, "title": said(survey, "title"), "url": results_url_of(project, survey)}
        for survey in _surveys(request, project)
        if survey.responses_count
        and rules.shows_results(survey, opening=opening, answered=False, responses=survey.responses_count, staff=False)
    ]
    return Panel(template="surveys/_project_outcome.html", context={"lines": shown}) if shown else None


def build(project: Project, blueprint: str, form_data: Mapping[str, Any]) -> None:
    """A draft survey for blueprints that ask questions."""
    if blueprint not in starter.TITLES:
        return
    services.create_survey(
        project_id=project.pk,
        title=starter.in_all_languages(starter.TITLES[Blueprint(blueprint)]),
        intro=starter.in_all_languages(starter.INTROS[Blueprint(blueprint)]),
        questions=starter.starter_questions(blueprint),
        by=None,
    )


def counters(project_ids: Sequence[int]) -> Mapping[int, Sequence[tuple[Any, int]]]:
    """How many have answered in each project."""
    return {pk: [_number(number)] for pk, number in queries.response_counts(project_ids).items()}


def district_counters(path: str) -> Sequence[tuple[Any, int]]:
    """How many have answered in public projects of a district and of those below it."""
    surveys = Survey.objects.listed().filter(project__lead_district__path__startswith=path)
    return [_number(Response.objects.filter(survey__in=surveys).count())]


def _number(answers: int) -> tuple[Any, int]:
    return ngettext_lazy("survey answer", "survey answers", answers), answers


def contributions(user: User) -> Iterable[ContributionLine]:
    """The surveys a person has answered."""
    for participation in queries.participations_of(user):
        survey = participation.survey
        yield ContributionLine(
            kind=gettext_lazy("Survey answered"),
            title=said(survey, "title").text,
            language=said(survey, "title").language,
            url=url_of(survey.project, survey),
            at=participation.created_at,
            state=gettext_lazy("Confidential") if survey.confidential else "",
        )


def export(user: User) -> list[dict[str, Any]]:
    """A person's participations with their answers; of a confidential survey nobody can know them."""
    return [_exported(participation) for participation in queries.participations_of(user)]


def _exported(participation: Any) -> dict[str, Any]:
    survey, response = participation.survey, getattr(participation, "response", None)
    line: dict[str, Any] = {
        "survey": said(survey, "title").text,
        "project": survey.project.slug,
        "confidential": survey.confidential,
    }
    if survey.confidential:
        return line
    line["at"] = participation.created_at.isoformat()
    if response is not None:
        line |= {"language": response.language, "changed_at": response.changed_at.isoformat(), "answers": _answers(response)}
    return line


def _answers(response: Response) -> list[dict[str, Any]]:
    answers = response.answers.select_related("question", "choice").order_by("question__position", "slot")
    return [
        {
            "question": said(answer.question, "title").text,
            "answer": said(answer.choice, "label").text if answer.choice else queries.value_of(answer),
        }
        for answer in answers
    ]


def erase(user: User) -> None:
    """Answers stay counted, and nothing leads from them to the person."""
    services.unlink_responses(resident=user)


def doors(project: Project) -> Iterable[str]:
    """Every address that shows something of a project's surveys, drafts included."""
    for survey in project.surveys.order_by("id"):
        yield url_of(project, survey)
        for name in ("results", "results_csv", "export"):
            yield reverse(f"surveys:{name}", kwargs={"project": project.slug, "pk": survey.pk})


def sitemap() -> Iterable[tuple[str, Any]]:
    """Public surveys; the last change is the newest answer's."""
    surveys = Survey.objects.listed().select_related("project")
    for survey in surveys.annotate(changed=Coalesce(Max("responses__changed_at"), "created_at")).order_by("id"):
        yield path_of(survey), survey.changed


FEATURE = Feature(
    key="surveys",
    language_gaps=language_gaps,
    label=gettext_lazy("Surveys"),
    order=30,
    actions=(Action.ANSWER,),
    now=now,
    panel=panel,
    outcome=outcome,
    build=build,
    counters=counters,
    district_counters=district_counters,
    contributions=contributions,
    export=export,
    erase=erase,
    doors=doors,
    sitemap=sitemap,
)


def find_anchor(thread_id: int, user: User | AnonymousUser) -> Survey | None:
    """The survey a conversation belongs to, for whoever may read it."""
    return Survey.objects.visible_to(user).select_related("project").filter(thread=thread_id).first()


def described(thread_ids: Collection[int], user: User | AnonymousUser) -> dict[int, Described]:
    """Surveys' conversations, by the surveys' titles. Two queries."""
    found = {}
    surveys = list(Survey.objects.visible_to(user).select_related("project").filter(thread__in=thread_ids))
    with_titles([survey.project for survey in surveys])
    for survey in surveys:
        title = said(survey, "title")
        path = f"{url_of(survey.project, survey)}#conversation"
        found[survey.thread_id] = Described(title, title.language, path, survey.project.title)
    return found


ANCHOR = AnchorKind(
    key=Anchor.SURVEY,
    find=find_anchor,
    address=path_of,
    district_id=lambda survey: survey.project.lead_district_id,
    described=described,
)
