"""What staff fill in: the board's filter, acts on several at once, and the work on one assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from districts.models import Unit
from participation.common.forms import DateInput
from participation.common.languages import words_of
from proposals.assessment.models import MOST_EUROS, MOST_WEIGHT, Criterion
from proposals.assessment.queries.board import MINE, NOBODY, Choices, Wish
from proposals.assessment.services.criteria import LABEL_LENGTH
from proposals.assessment.services.noting import NOTE_LENGTH
from proposals.assessment.services.work import REASONS_LENGTH, TEXT_LENGTH, Value, Work
from proposals.assessment.staff_labels import STAFF_LABELS
from proposals.assessment.states import BY_ANOTHER_ACT, HIGHEST, LOWEST, CriterionKind, Feasibility
from proposals.forms import TOO_LONG, WordsField

if TYPE_CHECKING:
    from participation.accounts.models import User
    from proposals.assessment.models import Assessment, CriterionScore

COSTS = ("cost_low", "cost_high", "yearly_low", "yearly_high")
YES, NO = "yes", "no"
MOVABLE = [(state.value, label) for state, label in STAFF_LABELS.items() if state not in BY_ANOTHER_ACT]


def names(people: Sequence[User]) -> list[tuple[str, str]]:
    """People as choices."""
    return [(str(one.pk), one.display_name) for one in people]


def units() -> list[tuple[str, Any]]:
    """Units as choices, by name. One query."""
    return [("", "–"), *((str(unit.pk), str(unit)) for unit in sorted(Unit.objects.all(), key=str))]


def per_language(name: str, label: Any, field: type[forms.CharField], **kwargs: Any) -> dict[str, forms.CharField]:
    """One field for each content language; the site's first one has the plain name."""
    return {
        name if code == settings.LANGUAGE_CODE else f"{name}_{code}": field(
            label=format_lazy("{} ({})", label, language), required=False, error_messages=TOO_LONG, **kwargs
        )
        for code, language in settings.WAGTAIL_CONTENT_LANGUAGES
    }


def words_in(data: Mapping[str, Any], name: str) -> dict[str, str]:
    """The texts of such fields by language."""
    return {
        code: data.get(name if code == settings.LANGUAGE_CODE else f"{name}_{code}", "") or ""
        for code, _language in settings.WAGTAIL_CONTENT_LANGUAGES
    }


def show_words(row: Any, name: str) -> dict[str, str]:
    """The initial values of such fields."""
    return {name if code == settings.LANGUAGE_CODE else f"{name}_{code}": text for code, text in words_of(row, name).items()}


