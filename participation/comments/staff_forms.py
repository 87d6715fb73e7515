"""What moderators and coordinators fill in about a whole conversation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.comments.states import FreezeGround, Slow
from participation.common.forms import SiteForm


class FreezeForm(SiteForm):
    """Why a conversation is closed; everybody reads it."""

    ground = forms.ChoiceField(
        label=_("Reason, as everybody reads it"),
        choices=FreezeGround.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason."), "invalid_choice": _("Choose a reason.")},
    )


class SlowForm(SiteForm):
    """How long one person waits between two comments."""

    seconds = forms.TypedChoiceField(
        label=_("Wait between two comments of one person"),
        choices=Slow.choices,
        coerce=int,
        error_messages={
            "required": _("Choose one of the waits offered."),
            "invalid_choice": _("Choose one of the waits offered."),
        },
    )
