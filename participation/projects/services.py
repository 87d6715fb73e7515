"""The only writers of projects and phases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Locale

from districts.models import District, DistrictPage, Unit
from participation.accounts.models import User
from participation.audit.services import record
from participation.common.languages import content_languages
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.live.services import recheck_listeners
from participation.notifications.announcing import announce
from participation.projects.blueprints import PLANS, PhasePlan, schedule
from participation.projects.features import features
from participation.projects.following import targets_of
from participation.projects.models import Phase, Project, ProjectPage
from participation.projects.phase_guards import require_may_change
from participation.projects.rules import may_coordinate
from participation.projects.states import PROJECT_TRANSITIONS, Blueprint, ProjectState
from participation.publishing.services import published_together


@transaction.atomic
def create_project(
    *,
    blueprint: Blueprint,
    slug: str,
    lead_district: District,
    titles: Mapping[str, str],
    leads: Mapping[str, str],
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    unit: Unit | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Project:
    """Make a project from a blueprint: the row, its phases, a draft page per language and what its features need.

    titles, leads: by language code; every content language must be there.
    starts_at, ends_at: aware; the phases share the time between them.
    extra: form data for the features' own builders.
    Raises Invalid (with the field) for a taken address, a missing language or district page, or dates the wrong way round.
    """
    if ends_at - starts_at < timedelta(hours=1):
        raise Invalid(_("The project has to end after it starts."), field="ends_on")
    plan = PLANS[blueprint]
    project = Project(
        blueprint=blueprint,
        slug=slug,
        lead_district=lead_district,
        unit=unit,
        created_by=by,
        **plan.settings,
    )
    _require_coordinator(by, project)
    try:
        with transaction.atomic():
            project.save()
    except IntegrityError as error:  # the unique address decides between two who choose it at once
        raise Invalid(_("Another project has this address already."), field="slug") from error
    for position, (phase, begin, end) in enumerate(schedule(plan, starts_at, ends_at)):
        _build_phase(project, phase, position, begin, end)
    _build_pages(project, titles, leads, by)
    for feature in features():
        if feature.build:
            feature.build(project, blueprint, extra or {})
    _record("project.create", project, by, blueprint=str(blueprint))
    return project


def _require_coordinator(person: User | None, project: Project) -> None:
    """Raise NotAllowed for who does not coordinate the lead district; None is the system itself."""
    if person is not None and not may_coordinate(person, project):
        raise NotAllowed(_("You do not coordinate this district."), field="lead_district")


def _locked_project(project_id: int, by: User | None) -> Project:
    """The project, locked for who coordinates it.

    NO KEY, because a write in flight holds its phase while its new rows take the project's key: either would wait for the
    other for ever.
    """
    projects = Project.objects.select_for_update(of=("self",), no_key=True).select_related("lead_district")
    project = projects.get(pk=project_id)
    _require_coordinator(by, project)
    return project


def _locked_phase(phase_id: int, by: User) -> Phase:
    """The phase, locked for who coordinates its project. Waits for the writes that passed the gate."""
    phase = Phase.objects.select_for_update(of=("self",)).select_related("project__lead_district").get(pk=phase_id)
    _require_coordinator(by, phase.project)
    return phase


def _record(action: str, target: Project | Phase, actor: User | None, **data: Any) -> None:
    project = target if isinstance(target, Project) else target.project
    record(
        action=action,
        actor=actor,
        target=target,
        project_id=project.pk,
        district_id=project.lead_district_id,
        data=data,
    )


def _build_phase(project: Project, plan: PhasePlan, position: int, begin: datetime, end: datetime) -> Phase:
    phase = Phase(project=project, features=list(plan.features), starts_at=begin, ends_at=end, position=position)
    for language in content_languages():
        with translation.override(language):
            setattr(phase, f"title_{language}", _(plan.title))
            setattr(phase, f"summary_{language}", _(plan.summary))
    phase.save()
    return phase


def _build_pages(project: Project, titles: Mapping[str, str], leads: Mapping[str, str], by: User) -> None:
    parents = {
        page.locale.language_code: page
        for page in DistrictPage.objects.filter(district=project.lead_district).select_related("locale")
    }
    for language, name in settings.WAGTAIL_CONTENT_LANGUAGES:
        if not titles.get(language):
            raise Invalid(_("Write a title in %(language)s.") % {"language": name}, field=f"title_{language}")
        if language not in parents:
            raise Invalid(
                _("%(district)s has no page in %(language)s yet; make it first.")
                % {"district": project.lead_district, "language": name},
                field="lead_district",
            )
        page = ProjectPage(
            title=titles[language],
            draft_title=titles[language],
            slug=project.slug,
            lead=leads.get(language, ""),
            locale=parents[language].locale,
            translation_key=project.translation_key,
            live=False,
            owner=by,
            has_unpublished_changes=True,
        )
        parents[language].add_child(instance=page)
        page.save_revision(user=by)


@transaction.atomic
def publish_pages(*, project: Project, by: User | None, languages: list[str] | None = None) -> None:
    """Publish the newest draft of the project's pages, and with them the project.

    Raises LanguagesMissing when a language that the law asks for has no page, and nobody has said why.
    """
    pages = ProjectPage.objects.filter(translation_key=project.translation_key).select_related("locale")
    if languages is not None:
        pages = pages.filter(locale__in=Locale.objects.filter(language_code__in=languages))
    with published_together([page.locale.language_code for page in pages]):
        for page in pages:
            (page.get_latest_revision() or page.save_revision(user=by)).publish(user=by)


@transaction.atomic
def set_project_state(*, project_id: int, state: ProjectState, by: User | None) -> Project:
    """Move a project to another state. Waits for writes in flight by taking its phases FOR UPDATE.

    by: None only when Wagtail's scheduler publishes a page.
    Raises Conflict when the table of transitions does not allow the step, NotAllowed for the wrong person.
    """
    project = _locked_project(project_id, by)
    if project.state == state:
        return project
    if state not in PROJECT_TRANSITIONS[ProjectState(project.state)]:
        raise Conflict(
            _("The project cannot go from “%(now)s” to “%(then)s”.") % {"now": project.get_state_display(), "then": state.label}
        )
    list(Phase.objects.select_for_update().filter(project=project).order_by("pk").values_list("pk"))
    before = project.state
    project.state = state
    is_new = state == ProjectState.PUBLISHED and project.published_at is None
    if is_new:
        project.published_at = timezone.now()
    project.save(update_fields=["state", "published_at"])
    if is_new:
        _announce(project, by)
    if state not in ProjectState.READABLE:
        recheck_listeners()
    _record("project.state", project, by, **{"from": before, "to": str(state)})
    return project


def _announce(project: Project, by: User | None) -> None:
    districts = [project.lead_district, *project.districts.defer("boundary")]
    announce(
        kind="project.published",
        subject=("project", project.pk),
        targets=targets_of(project, districts),
        actor=by,
        key=f"project.published.{project.pk}",
    )


@transaction.atomic
def move_phase(
    *,
    phase_id: int,
    by: User,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    keep_end: bool = True,
    agreed: bool = False,
) -> Phase:
    """Change a phase's dates. FOR UPDATE waits for writes in flight, so none is counted after the new end.

    keep_end: when False, `ends_at=None` means that the phase stays open without an end.
    agreed: whoever else has a say (`phase_guards`) has agreed already.
    Raises Invalid when it would end before it starts, NotAllowed for the wrong person.
    """
    phase = _locked_phase(phase_id, by)
    before = _dates(phase)
    phase.starts_at = starts_at or phase.starts_at
    if ends_at is not None or not keep_end:
        phase.ends_at = ends_at
    _save_phase(phase, agreed=agreed)
    _record("phase.move", phase, by, **{"from": before, "to": _dates(phase)})
    return phase


def _dates(phase: Phase) -> dict[str, Any]:
    return {"starts_at": phase.starts_at.isoformat(), "ends_at": phase.ends_at and phase.ends_at.isoformat()}


def open_phase_now(*, phase_id: int, by: User) -> Phase:
    """Let a phase begin at this moment by the database's clock; an end that has passed is taken away."""
    now = database_now()
    phase = Phase.objects.get(pk=phase_id)
    ended = phase.ends_at is not None and phase.ends_at <= now
    return move_phase(
        phase_id=phase_id,
        by=by,
        starts_at=min(phase.starts_at, now),
        ends_at=None if ended else phase.ends_at,
        keep_end=not ended,
    )


