"""Where the page editor asks for a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from participation.common.refusals import Refusal
from participation.publishing import services
from participation.publishing.services import LONGEST_REASON, REASON_FIELD


class ReasonField(forms.CharField):
    """Why a language is missing."""

    def __init__(self, *, required: bool = False) -> None:
        super().__init__(
            label=_("Why is a language missing?"),
            required=required,
            max_length=LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Kept in the audit log and shown in the language report."),
        )


class EveryLanguageForm(WagtailAdminPageForm):
    """A page's form. Its reason field is there only when publishing was tried and a language is missing."""

    language_reason = ReasonField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._publishes():
            self.fields.pop(REASON_FIELD, None)

    def _publishes(self) -> bool:
        approves = self.data.get("action-workflow-action") and self.data.get("workflow-action-name") == "approve"
        return bool(self.data.get("action-publish") or approves)

    def clean(self) -> dict[str, Any]:
        """Ask the rule, unless a reason is typed here."""
        cleaned = super().clean()
        if self._publishes() and self.instance.locale_id and not cleaned.get(REASON_FIELD):
            try:
                services.require_languages(page=self.instance, by=self.for_user, at=cleaned.get("go_live_at"))
            except Refusal as refusal:
                self.add_error(REASON_FIELD, str(refusal.message))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Keep the reason with the page; one that is made only now gets it when it is published."""
        page = super().save(commit=commit)
        if page.pk and (reason := self.cleaned_data.get(REASON_FIELD)):
            services.require_languages(page=page, by=self.for_user, at=page.go_live_at, reason=reason)
        return page


class ReasonForm(forms.Form):
    """The reason by itself, for the ways of publishing that have no form of ours."""

    language_reason = ReasonField(required=True)
