"""The form in which staff suggest that proposals belong together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from proposals.forms import TOO_LONG, WordsField
from proposals.merging.services.starting import SUGGESTION_LENGTH


class SuggestionForm(forms.Form):
    """Why they belong together, in every content language. All of it may be left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.WAGTAIL_CONTENT_LANGUAGES:
            self.fields["suggestion" if code == settings.LANGUAGE_CODE else f"suggestion_{code}"] = WordsField(
                label=format_lazy("{} ({})", _("Why they belong together"), name),
                required=False,
                max_length=SUGGESTION_LENGTH,
                error_messages=TOO_LONG,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )

    def words(self) -> dict[str, str]:
        """The words by language. Without any in the default language, others are shown to everybody."""
        names = {"suggestion" if code == settings.LANGUAGE_CODE else f"suggestion_{code}": code for code, _n in self._languages()}
        return {code: self.cleaned_data.get(name, "") for name, code in names.items()}

    def _languages(self) -> list[tuple[str, str]]:
        return list(settings.WAGTAIL_CONTENT_LANGUAGES)
