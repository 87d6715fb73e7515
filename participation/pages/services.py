"""Laying out the page tree of a new installation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site, Workflow, WorkflowPage, WorkflowTask

from participation.pages import statement
from participation.pages.models import HomePage, StandardPage
from participation.projects.models import ProjectIndexPage, PublisherApproval

# slug -> language -> (title, lead)
PageTexts = Mapping[str, Mapping[str, tuple[str, str]]]


@transaction.atomic
def lay_out_site(
    *,
    headlines: Mapping[str, tuple[str, str]],
    project_index: Mapping[str, tuple[str, str]],
    hostname: str = "localhost",
    port: int = 80,
) -> dict[str, HomePage]:
    """Make the home page and the project index of every content language, and point the site at them. Idempotent.

    headlines, project_index: by language code, (headline or title, lead or introduction).
    Returns the home pages by language code. Wagtail's own welcome page is removed.
    """
    homes: dict[str, HomePage] = {}
    first: HomePage | None = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    for language, _name in _default_first():
        locale, _created = Locale.objects.get_or_create(language_code=language)
        home = HomePage.objects.filter(locale=locale).first()
        if home is None:
            headline, lead = headlines[language]
            home = HomePage(title=settings.SERVICE_NAME, slug=f"home-{language}", headline=headline, lead=lead, locale=locale)
            if first is not None:
                home.translation_key = first.translation_key
            root = Page.objects.get(depth=1)
            root.add_child(instance=home)
        first = first or home
        homes[language] = home
    _point_site_at(homes[settings.LANGUAGE_CODE], hostname, port)
    _set_up_approval(homes)
    _add_twins(homes, ProjectIndexPage, "projects", project_index, "intro")
    return homes


def add_text_pages(*, homes: Mapping[str, HomePage], texts: PageTexts, bodies: Mapping[str, Mapping[str, Sequence]]) -> None:
    """Add text pages under every home where they are missing. bodies: slug -> language -> StreamField value."""
    for slug, by_language in texts.items():
        _add_twins(homes, StandardPage, slug, by_language, "lead", bodies.get(slug))


def add_accessibility_statement(*, homes: Mapping[str, HomePage], notes: Mapping[str, str] | None = None) -> None:
    """Add the first accessibility statement where there is none. notes: by language, HTML to begin with."""
    bodies = statement.statement_bodies(timezone.localdate(), notes)
    add_text_pages(homes=homes, texts={statement.SLUG: statement.TEXTS}, bodies={statement.SLUG: bodies})


def _default_first() -> list[tuple[str, str]]:
    return sorted(settings.WAGTAIL_CONTENT_LANGUAGES, key=lambda language: language[0] != settings.LANGUAGE_CODE)


def _add_twins(
    homes: Mapping[str, HomePage],
    page_type: type[Page],
    slug: str,
    texts: Mapping[str, tuple[str, str]],
    text_field: str,
    bodies: Mapping[str, Sequence] | None = None,
) -> None:
    """Add one page type under every home, joined as translations."""
    key = None
    for language, home in homes.items():
        page = page_type.objects.child_of(home).filter(slug=slug).first()
        if page is None:
            title, text = texts[language]
            page = page_type(title=title, slug=slug, locale=home.locale, **{text_field: text})
            if bodies:
                page.body = bodies[language]
            if key:
                page.translation_key = key
            home.refresh_from_db()
            home.add_child(instance=page)
        key = key or page.translation_key


def _point_site_at(home: HomePage, hostname: str, port: int) -> None:
    site, _created = Site.objects.get_or_create(
        is_default_site=True,
        defaults={"hostname": hostname, "port": port, "root_page": home},
    )
    if site.root_page_id != home.pk:
        welcome = site.root_page
        site.root_page, site.site_name = home, settings.SERVICE_NAME
        site.save()
        if welcome.depth == 2 and welcome.specific_class is Page:
            welcome.delete()


def _set_up_approval(homes: Mapping[str, HomePage]) -> None:
    """Editors submit, whoever may publish approves: one workflow for every language, instead of Wagtail's by group."""
    Workflow.objects.filter(active=True, workflow_tasks__task__content_type__model="groupapprovaltask").update(active=False)
    task, _created = PublisherApproval.objects.get_or_create(name="Approval by the coordinator")
    workflow, _created = Workflow.objects.get_or_create(name="Approval by the coordinator")
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.exclude(workflow=workflow).filter(workflow__active=False).delete()
    for home in homes.values():
        WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})