def close_phase_now(*, phase_id: int, by: User) -> Phase:
    """End a phase at this moment. The moment is read after the lock is held, so writes that waited are in time."""
    with transaction.atomic():
        phase = Phase.objects.select_for_update().get(pk=phase_id)
        now = database_now()
        if phase.starts_at >= now:
            raise Conflict(_("The phase has not begun yet; move its start instead."))
        return move_phase(phase_id=phase_id, by=by, ends_at=now)


def extend_phase(*, phase_id: int, ends_at: datetime, by: User) -> Phase:
    """Give a phase a later end. Raises Invalid when the new end is not in the future."""
    if ends_at <= database_now():
        raise Invalid(_("Choose an end in the future."), field="ends_at")
    return move_phase(phase_id=phase_id, by=by, ends_at=ends_at)


def database_now() -> datetime:
    """The clock that phases are judged by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


@transaction.atomic
def change_settings(*, project_id: int, by: User, **values: Any) -> Project:
    """Change what a project allows (visibility, unit, stance, verified_only, support_goal, districts).

    Raises NotAllowed for the wrong person.
    """
    project = _locked_project(project_id, by)
    others = values.pop("districts", None)
    changed = sorted(name for name, value in values.items() if getattr(project, name) != value)
    for name in changed:
        setattr(project, name, values[name])
    if changed:
        project.save(update_fields=changed)
    if "visibility" in changed:
        recheck_listeners()
    if others is not None and set(others) != set(project.districts.all()):
        project.districts.set(others)
        changed.append("districts")
    if changed:
        _record("project.settings", project, by, changed=changed)
    return project


@transaction.atomic
def edit_phase(*, phase_id: int, by: User, values: Mapping[str, Any]) -> Phase:
    """Change a phase's words, features and dates, under the same lock as its closing.

    values: field names of Phase, language fields included. Raises NotAllowed, Invalid as `move_phase` does.
    """
    phase = _locked_phase(phase_id, by)
    _write_phase(phase, values)
    _record("phase.edit", phase, by, changed=sorted(values))
    return phase


@transaction.atomic
def add_phase(*, project_id: int, by: User, values: Mapping[str, Any]) -> Phase:
    """Add a phase after the last one. Raises NotAllowed, Invalid."""
    project = _locked_project(project_id, by)
    last = project.phases.order_by("-position").values_list("position", flat=True).first()
    phase = Phase(project=project, position=0 if last is None else last + 1)
    _write_phase(phase, values)
    _record("phase.add", phase, by)
    return phase


def _write_phase(phase: Phase, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(phase, name, value)
    _save_phase(phase)


def _save_phase(phase: Phase, *, agreed: bool = False) -> None:
    if phase.ends_at is not None and phase.ends_at <= phase.starts_at:
        raise Invalid(_("A phase has to end after it starts."), field="ends_at")
    if not agreed:
        require_may_change(Phase.objects.filter(pk=phase.pk).first() if phase.pk else None, phase)
    phase.save()
