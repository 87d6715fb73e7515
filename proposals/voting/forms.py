"""What a voter types: a code, or the code of a receipt."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.common.forms import SiteForm

PLAIN = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class CodeForm(SiteForm):
    """The code of a letter or a slip."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=64,
        help_text=_("As it stands in your letter or on your slip. Small letters, spaces and hyphens do not matter."),
        widget=forms.TextInput(attrs=PLAIN),
    )


class ReceiptForm(SiteForm):
    """The code that was shown when a ballot had been cast."""

    receipt = forms.CharField(
        label=_("The code of your receipt"),
        max_length=64,
        help_text=_("Small letters, spaces and hyphens do not matter."),
        widget=forms.TextInput(attrs=PLAIN),
    )
