"""What may be chosen about following."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.common.forms import SiteForm
from participation.notifications.states import Rhythm


class RhythmField(forms.ChoiceField):
    """How often to be told of one thing: as usual, which is said in words, or otherwise."""

    def __init__(self, *, usual: str, **kwargs: Any) -> None:
        as_usual = _("As usual: %(rhythm)s") % {"rhythm": str(Rhythm(usual).label).lower()}
        kwargs.setdefault("label", gettext_lazy("By e-mail"))
        super().__init__(choices=[("", as_usual), *Rhythm.choices], required=False, **kwargs)


class RhythmForm(SiteForm):
    """How often to be told of one thing. usual: what holds otherwise."""

    mark_optional = False

    def __init__(self, *args: Any, usual: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rhythm"] = RhythmField(usual=usual, widget=forms.RadioSelect)


class UsualForm(SiteForm):
    """How often to be told of everything that has no rhythm of its own."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often do you want to be told by e-mail?"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("For each thing you follow you can choose otherwise below."),
    )
