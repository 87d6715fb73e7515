"""What changed between two versions beside title and text, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.common.differences import Piece, difference
from participation.common.languages import Said
from proposals.facts import plain_number
from proposals.versions import Fact

NAMES = {
    "place": gettext_lazy("Place"),
    "point": gettext_lazy("Place on the map"),
    "district": gettext_lazy("District"),
    "theme": gettext_lazy("Theme"),
    "group": gettext_lazy("On behalf of"),
    "class": gettext_lazy("School class"),
    "picture": gettext_lazy("Picture"),
    "document": gettext_lazy("Document"),
}


@dataclass(frozen=True)
class ChangedFact:
    """One line. kind: "added", "removed", "changed", or "" for one that is only told."""

    label: str | Said
    kind: str
    pieces: tuple[Piece, ...]


def changed_facts(before: Sequence[Fact], after: Sequence[Fact], *, whole: bool = False) -> list[ChangedFact]:
    """What came, went or says something else; everything with `whole`, as of a first version."""
    old, new = {fact["key"]: fact for fact in before}, {fact["key"]: fact for fact in after}
    lines = []
    for key in dict.fromkeys([*new, *old]):
        was, now = old.get(key), new.get(key)
        if whole or was != now:
            lines.append(_line(was, now, whole=whole))
    return lines


def _line(was: Fact | None, now: Fact | None, *, whole: bool) -> ChangedFact:
    shown = now or was
    assert shown is not None
    said_before, said_now = _says(was), _says(now)
    if was is not None and now is not None and said_before == said_now:  # another file under the same words
        return ChangedFact(_label(shown), "changed", (Piece(said_now),))
    pieces = (Piece(said_now),) if whole else difference(said_before, said_now)
    kind = "" if whole else "added" if was is None else "removed" if now is None else "changed"
    return ChangedFact(_label(shown), kind, tuple(pieces))


def _label(fact: Fact) -> str | Said:
    if fact["label"]:
        return Said(fact["label"], settings.LANGUAGE_CODE)
    return str(NAMES.get(fact["key"].split()[0], fact["key"]))


def _says(fact: Fact | None) -> str:
    if fact is None:
        return ""
    if not fact["says"]:
        return _("(a file)") if fact["digest"] else _("(nothing)")
    if fact["key"].startswith("field "):
        return _number(fact["says"])
    return fact["says"]


def _number(says: str) -> str:
    """An amount as the reader's language writes it; everything else as it is."""
    try:
        number = Decimal(says) if says.replace(".", "", 1).lstrip("-").isdecimal() and "." in says else None
    except InvalidOperation:
        number = None
    return says if number is None else number_format(plain_number(number), use_l10n=True, force_grouping=True)
