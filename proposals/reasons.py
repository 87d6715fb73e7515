"""Why a proposal is shown as similar, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class Why(models.TextChoices):
    """What two proposals have in common."""

    TITLE = "title", gettext_lazy("The title is much like yours")
    SAME_PLACE = "same_place", gettext_lazy("Same place")
    NEAR = "near", gettext_lazy("Near by")
    WORDS = "words", gettext_lazy("Shares words")
    THEME = "theme", gettext_lazy("Same theme")


@dataclass(frozen=True)
class Reason:
    """One reason. metres: between the two places, rounded to tens; words: as they were typed; their language is that of the proposal."""

    why: Why
    metres: int = 0
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.label} {', '.join(self.words)}".rstrip()

    @property
    def label(self) -> str:
        """The reason without the words themselves, which are in a language of their own."""
        if self.why == Why.WORDS:
            return ngettext("Shares the word", "Shares the words", len(self.words))
        if self.why == Why.SAME_PLACE:
            return _("Same place, %(metres)s m away") % {"metres": self.metres} if self.metres else _("Same place")
        if self.why == Why.NEAR:
            return _("%(metres)s m away") % {"metres": self.metres}
        return str(self.why.label)