class EurosField(forms.IntegerField):
    """Whole euros as people write them: 12 000, 12,000 or 12 000 €."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=MOST_EUROS, **kwargs)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = "".join(value.replace("€", "").split())
            whole, sign, end = value.replace(".", ",").rpartition(",")
            if sign and len(end) == 3 and end.isdecimal():
                value = whole.replace(",", "") + end
        return super().to_python(value)


class BoardFilterForm(forms.Form):
    """Narrows the board. Unknown values are ignored rather than refused."""

    q = forms.CharField(label=_("Search words"), required=False, max_length=100)
    project = forms.ChoiceField(label=_("Project"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    category = forms.ChoiceField(label=_("Theme"), required=False)
    assessor = forms.ChoiceField(label=_("Assessor"), required=False)
    feasibility = forms.ChoiceField(
        label=_("Feasibility"), required=False, choices=[("", _("Every result")), *Feasibility.choices]
    )
    overdue = forms.BooleanField(label=_("Late ones only"), required=False)

    def __init__(self, *args: Any, choices: Choices, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._paths = {str(row.pk): row.path for row in choices.districts}
        self.fields["project"].choices = [("", _("Every project")), *((str(row.pk), row.title) for row in choices.projects)]
        self.fields["district"].choices = [("", _("All districts")), *((str(row.pk), str(row)) for row in choices.districts)]
        self.fields["category"].choices = [("", _("Every theme")), *((str(row.pk), str(row)) for row in choices.categories)]
        self.fields["assessor"].choices = [("", _("Everybody")), (MINE, _("Me")), (NOBODY, _("Nobody")), *names(people)]

    def wish(self) -> Wish:
        """What is valid, as the query takes it."""
        self.is_valid()
        data = self.cleaned_data
        return Wish(
            text=data.get("q", "").replace("\x00", " ").strip(),
            project_id=int(data["project"]) if data.get("project") else None,
            district=self._paths.get(data.get("district", ""), ""),
            category_id=int(data["category"]) if data.get("category") else None,
            assessor=data.get("assessor", ""),
            feasibility=data.get("feasibility", ""),
            overdue=bool(data.get("overdue")),
        )


class ManyForm(forms.Form):
    """What to do with those that are ticked."""

    ASSIGN, DEADLINE, MOVE = "assign", "deadline", "move"
    act = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            ("", _("Choose")),
            (ASSIGN, _("Ask somebody to assess")),
            (DEADLINE, _("Set the deadline")),
            (MOVE, _("Change the state")),
        ],
        error_messages={"required": _("Choose what to do.")},
    )
    assessor = forms.ChoiceField(label=_("Assessor"), required=False)
    due_on = forms.DateField(label=_("Deadline"), required=False, widget=DateInput, help_text=_("Empty takes it away."))
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Choose")), *MOVABLE])

    def __init__(self, *args: Any, people: Sequence[User], coordinates: bool, **kwargs: Any) -> None:
        super().__init__(*args, prefix="many", **kwargs)
        if coordinates:
            self.fields["assessor"].choices = [("", _("Choose")), *names(people)]
        else:
            self.fields["act"].choices = [("", _("Choose")), (self.MOVE, _("Change the state"))]
            del self.fields["assessor"], self.fields["due_on"]

    def clean(self) -> dict[str, Any]:
        """Each act needs its own field."""
        data = super().clean() or self.cleaned_data
        act = data.get("act")
        if act == self.ASSIGN and not data.get("assessor") and "assessor" not in self.errors:
            self.add_error("assessor", _("Choose who assesses."))
        if act == self.MOVE and not data.get("state") and "state" not in self.errors:
            self.add_error("state", _("Choose the state."))
        return data


class AssignForm(forms.Form):
    """Who else works on it."""

    assessor = forms.ChoiceField(label=_("Ask somebody to assess"), error_messages={"required": _("Choose who assesses.")})

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessor"].choices = [("", _("Choose")), *names(people)]


class DeadlineForm(forms.Form):
    """Until when it is promised."""

    due_on = forms.DateField(
        label=_("Deadline"), required=False, widget=DateInput, help_text=_("Residents see it as a promise. Empty takes it away.")
    )


class NoteForm(forms.Form):
    """What staff say to each other. replaces: the note in whose place this one comes."""

    text = WordsField(
        label=_("Internal note"),
        max_length=NOTE_LENGTH,
        error_messages={**TOO_LONG, "required": _("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only staff who work on this assessment read it. It cannot be deleted."),
    )
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)


class StartForm(forms.Form):
    """What a new assessment begins with."""

    unit = forms.ChoiceField(label=_("Unit"), required=False, help_text=_("Empty means the project's own unit."))
    due_on = forms.DateField(label=_("Deadline"), required=False, widget=DateInput, help_text=_("Residents see it as a promise."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units()

    def for_service(self) -> dict[str, Any]:
        """The cleaned values under the names the services take."""
        data = self.cleaned_data
        return {"unit_id": int(data["unit"]) if data["unit"] else None, "due_on": data["due_on"]}


class StartProjectForm(StartForm):
    """The same for all proposals of a project."""

    ALL, GOAL = "all", "goal"
    which = forms.ChoiceField(
        label=_("Which proposals"),
        choices=[(ALL, _("All that the city has not answered")), (GOAL, _("Those that have reached the support goal"))],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    field_order = ["which", "unit", "due_on"]

    def for_service(self) -> dict[str, Any]:
        return {**super().for_service(), "only_with_goal": self.cleaned_data["which"] == self.GOAL}


class WorkForm(forms.Form):
    """Everything that assessors fill in. seen: the mark of what the form was shown with."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    feasibility = forms.ChoiceField(
        label=_("Can it be done?"),
        required=False,
        choices=[("", _("Not known yet")), *Feasibility.choices],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        widget = forms.Textarea(attrs={"rows": 5})
        self.fields.update(
            per_language("reasons", _("Reasons for residents"), WordsField, max_length=REASONS_LENGTH, widget=widget)
        )
        for name, label in zip(COSTS, _cost_labels(), strict=True):
            self.fields[name] = EurosField(label=label)
        self.fields["unit"] = forms.ChoiceField(label=_("Unit"), required=False, choices=units())
        for criterion in criteria:
            self.fields[field_of(criterion)] = _criterion_field(criterion)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of the criteria."""
        return [self[field_of(criterion)] for criterion in self.criteria]

    @property
    def reasons_asked(self) -> list[forms.BoundField]:
        """The fields of the reasons, each of which names its language."""
        found = []
        for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
            field = self["reasons" if code == settings.LANGUAGE_CODE else f"reasons_{code}"]
            field.field.widget.attrs["lang"] = code
            found.append(field)
        return found

    @property
    def costs_asked(self) -> list[forms.BoundField]:
        """The four ends of the two ranges."""
        return [self[name] for name in COSTS]

    def work(self) -> Work:
        """The cleaned values as the services take them."""
        data = self.cleaned_data
        return Work(
            feasibility=data["feasibility"],
            reasons=words_in(data, "reasons"),
            unit_id=int(data["unit"]) if data["unit"] else None,
            scores={criterion.pk: _value(criterion, data[field_of(criterion)]) for criterion in self.criteria},
            **{name: data[name] for name in COSTS},
        )


def field_of(criterion: Criterion) -> str:
    """The name of a criterion's field."""
    return f"criterion_{criterion.pk}"


