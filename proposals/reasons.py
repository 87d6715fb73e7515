"""Why a proposal is shown as similar, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Why(StrEnum):
    """What two proposals have in common."""

    TITLE = "title"
    SAME_PLACE = "same_place"
    NEAR = "near"
    WORDS = "words"
    THEME = "theme"


@dataclass(frozen=True)
class Reason:
    """One reason. metres: between the two places, rounded to tens; words: as typed, in the proposal's language."""

    why: Why
    metres: int = 0
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.label} {', '.join(self.words)}".rstrip()

    @property
    def label(self) -> str:
        """The reason without the words themselves, which are in a language of their own."""
        match self.why:
            case Why.TITLE:
                return _("The title is much like yours")
            case Why.SAME_PLACE:
                return _("Same place, %(metres)s m away") % {"metres": self.metres} if self.metres else _("Same place")
            case Why.NEAR:
                return _("%(metres)s m away") % {"metres": self.metres}
            case Why.WORDS:
                return ngettext("Shares the word", "Shares the words", len(self.words))
            case Why.THEME:
                return _("Same theme")
