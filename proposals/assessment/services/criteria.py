"""What the proposals of a project are held against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from participation.audit.services import record
from participation.common.languages import content_languages
from participation.common.models import max_length
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.common.text import clean_name
from participation.projects.models import Project
from proposals.assessment.blueprints import DEFAULTS, in_language
from proposals.assessment.models import MOST_WEIGHT, Criterion
from proposals.assessment.rules import may_set_criteria
from proposals.assessment.states import CriterionKind

if TYPE_CHECKING:
    from participation.accounts.models import User

LABEL_LENGTH = max_length(Criterion, "label")


@transaction.atomic
def add_default_criteria(*, project: Project, by: User | None) -> list[Criterion]:
    """Give a project that has none the criteria its blueprint starts with; by: None when the project is made.

    Raises NotAllowed, Conflict when it has some already.
    """
    _require_right(by, project)
    locked = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if locked.criteria.exists():
        raise Conflict(_("This project has criteria already."))
    rows = []
    for position, plan in enumerate(DEFAULTS.get(locked.blueprint, ())):
        row = Criterion(project=locked, kind=plan.kind, weight=plan.weight, public=plan.public, position=position)
        for language in content_languages():
            name = "label" if language == settings.LANGUAGE_CODE else f"label_{language}"
            setattr(row, name, in_language(plan.label, language))
        rows.append(row)
    made = Criterion.objects.bulk_create(rows)
    if made and by is not None:
        _record(locked, by, added=len(made))
    return made


@transaction.atomic
def save_criterion(
    *,
    project_id: int,
    by: User,
    criterion_id: int | None = None,
    labels: Mapping[str, str],
    kind: str,
    weight: int = 1,
    public: bool = False,
    retired: bool = False,
) -> Criterion:
    """Add a criterion, or change one. labels: by language code, the site's first language is needed.

    How it is answered stays as it is once somebody has answered it. Raises NotAllowed, Invalid with the field.
    """
    project = Project.objects.select_related("lead_district").select_for_update(of=("self",), no_key=True).get(pk=project_id)
    _require_right(by, project)
    row = _row(project, criterion_id)
    for language in content_languages():
        name = "label" if language == settings.LANGUAGE_CODE else f"label_{language}"
        text = clean_name(labels.get(language, ""), field=name, limit=LABEL_LENGTH)
        setattr(row, name, text if name == "label" else text or None)
    if not row.label:
        raise Invalid(_("Give the criterion a name."), field="label")
    if kind not in CriterionKind.values:
        raise Invalid(_("Choose how it is answered."), field="kind")
    if row.pk and row.kind != kind and row.scores.exists():
        raise Invalid(_("It has been answered already, so it has to stay as it is. Add another one."), field="kind")
    if not 0 <= weight <= MOST_WEIGHT:
        raise Invalid(_("Give a weight from 0 to 10."), field="weight")
    if public and kind == CriterionKind.TEXT:
        raise Invalid(_("What staff say in words stays internal. Tell residents in the reasons."), field="public")
    row.kind, row.weight, row.public, row.retired = kind, weight, public, retired
    row.save()
    _record(project, by, criterion=row.pk)
    return row


def _row(project: Project, criterion_id: int | None) -> Criterion:
    if criterion_id is not None:
        found = project.criteria.filter(pk=criterion_id).first()
        if found is None:
            raise NotAllowed(_("This criterion belongs to another project."))
        return found
    last = project.criteria.aggregate(last=Max("position"))["last"]
    return Criterion(project=project, position=0 if last is None else last + 1)


def _require_right(by: User | None, project: Project) -> None:
    if by is not None and not may_set_criteria(by, project):
        raise NotAllowed(_("You do not coordinate this project."))


def _record(project: Project, by: User, **data: int) -> None:
    record(
        action="assessment.criteria",
        actor=by,
        target=project,
        project_id=project.pk,
        district_id=project.lead_district_id,
        data=data,
    )
