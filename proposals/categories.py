"""The themes that a fresh project for ideas starts with; staff change them afterwards."""

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import override

from participation.projects.models import Category, Project

THEMES = (
    noop("Parks and nature"),
    noop("Streets and traffic"),
    noop("Sports and play"),
    noop("Culture and events"),
    noop("Children and young people"),
    noop("Wellbeing and safety"),
)


def add_categories(project: Project) -> list[Category]:
    """Give a project the starting themes in every content language."""
    rows = []
    for position, theme in enumerate(THEMES):
        row = Category(project=project, slug=slugify(theme), position=position, name=_in("fi", theme))
        row.name_sv, row.name_en = _in("sv", theme), _in("en", theme)
        rows.append(row)
    return Category.objects.bulk_create(rows)


def _in(language: str, text: str) -> str:
    with override(language):
        return _(text)
