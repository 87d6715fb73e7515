"""The projects: rows, phases, themes and pages, by the verbs that staff use."""

from __future__ import annotations

from districts.models import District, Unit
from participation.accounts.models import User
from participation.demo.content.projects import PROJECTS
from participation.demo.pictures import add_picture
from participation.demo.shapes import ProjectPlan
from participation.demo.steps.context import Context, MadeProject
from participation.demo.steps.stories import stream_value
from participation.files.models import CityImage
from participation.projects.models import Category, Project, ProjectPage
from participation.projects.services import change_settings, create_project, edit_phase, publish_pages
from participation.projects.states import Blueprint

PUBLISHED_DAYS_BEFORE = 14


def make_projects(context: Context, districts: dict[str, District], units: dict[str, Unit]) -> None:
    """Make the six projects and publish them in every language."""
    for plan in PROJECTS:
        context.made[plan.slug] = _make(context, plan, districts, units)


def _make(context: Context, plan: ProjectPlan, districts: dict[str, District], units: dict[str, Unit]) -> MadeProject:
    by = context.cast["aino"]
    days = plan.phases[context.sizes.stage]
    project = create_project(
        blueprint=Blueprint(plan.blueprint),
        slug=plan.slug,
        lead_district=districts[plan.district],
        titles=plan.titles,
        leads=plan.leads,
        starts_at=context.day(days[0][0]),
        ends_at=context.day(days[-1][1]),
        by=by,
        unit=units[plan.unit],
    )
    for phase, (first, last) in zip(project.phases.order_by("position"), days, strict=True):
        edit_phase(phase_id=phase.pk, by=by, values={"starts_at": context.day(first), "ends_at": context.day(last)})
    others = [districts[code] for code in plan.other_districts]
    change_settings(project_id=project.pk, by=by, support_goal=plan.support_goal, districts=others)
    _set_categories(project, plan)
    _write_pages(project, plan, by)
    publish_pages(project=project, by=by)
    # Publishing happens today; the story says that it happened before the first phase.
    published_at = context.day(min(days[0][0], 0) - PUBLISHED_DAYS_BEFORE)
    Project.objects.filter(pk=project.pk).update(published_at=published_at, created_at=published_at)
    project.refresh_from_db()
    return MadeProject(plan, project, list(project.phases.order_by("position")))


def _set_categories(project: Project, plan: ProjectPlan) -> None:
    """Put the plan's own themes in the place of the blueprint's."""
    if not plan.categories:
        return
    project.categories.all().delete()
    for position, (slug, names) in enumerate(plan.categories.items()):
        category = Category(project=project, slug=slug, name=names["fi"], position=position)
        category.name_sv, category.name_en = names["sv"], names["en"]
        category.save()


def _write_pages(project: Project, plan: ProjectPlan, by: User) -> None:
    picture: CityImage | None = add_picture(plan.picture, uploaded_by=by) if plan.picture else None
    for page in ProjectPage.objects.filter(translation_key=project.translation_key).select_related("locale"):
        page.body = stream_value(plan.bodies[page.locale.language_code])
        page.contact_name, page.contact_email = plan.contact
        page.image = picture
        page.save_revision(user=by)
