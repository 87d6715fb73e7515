"""A change of published rules in words, for staff and for residents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from proposals.voting.models import Round
from proposals.voting.states import RollSource, RoundState

if TYPE_CHECKING:
    from proposals.voting.models import RulesChange


@dataclass(frozen=True)
class ChangeLine:
    """What was changed, from what, to what."""

    label: str
    old: str
    new: str


def change_lines(change: RulesChange, pots: Mapping[str, str]) -> list[ChangeLine]:
    """The change line by line. pots: names of the round's pots by id."""
    return [_line(name, old, new, pots) for name, (old, new) in change.changes.items()]


def _line(name: str, old: Any, new: Any, pots: Mapping[str, str]) -> ChangeLine:
    part, _dot, number = name.partition(".")
    if name in ("opens", "closes"):
        return ChangeLine(_("Voting opens") if name == "opens" else _("Voting closes"), moment_words(old), moment_words(new))
    if name == "state":
        return ChangeLine(_("The vote"), str(RoundState(old).label), _("Open again"))
    if name == "cancelled":
        return ChangeLine(_("The vote"), "–", _("Called off"))
    if part == "withdrawn":
        return ChangeLine(_("Item %(number)s") % {"number": number}, _("On the ballot"), _("Withdrawn"))
    if part == "pot":
        euros = (f"{number_format(one, force_grouping=True)} €" for one in (old, new))
        return ChangeLine(_("Money for %(district)s") % {"district": pots.get(number, number)}, *euros)
    field = Round._meta.get_field(name)
    label = str(getattr(field, "verbose_name", name))
    return ChangeLine(label[:1].upper() + label[1:], _value(field, old), _value(field, new))


def _value(field: Any, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(RollSource(one).label) for one in value)
    return str(dict(field.flatchoices).get(value, value))


def moment_words(text: str) -> str:
    """A moment in the city's time, with its zone: in autumn an hour comes twice."""
    moment = parse_datetime(text) if text else None
    if moment is None:
        return "–"
    local = timezone.localtime(moment)
    return f"{date_format(local, 'SHORT_DATETIME_FORMAT')} ({local.tzname()}, UTC{local:%z})"
