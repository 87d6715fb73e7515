"""The field that a fresh participatory budget starts with; staff change it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import override

from proposals.services import save_field
from proposals.states import FieldKind

if TYPE_CHECKING:
    from participation.projects.models import Project
    from proposals.models import FormField

LABEL = noop("Cost estimate")
HELP = noop("What would it cost, in euro? A rough guess is enough: the city works it out later.")


def add_cost_field(project: Project) -> FormField:
    """Ask for a cost estimate, in every content language."""
    return save_field(project_id=project.pk, by=None, kind=FieldKind.COST, label=_in_all(LABEL), help_text=_in_all(HELP))


def _in_all(text: str) -> dict[str, str]:
    words = {}
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        with override(code):
            words[code] = _(text)
    return words
