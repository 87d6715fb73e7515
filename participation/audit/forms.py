"""Narrowing the record down."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.common.forms import DateInput

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(9000, 1, 1)


class DayField(forms.DateField):
    """A day by the browser's own picker, within what can be reckoned with."""

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class EntryFilterForm(forms.Form):
    """Every field is optional."""

    action = forms.CharField(
        label=_("What was done"),
        required=False,
        max_length=60,
        help_text=_("The beginning is enough: comment"),
    )
    actor = forms.CharField(label=_("Who"), required=False, max_length=120, help_text=_("Name, e-mail or number"))
    since = DayField(label=_("From"), required=False, widget=DateInput)
    until = DayField(label=_("To"), required=False, widget=DateInput)
