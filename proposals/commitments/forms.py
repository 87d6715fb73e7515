"""Whether it is done: one question, and words for the city's staff."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.common.forms import SiteForm
from proposals.commitments.services.asking import WORDS_LENGTH
from proposals.forms import TOO_LONG, WordsField


class AnswerForm(SiteForm):
    """The two buttons send `is_done`; whatever else is sent is asked for again."""

    words = WordsField(
        label=_("Why do you think so?"),
        required=False,
        max_length=WORDS_LENGTH,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only the city’s staff read your words, without your name. Everybody sees how many say yes and no."),
    )

    def clean(self) -> dict[str, Any]:
        """Which button it was."""
        cleaned = super().clean() or self.cleaned_data
        said = self.data.get("is_done")
        if said not in ("yes", "no"):
            self.add_error(None, _("Choose yes or no."))
        cleaned["is_done"] = said == "yes"
        return cleaned
