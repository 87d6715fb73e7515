"""Coordinators decide what a project asks beside the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.audit.services import record
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.common.text import clean_name
from participation.projects.models import Project
from participation.projects.rules import may_coordinate
from proposals.form_models import TEXT_LIMIT
from proposals.models import FieldOption, FormField
from proposals.states import AMOUNTS, FieldKind

if TYPE_CHECKING:
    from participation.accounts.models import User

MOST_FIELDS = 20
MOST_OPTIONS = 40
Words = Mapping[str, str]  # language -> text


@transaction.atomic
def save_field(
    *,
    project_id: int,
    by: User | None,
    field_id: int | None = None,
    kind: FieldKind,
    label: Words,
    help_text: Words | None = None,
    required: bool = False,
    options: Sequence[Words] = (),
    longest: int = 500,
    lowest: Any = None,
    highest: Any = None,
) -> FormField:
    """Add a field to a project, or change one.

    by: a coordinator of the project; None is the system itself.
    options: of a choice, in their order; those that somebody has chosen and that are missing here are archived.
    Raises NotAllowed, Invalid with the field, or Conflict when the kind of what has been answered would change.
    """
    project = _coordinated(project_id, by)
    row = _known(project, field_id) if field_id else _new(project)
    if row.pk and row.kind != kind and row.answers.exists():
        raise Conflict(_("Residents have answered this field, so its kind stays. Archive it and add another one."), field="kind")
    if not 1 <= longest <= TEXT_LIMIT:
        raise Invalid(_("Choose a length between 1 and %(most)s characters.") % {"most": TEXT_LIMIT}, field="longest")
    if lowest is not None and highest is not None and lowest > highest:
        raise Invalid(_("The lowest is more than the highest."), field="highest")
    row.kind, row.required, row.longest = kind, required, longest
    row.lowest, row.highest = (lowest, highest) if kind in AMOUNTS else (None, None)
    _say(row, "label", label, 120, needed=True)
    _say(row, "help_text", help_text or {}, 300)
    row.save()
    if kind == FieldKind.CHOICE:
        _offer(row, options)
    _record("proposals.field", project, by, row)
    return row


def _new(project: Project) -> FormField:
    last = project.proposal_fields.order_by("-position").first()
    if project.proposal_fields.filter(archived_at=None).count() >= MOST_FIELDS:
        raise Invalid(_("A project can ask for %(most)s fields.") % {"most": MOST_FIELDS}, field="label")
    return FormField(project=project, position=last.position + 1 if last else 0)


def _known(project: Project, field_id: int) -> FormField:
    return project.proposal_fields.select_for_update().get(pk=field_id)


def _coordinated(project_id: int, by: User | None) -> Project:
    project = Project.objects.select_related("lead_district").get(pk=project_id)
    if by is not None and not may_coordinate(by, project):
        raise NotAllowed(_("You do not coordinate this project."))
    return project


def _say(row: Any, column: str, words: Words, limit: int, *, needed: bool = False) -> None:
    """A translated text in every language that it was given in."""
    main = settings.LANGUAGE_CODE
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        name = column if code == main else f"{column}_{code}"
        text = clean_name(words.get(code, ""), field=f"{column}_{code}", limit=limit)
        if needed and code == main and not text:
            raise Invalid(_("Write this in the city's main language at least."), field=f"{column}_{code}")
        setattr(row, name, text if code == main else text or None)


def _offer(row: FormField, options: Sequence[Words]) -> None:
    """Bring the options into line: by their words in the main language they are the same or others."""
    main = settings.LANGUAGE_CODE
    if len(options) < 2 or any(not words.get(main, "").strip() for words in options):
        raise Invalid(_("Write at least two options, each in the city's main language."), field=f"options_{main}")
    if len(options) > MOST_OPTIONS:
        raise Invalid(_("At most %(most)s options.") % {"most": MOST_OPTIONS}, field=f"options_{main}")
    there = {option.label: option for option in row.options.all()}
    kept = set()
    for position, words in enumerate(options):
        option = there.get(words[main].strip()) or FieldOption(field=row)
        option.position, option.archived_at = position, None
        _say(option, "label", words, 160, needed=True)
        option.save()
        kept.add(option.pk)
    for option in row.options.exclude(pk__in=kept):
        if option.answers.exists():
            option.archived_at = option.archived_at or timezone.now()
            option.save(update_fields=["archived_at"])
        else:
            option.delete()


@transaction.atomic
def archive_field(*, field_id: int, by: User) -> bool:
    """Ask for it no more. What has been answered stays where it is; a field that nobody answered goes.

    Returns whether it is kept. Raises NotAllowed.
    """
    row = FormField.objects.select_for_update().get(pk=field_id)
    project = _coordinated(row.project_id, by)
    _record("proposals.field_archive", project, by, row)
    if not row.answers.exists():
        row.delete()
        return False
    row.archived_at = row.archived_at or timezone.now()
    row.save(update_fields=["archived_at"])
    return True


@transaction.atomic
def restore_field(*, field_id: int, by: User) -> FormField:
    """Ask for it again. Raises NotAllowed."""
    row = FormField.objects.select_for_update().get(pk=field_id)
    project = _coordinated(row.project_id, by)
    row.archived_at = None
    row.save(update_fields=["archived_at"])
    _record("proposals.field", project, by, row)
    return row


@transaction.atomic
def move_field(*, field_id: int, by: User, up: bool) -> None:
    """Let it change places with its neighbour. Raises NotAllowed."""
    row = FormField.objects.get(pk=field_id)
    _coordinated(row.project_id, by)
    rows = list(FormField.objects.select_for_update().filter(project=row.project_id, archived_at=None))
    place = next((number for number, other in enumerate(rows) if other.pk == field_id), None)
    if place is None:
        return
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for position, moved in enumerate(rows):
        if moved.position != position:
            moved.position = position
            moved.save(update_fields=["position"])


def _record(action: str, project: Project, by: User | None, row: FormField) -> None:
    record(action=action, actor=by, target=row, project_id=project.pk, district_id=project.lead_district_id)