def initial_work(row: Assessment, scores: Mapping[int, CriterionScore]) -> dict[str, Any]:
    """What the form shows of an assessment."""
    shown: dict[str, Any] = {name: getattr(row, name) for name in COSTS}
    shown |= {"feasibility": row.feasibility, "unit": str(row.unit_id or ""), **show_words(row, "reasons")}
    return shown | {f"criterion_{pk}": _shown(score.value) for pk, score in scores.items()}


def _shown(value: bool | int | str) -> str:
    return (YES if value else NO) if isinstance(value, bool) else str(value)


def _value(criterion: Criterion, typed: str) -> Value:
    if not typed:
        return None
    if criterion.kind == CriterionKind.YES_NO:
        return typed == YES
    return int(typed) if criterion.kind == CriterionKind.SCALE else typed


def _criterion_field(criterion: Criterion) -> forms.Field:
    label = str(criterion)
    note = _("Residents see the result.") if criterion.public else ""
    if criterion.kind == CriterionKind.TEXT:
        widget = forms.Textarea(attrs={"rows": 3})
        return WordsField(label=label, required=False, max_length=TEXT_LENGTH, error_messages=TOO_LONG, widget=widget)
    if criterion.kind == CriterionKind.YES_NO:
        choices = [("", "–"), (YES, _("Yes")), (NO, _("No"))]
    else:
        choices = [("", "–"), *((str(step), str(step)) for step in range(LOWEST, HIGHEST + 1))]
        note = format_lazy("{} {}", _("1 is the least, 5 the most."), note)
    return forms.ChoiceField(label=label, required=False, choices=choices, help_text=note)


def _cost_labels() -> list[Any]:
    return [_("Cost, at least (€)"), _("Cost, at most (€)"), _("Each year, at least (€)"), _("Each year, at most (€)")]


class CriterionForm(forms.Form):
    """One criterion of a project."""

    kind = forms.ChoiceField(label=_("How it is answered"), choices=CriterionKind.choices)
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=0,
        max_value=MOST_WEIGHT,
        initial=1,
        help_text=_("How much it counts beside the others, from 0 to 10; words do not count."),
    )
    public = forms.BooleanField(
        label=_("Residents see the result"),
        required=False,
        help_text=_("On the proposal's page, once the assessment is concluded. Words stay internal."),
    )
    retired = forms.BooleanField(label=_("Not in use any more"), required=False, help_text=_("What was said under it stays."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = per_language("label", _("Criterion"), WordsField, max_length=LABEL_LENGTH) | self.fields

    @classmethod
    def initial_of(cls, row: Criterion) -> dict[str, Any]:
        """What the form shows of a criterion."""
        return {"kind": row.kind, "weight": row.weight, "public": row.public, "retired": row.retired, **show_words(row, "label")}

    def for_service(self) -> dict[str, Any]:
        """The cleaned values under the names the service takes."""
        data = self.cleaned_data
        return {"labels": words_in(data, "label"), **{name: data[name] for name in ("kind", "weight", "public", "retired")}}


def differences(form: WorkForm, there: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Where somebody else has filled in something else: the label, their words, and what was typed here."""
    found = []
    for field in form.visible_fields():
        typed = str(field.value() if field.value() is not None else "")
        theirs = str(there[field.name] if there.get(field.name) is not None else "")
        if typed.replace("\r\n", "\n") != theirs:
            shown = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
            found.append((str(field.label), shown.get(theirs, theirs), shown.get(typed, typed)))
    return found
