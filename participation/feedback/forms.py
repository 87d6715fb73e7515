"""Sending feedback, for everyone; answering it, for those responsible."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.common.forms import TrappedForm
from participation.feedback.services import LONGEST_ADDRESS, LONGEST_ANSWER, LONGEST_EMAIL, LONGEST_MESSAGE


class FeedbackForm(TrappedForm):
    """What does not work, where, and where the answer should go."""

    message = forms.CharField(
        label=_("What does not work?"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Tell what you wanted to do and what happened. It helps if you also say which device, browser or aid you use."
        ),
        error_messages={"required": _("Tell in a few words what does not work.")},
    )
    page_address = forms.CharField(
        label=_("On which page?"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=_("The page's address or its name. You can change it."),
    )
    contact_email = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("If you want an answer. We use it for nothing else and delete it afterwards."),
    )


class AnswerForm(forms.Form):
    """What the city answers."""

    answer = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST_ANSWER,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": _("Write an answer.")},
    )
