"""What residents fill in to take part in a conversation. The services check it; here it only gets its shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from participation.comments.states import Stance
from participation.common.forms import SiteForm


class CommentForm(SiteForm):
    """A comment or a reply. What is wrong with the text is said by the service, which every way in shares."""

    mark_optional = False

    stance = forms.ChoiceField(
        label=_("You are"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the sides offered.")},
    )
    body = forms.CharField(label=_("Your comment"), widget=forms.Textarea(attrs={"rows": 4}), required=False, strip=False)
    parent = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)

    def __init__(
        self, *args: Any, asks_stance: bool = False, parent: int | None = None, name: str = "", body: str = "", **kwargs: Any
    ) -> None:
        self.answers = parent
        if parent is not None:
            kwargs.setdefault("initial", {"parent": parent, "body": body})
            kwargs.setdefault("auto_id", f"reply-{parent}-%s")
        else:
            kwargs.setdefault("auto_id", "comment-form-%s")
        super().__init__(*args, **kwargs)
        if parent is not None:
            self.fields["body"].label = _("Your reply")
        if name:
            self.fields["body"].help_text = _("Shown with your name, %(name)s. You can edit it for %(minutes)d minutes.") % {
                "name": name,
                "minutes": settings.COMMENT_EDIT_MINUTES,
            }
        if not asks_stance or parent is not None:
            del self.fields["stance"]

    def add_error(self, field: str | None, error: Any) -> None:
        """The form comes back, whole or as a fragment, with the focus where there is something to put right."""
        super().add_error(field, error)
        self.fields["body"].widget.attrs["autofocus"] = True


class EditForm(SiteForm):
    """New words for a comment."""

    body = forms.CharField(label=_("Your comment"), widget=forms.Textarea(attrs={"rows": 6}), required=False, strip=False)
