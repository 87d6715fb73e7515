"""The form in which staff write a survey: every text in every content language, choices one per line.

Saving goes through the services, so that what holds for a blueprint or a seed holds here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from participation.common.languages import words_of
from participation.projects.models import Project
from participation.projects.queries import with_titles
from surveys import services
from surveys.models import Survey
from surveys.specs import QuestionSpec, problems_of
from surveys.states import Kind
from surveys.words import LANGUAGES, MAIN_LANGUAGE

LANGUAGE_NAMES = dict(settings.WAGTAIL_CONTENT_LANGUAGES)


def field_names(part: str) -> list[str]:
    """The names of one text's fields, the main language's first."""
    ordered = (MAIN_LANGUAGE, *(code for code in LANGUAGES if code != MAIN_LANGUAGE))
    return [f"{part}_in_{code}" for code in ordered]


def text_fields(
    part: str,
    label: Any,
    *,
    limit: int,
    lines: int = 1,
    help_text: Any = "",
    needed: bool = False,
) -> dict[str, forms.Field]:
    """One field per content language for a translated text; only the main language's may be needed."""
    fields: dict[str, forms.Field] = {}
    for name in field_names(part):
        code = name.rsplit("_", 1)[1]
        attrs = {"lang": code}
        widget = AdminAutoHeightTextInput(attrs=attrs | {"rows": lines}) if lines > 1 else forms.TextInput(attrs=attrs)
        fields[name] = forms.CharField(
            label=format_lazy("{} ({})", label, LANGUAGE_NAMES.get(code, code)),
            max_length=limit,
            widget=widget,
            required=needed and code == MAIN_LANGUAGE,
            help_text=help_text if code == MAIN_LANGUAGE else "",
        )
    return fields


def words_from(cleaned: Mapping[str, Any], part: str) -> dict[str, str]:
    """A text in every language it was written in."""
    texts = {name.rsplit("_", 1)[1]: cleaned.get(name, "") for name in field_names(part)}
    return {code: text for code, text in texts.items() if text}


def show_words(form: forms.BaseForm, row: Any, part: str) -> None:
    """Fill a text's fields from its row."""
    words = words_of(row, part)
    for name in field_names(part):
        form.initial.setdefault(name, words.get(name.rsplit("_", 1)[1], ""))


class StaffQuestionForm(WagtailAdminModelForm):
    """One question inside the survey's form."""

    PARTS = ("title", "help_text", "scale_min_label", "scale_max_label")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for part in self.PARTS:
                show_words(self, self.instance, part)
            choices = [words_of(choice, "label") for choice in self.instance.choices.all()]
            for name in field_names("choices"):
                code = name.rsplit("_", 1)[1]
                lines = [words.get(code, "") for words in choices]
                self.initial.setdefault(name, "\n".join(lines) if any(lines) else "")

    def clean(self) -> dict[str, Any]:
        """Hold the question against what makes a question."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") and not self.errors:
            for part, message in problems_of(self.spec()).items():
                self.add_error(part if part in self.fields else f"{part}_in_{MAIN_LANGUAGE}", str(message))
        return cleaned

    def spec(self) -> QuestionSpec:
        """The question as the services take it."""
        cleaned = self.cleaned_data
        kind = Kind(cleaned["kind"])
        given = [cleaned.get(name) for name in ("scale_min", "scale_max")]
        lowest, highest = given if kind == Kind.SCALE else (1, 5)
        words = {part: words_from(cleaned, part) for part in self.PARTS}
        return QuestionSpec(
            id=self.instance.pk,
            kind=kind,
            required=cleaned.get("required", False),
            choices=self._choices(kind),
            scale_min=lowest,
            scale_max=highest,
            **words,
        )

    def _choices(self, kind: Kind) -> list[dict[str, str]]:
        if kind not in Kind.WITH_CHOICES:
            return []
        lines = {code: _lines(text) for code, text in words_from(self.cleaned_data, "choices").items()}
        rows = zip_longest(*lines.values(), fillvalue="")
        return [{code: text for code, text in zip(lines, row, strict=True) if text} for row in rows]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


StaffQuestionForm.base_fields |= (
    text_fields("title", _("Question"), limit=240, needed=True)
    | text_fields("help_text", _("Help"), limit=300)
    | text_fields(
        "choices",
        _("Choices"),
        limit=8000,
        lines=4,
        help_text=_(
            "One choice per line, for questions with one or several choices. The same number of lines in every language."
        ),
    )
    | text_fields("scale_min_label", _("Words at the lowest number"), limit=60)
    | text_fields("scale_max_label", _("Words at the highest number"), limit=60)
)
StaffQuestionForm.declared_fields |= {name: field for name, field in StaffQuestionForm.base_fields.items() if "_in_" in name}


class StaffSurveyForm(WagtailAdminModelForm):
    """A survey with its questions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in ("title", "intro"):
            show_words(self, self.instance, part)
        project = self.fields["project"]
        if self.instance.pk:
            project.disabled = True
            projects = [self.instance.project]
        else:
            projects = list(Project.objects.run_by(self.for_user).select_related("lead_district").order_by("-created_at"))
        with_titles(projects)
        project.queryset = Project.objects.filter(pk__in=[row.pk for row in projects])
        project.choices = [("", "---------"), *((row.pk, f"{row.title} – {row.lead_district}") for row in projects)]

    def save(self, commit: bool = True) -> Survey:
        """Write everything through the services. Raises a Refusal when they refuse."""
        cleaned = self.cleaned_data
        arguments = {
            "title": words_from(cleaned, "title"),
            "intro": words_from(cleaned, "intro"),
            "results_shown": cleaned["results_shown"],
            "confidential": cleaned["confidential"],
            "questions": self._specs(),
            "by": self.for_user,
        }
        if self.instance.pk:
            return services.edit_survey(survey_id=self.instance.pk, **arguments)
        return services.create_survey(project_id=cleaned["project"].pk, **arguments)

    def _specs(self) -> list[QuestionSpec]:
        return [form.spec() for form in self.formsets["questions"].ordered_forms if form.cleaned_data.get("kind")]


StaffSurveyForm.base_fields |= text_fields("title", _("Title"), limit=120, needed=True) | text_fields(
    "intro", _("Introduction"), limit=1000, lines=3
)
StaffSurveyForm.declared_fields |= {name: field for name, field in StaffSurveyForm.base_fields.items() if "_in_" in name}
