"""Asking somebody to write together."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.common.forms import SiteForm
from proposals.part_forms import TOO_LONG, WordsField
from proposals.services.authorship import LONGEST_WHOM


class InviteForm(SiteForm):
    """One person at a time."""

    whom = WordsField(
        label=_("E-mail address or public name"),
        max_length=LONGEST_WHOM,
        error_messages=TOO_LONG,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("We write to them. They are named only when they have said yes."),
    )
