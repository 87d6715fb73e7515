"""What a resident answers in the fields that a project asks for beside the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from participation.common.refusals import Invalid
from participation.common.text import clean_text
from participation.files.documents import CleanDocument
from participation.files.pictures import CleanPicture
from participation.files.services import clean_any_upload, forget_file, store_picture
from proposals.facts import plain_number
from proposals.models import FieldAnswer, FieldOption, FormField, Proposal
from proposals.states import FieldKind

if TYPE_CHECKING:
    from participation.accounts.models import User

Given = str | Decimal | int | None


@dataclass(frozen=True)
class AnswersChange:
    """What is answered, by the ids of the fields; what it does not name stays, and an empty answer is none.

    files: for fields that ask for one. gone: fields whose file is taken away.
    """

    values: Mapping[int, Given] = field(default_factory=dict)
    files: Mapping[int, CleanPicture | CleanDocument] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()

    @classmethod
    def read(
        cls, values: Mapping[int, Given], uploads: Mapping[int, IO[bytes]] | None = None, gone: Iterable[int] = ()
    ) -> AnswersChange:
        """Clean the uploads: to be called before any row is locked. Raises Invalid at the field."""
        files = {}
        for pk, upload in (uploads or {}).items():
            try:
                files[pk] = clean_any_upload(upload)
            except Invalid as refusal:
                raise Invalid(refusal.message, field=f"field_{pk}", code=refusal.code) from refusal
        return cls(values, files, frozenset(gone))


NO_ANSWERS = AnswersChange()


def apply_answers(proposal: Proposal, change: AnswersChange, *, uploaded_by: User | None) -> bool:
    """Write the answers inside the caller's transaction; return whether anything changed.

    Raises Invalid at the field when an answer does not fit it.
    """
    if change == NO_ANSWERS:
        return False
    _hold_fields(proposal.project_id)
    asked = {row.pk: row for row in fields_for(proposal)}
    for pk in change.values.keys() - asked.keys():
        _require_nothing(change.values[pk])
    there = {answer.field_id: answer for answer in proposal.answers.select_related("stored")}
    changed = [
        _answer(proposal, asked[pk], there.get(pk), _checked(asked[pk], value, there.get(pk)))
        for pk, value in change.values.items()
        if pk in asked and asked[pk].kind != FieldKind.FILE
    ]
    for pk in {*change.files, *change.gone}:
        if pk in asked and asked[pk].kind == FieldKind.FILE:
            changed.append(_put_file(proposal, asked[pk], there.get(pk), change.files.get(pk), uploaded_by))
    return any(changed)


def _hold_fields(project_id: int) -> None:
    """No field goes, nor becomes one of another kind, while it is being answered; others may answer it at the same time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM proposals_formfield WHERE project_id = %s ORDER BY id FOR KEY SHARE", [project_id])


def fields_for(proposal: Proposal) -> list[FormField]:
    """The fields that its project asks for now, and older ones that it has answered. One query."""
    asked = FormField.objects.filter(project=proposal.project_id)
    return list(asked.filter(Q(archived_at=None) | Q(pk__in=proposal.answers.values("field"))))


def _require_nothing(value: Given) -> None:
    """A field that went while it was answered: what was typed is given back."""
    if value not in (None, ""):
        raise Invalid(_("The project does not ask for this any more. You had answered: %(words)s") % {"words": value})


def _answer(proposal: Proposal, asked: FormField, there: FieldAnswer | None, columns: dict[str, Any] | None) -> bool:
    if columns is None:
        if there is not None:
            there.delete()
        return there is not None
    if there is None:
        FieldAnswer.objects.create(proposal=proposal, field=asked, kind=asked.kind, **columns)
        return True
    if all(getattr(there, name) == value for name, value in columns.items()):
        return False
    FieldAnswer.objects.filter(pk=there.pk).update(**columns)
    return True


def _checked(asked: FormField, value: Given, there: FieldAnswer | None) -> dict[str, Any] | None:
    """The columns that hold the answer; None for no answer."""
    if value is None or value == "":
        return None
    if asked.kind == FieldKind.TEXT:
        text = clean_text(str(value), field=asked.name, limit=asked.longest)
        return {"text": text} if text else None
    if asked.kind == FieldKind.CHOICE:
        return {"option_id": _chosen(asked, value, there)}
    return {"number": _amount(asked, value)}


def _chosen(asked: FormField, value: Given, there: FieldAnswer | None) -> int:
    """The option's id: one that is offered, or an older one that was chosen before."""
    option = FieldOption.objects.filter(field=asked, pk=int(str(value)) if str(value).isdecimal() else 0).first()
    if option is None or (option.archived_at and (there is None or there.option_id != option.pk)):
        raise Invalid(_("Choose one of the options."), field=asked.name)
    return option.pk


def _amount(asked: FormField, value: Given) -> Decimal:
    number = Decimal(str(value))
    lowest = Decimal(0) if asked.lowest is None and asked.kind == FieldKind.COST else asked.lowest
    if lowest is not None and number < lowest:
        raise Invalid(_("This is too little. The least is %(limit)s.") % {"limit": _shown(lowest)}, field=asked.name)
    if asked.highest is not None and number > asked.highest:
        raise Invalid(_("This is too much. The most is %(limit)s.") % {"limit": _shown(asked.highest)}, field=asked.name)
    return number.quantize(Decimal("0.01"))


def _shown(number: Decimal) -> str:
    return number_format(plain_number(number), use_l10n=True, force_grouping=True)


def _put_file(
    proposal: Proposal,
    asked: FormField,
    there: FieldAnswer | None,
    file: CleanPicture | CleanDocument | None,
    uploaded_by: User | None,
) -> bool:
    """A new file in place of what was there, or nothing."""
    replaced = there.stored if there is not None else None
    if there is not None:
        there.delete()
    if file is not None:
        stored = store_picture(picture=file, uploaded_by=uploaded_by)
        FieldAnswer.objects.create(proposal=proposal, field=asked, kind=asked.kind, stored=stored)
    if replaced is not None:
        forget_file(replaced)
    return file is not None or there is not None


def require_answers(proposal: Proposal) -> None:
    """Raise Invalid at the first field that has to be answered and is not. One query."""
    needed = FormField.objects.filter(project=proposal.project_id, archived_at=None, required=True)
    missing = needed.exclude(pk__in=proposal.answers.values("field")).first()
    if missing is not None:
        raise Invalid(_("Answer this: %(label)s") % {"label": missing}, field=missing.name)
