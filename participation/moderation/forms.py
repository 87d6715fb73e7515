"""Reporting, for everyone; deciding and filtering, for moderators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from districts.models import District
from participation.common.forms import TrappedForm
from participation.common.models import max_length
from participation.moderation.contents import all_kinds
from participation.moderation.models import Decision
from participation.moderation.states import CaseState, DecisionAction, Reason
from participation.moderation.wording import ready_texts

LONGEST_EXPLANATION = max_length(Decision, "explanation")


class ReportForm(TrappedForm):
    """Why somebody reports something."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    explanation = forms.CharField(
        label=_("Tell more"),
        required=False,
        max_length=LONGEST_EXPLANATION,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Helps the moderator to see what you mean. The writer does not see it."),
    )
    contact_email = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("If you want to hear what was decided. We use it for nothing else."),
    )

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, signed_in=signed_in, **kwargs)
        if signed_in:
            del self.fields["contact_email"]


class DecisionForm(forms.Form):
    """What to do with content under review, and what its author is told."""

    # What the moderator had before their eyes: an open case to decide, or a decided one to undo.
    seen = forms.ChoiceField(choices=CaseState.choices, widget=forms.HiddenInput)
    action = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to do.")},
    )
    ground = forms.ChoiceField(
        label=_("Rule"),
        required=False,
        choices=[("", "–"), *Reason.choices],
        help_text=_("Needed to hide."),
    )
    explanation = forms.CharField(
        label=_("Message to the author"),
        required=False,
        max_length=LONGEST_EXPLANATION,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], language: str, language_name: str, **kwargs: Any) -> None:
        """choices: what can be done, with its words; language: the author's, in which the ready-made texts are offered."""
        super().__init__(*args, **kwargs)
        self.ready = ready_texts(language)
        self.fields["action"].choices = choices
        self.fields["explanation"].widget.attrs["lang"] = language
        self.fields["explanation"].help_text = _("Write in the author's language: %(language)s.") % {"language": language_name}

    @property
    def ready_list(self) -> list[tuple[str, str, str]]:
        """The ready-made texts with the code and the name of their ground."""
        return [(ground, str(Reason(ground).label), text) for ground, text in self.ready.items()]

    def clean(self) -> dict[str, Any]:
        """An empty explanation of a hiding becomes the ready-made one of its ground."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("action") == DecisionAction.HIDE and not cleaned.get("explanation"):
            cleaned["explanation"] = self.ready.get(cleaned.get("ground", ""), "")
        return cleaned


ACTION_LABELS: dict[DecisionAction, Promise] = {
    DecisionAction.KEEP: _("Leave it as it is"),
    DecisionAction.HIDE: _("Hide it"),
    DecisionAction.RESTORE: _("Show it again"),
}


class QueueFilterForm(forms.Form):
    """Narrows the queue down. Unknown values are ignored rather than refused."""

    district = forms.ChoiceField(label=_("District"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False, choices=[("", _("All reasons")), *Reason.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, districts: list[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].choices = [("", _("All districts")), *((str(row.pk), str(row)) for row in districts)]
        self.fields["kind"].choices = [("", _("All kinds")), *((kind.model, kind.label) for kind in all_kinds())]

    @property
    def chosen(self) -> dict[str, Any]:
        """Keyword arguments for the queue; only what is valid."""
        self.is_valid()
        district = self.cleaned_data.get("district")
        return {
            "district_id": int(district) if district else None,
            "reason": self.cleaned_data.get("reason", ""),
            "object_type": self.cleaned_data.get("kind", ""),
        }
