"""What every form for residents shares: the design system's markup, and errors that can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.renderers import BaseRenderer, TemplatesSetting
from django.utils.translation import gettext_lazy as _

from participation.common.refusals import Refusal


class SiteRenderer(TemplatesSetting):
    """Renders whole forms and single fields by our components; widgets stay Django's.

    Only forms of the site use it, so the admin's forms look as Wagtail means them to.
    """

    form_template_name = "components/_form_fields.html"
    field_template_name = "components/_field.html"


class SiteFormMixin:
    """For our own forms and those of libraries: put it first among the bases.

    `mark_optional` says whether fields that may be left empty say so in their label;
    forms where nothing is required (filters) switch it off.
    """

    default_renderer: BaseRenderer | type[BaseRenderer] | None = SiteRenderer
    mark_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class SiteForm(SiteFormMixin, forms.Form):
    """A plain form for residents."""


class TrappedForm(SiteForm):
    """A form that can be sent without an account. `website` is a trap: people do not see it, programs fill it in."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.fields["website"]

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields that people see."""
        return [field for field in self.visible_fields() if field.name != "website"]

    @property
    def is_trapped(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return "website" in self.fields and bool(self["website"].value())


class DateInput(forms.DateInput):
    """The browser's own date picker; it speaks ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own picker of a day and a time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ScaleSelect(forms.RadioSelect):
    """One step on a scale. `low` and `high` are the words at its ends."""

    def __init__(self, *args: Any, low: str = "", high: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.low = low
        self.high = high


@dataclass(frozen=True)
class ErrorItem:
    """One line of the error summary. `target` is the id of the control to go to, empty for the whole form."""

    target: str
    label: str
    message: str


def error_items(form: forms.BaseForm) -> list[ErrorItem]:
    """Return the form's errors in the order of its fields, those of the whole form first."""
    items = [ErrorItem("", "", str(message)) for message in form.non_field_errors()]
    for field in [*form.hidden_fields(), *form.visible_fields()]:
        target = "" if field.is_hidden else control_id(field)
        items += [ErrorItem(target, str(field.label or ""), str(message)) for message in field.errors]
    return items


def add_refusal(form: forms.BaseForm, refusal: Refusal) -> None:
    """Put a service's refusal at the field it belongs to, or above the form where no field is seen."""
    field = form.fields.get(refusal.field)
    at = refusal.field if field is not None and not field.widget.is_hidden else None
    form.add_error(at, str(refusal.message))


def control_id(field: BoundField) -> str:
    """Return the id of the element that takes the focus: a group of choices has no id of its own."""
    return field.id_for_label or (f"{field.auto_id}_0" if field.auto_id else "")


# What `field_kind` calls the markup each widget needs, most special first.
_KINDS: list[tuple[type[forms.Widget], str]] = [
    (ScaleSelect, "scale"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.ClearableFileInput, "file"),
    (forms.SelectDateWidget, "parts"),
    (forms.MultiWidget, "parts"),
]


def field_kind(field: BoundField) -> str:
    """Return the name of the markup a field needs: hidden, text, checkbox, radios, checkboxes, scale, file, parts."""
    if field.is_hidden:
        return "hidden"
    widget = field.field.widget
    return next((kind for cls, kind in _KINDS if isinstance(widget, cls)), "text")


def shows_optional(field: BoundField) -> bool:
    """Whether the label adds "optional": where most fields are needed, the others are the ones to mark."""
    return not field.field.required and getattr(field.form, "mark_optional", True)
