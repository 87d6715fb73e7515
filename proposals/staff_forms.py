"""The form in which coordinators write a field of their project's proposals: every text in every content language."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.common.languages import words_of
from proposals.form_models import TEXT_LIMIT
from proposals.states import FieldKind

if TYPE_CHECKING:
    from proposals.models import FormField

PARTS = ("label", "help_text")


class FieldForm(forms.Form):
    """One field. What its kind does not use is left alone."""

    kind = forms.ChoiceField(label=_("What is asked for"), choices=FieldKind.choices)
    required = forms.BooleanField(
        label=_("It must be answered before publishing"),
        required=False,
        help_text=_("Drafts are kept without it. Proposals that are public already are asked for it when they are changed."),
    )

    def __init__(self, *args: Any, row: FormField | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        for code, name in settings.WAGTAIL_CONTENT_LANGUAGES:
            is_main = code == settings.LANGUAGE_CODE
            attrs = {"lang": code}
            self.fields[f"label_{code}"] = forms.CharField(
                label=format_lazy("{} ({})", _("Label"), name),
                max_length=120,
                required=is_main,
                widget=forms.TextInput(attrs=attrs),
            )
            self.fields[f"help_text_{code}"] = forms.CharField(
                label=format_lazy("{} ({})", _("Help"), name), max_length=300, required=False, widget=forms.TextInput(attrs=attrs)
            )
        for code, name in settings.WAGTAIL_CONTENT_LANGUAGES:
            self.fields[f"options_{code}"] = forms.CharField(
                label=format_lazy("{} ({})", _("Options"), name),
                required=False,
                max_length=8000,
                widget=forms.Textarea(attrs={"lang": code, "rows": 4}),
                help_text=_("For one of several: one option a line, in the same order in every language.")
                if code == settings.LANGUAGE_CODE
                else "",
            )
        self.fields["longest"] = forms.IntegerField(
            label=_("Most characters of a text"), min_value=1, max_value=TEXT_LIMIT, initial=500, required=False
        )
        for name, label in (("lowest", _("Lowest number")), ("highest", _("Highest number"))):
            self.fields[name] = forms.DecimalField(label=label, max_digits=14, decimal_places=2, required=False)
        self.order_fields(["kind", *(name for name in self.fields if name.startswith("label_"))])
        self.fields["required"] = self.fields.pop("required")  # the last question
        if row is not None and not self.is_bound:
            self._show(row)

    def _show(self, row: FormField) -> None:
        for name in ("kind", "required", "longest", "lowest", "highest"):
            self.initial[name] = getattr(row, name)
        for part in PARTS:
            for code, words in words_of(row, part).items():
                self.initial[f"{part}_{code}"] = words
        offered = [words_of(option, "label") for option in row.options.all() if option.archived_at is None]
        for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
            lines = [words.get(code, "") for words in offered]
            self.initial[f"options_{code}"] = "\n".join(lines) if any(lines) else ""

    def for_service(self) -> dict[str, Any]:
        """The cleaned values as `save_field` takes them."""
        data = self.cleaned_data
        codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        texts = {part: {code: data[f"{part}_{code}"] for code in codes} for part in PARTS}
        lines = {code: [line.strip() for line in data[f"options_{code}"].splitlines() if line.strip()] for code in codes}
        rows = zip_longest(*lines.values(), fillvalue="")
        options = [{code: text for code, text in zip(lines, row, strict=True) if text} for row in rows]
        return {
            "kind": FieldKind(data["kind"]),
            "required": data["required"],
            "options": options,
            "longest": data["longest"] or 500,
            "lowest": data["lowest"],
            "highest": data["highest"],
            **texts,
        }
