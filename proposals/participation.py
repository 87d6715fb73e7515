"""Where people take part: what is said about every district for each thousand of its residents, as a map and a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from districts.maps import HEIGHT, WIDTH, city_drawing
from districts.models import District
from participation.common.charts import Step, steps
from proposals.queries.numbers import Said

PER = 1000  # residents
LEAST_DISTRICTS = 3  # with something said about them; a map of fewer compares nothing
FINE = 2  # where even the highest rate is below this, a second decimal tells districts apart
NOTHING = Said(0, 0)


@dataclass(frozen=True)
class Area:
    """A district in the drawing. step: 0 for nothing, None where nobody knows how many live there."""

    name: str
    path: str
    x: float
    y: float
    step: int | None
    on: bool


@dataclass(frozen=True)
class Row:
    """A district in the table. rate, written as `shown`: None where nobody knows how many live there."""

    name: str
    url: str
    said: Said
    population: int | None
    rate: float | None
    shown: str
    step: int | None
    on: bool


@dataclass(frozen=True)
class Key:
    """A line of the legend."""

    step: int | None
    words: str


@dataclass(frozen=True)
class ParticipationMap:
    """The drawing, its legend, the table beside it (most first) and what it says in a sentence."""

    sentence: str
    view_box: str
    coast: str
    areas: Sequence[Area]
    keys: Sequence[Key]
    rows: Sequence[Row]
    elsewhere: Said | None
    schematic: bool


def participation_map(
    districts: Sequence[District],
    said: Mapping[int, Said],
    *,
    on: District | None = None,
    address: Callable[[District], str] = lambda _district: "",
) -> ParticipationMap | None:
    """The map of the participation level's districts; None while no district is drawn or too few are spoken about.

    said: `queries.numbers.said_by_district`. on: the district to mark and to speak of. address: where a district's row leads.
    At most one query.
    """
    if sum(1 for district in districts if said.get(district.pk, NOTHING).total) < LEAST_DISTRICTS:
        return None
    drawn = city_drawing()
    if drawn is None:
        return None
    rates = {row.pk: PER * said.get(row.pk, NOTHING).total / row.population for row in districts if row.population}
    decimals = 1 if max(rates.values(), default=0) >= FINE else 2
    found, step_of = steps({pk: round(rate, decimals) for pk, rate in rates.items()})
    rows = [
        Row(
            name=str(row),
            url=address(row),
            said=said.get(row.pk, NOTHING),
            population=row.population,
            rate=rates.get(row.pk),
            shown=written(rates[row.pk], decimals) if row.pk in rates else "–",
            step=step_of.get(row.pk),
            on=on is not None and row.pk == on.pk,
        )
        for row in districts
    ]
    by_id = dict(zip((row.pk for row in districts), rows, strict=True))
    areas = [
        Area(by_id[one.district_id].name, one.path, one.x, one.y, by_id[one.district_id].step, by_id[one.district_id].on)
        for one in drawn.outlines
        if one.district_id in by_id
    ]
    areas.sort(key=lambda area: area.on)  # what is drawn last lies above its neighbours
    rows.sort(key=lambda row: (row.rate is None, -(row.rate or 0)))
    elsewhere = [number for pk, number in said.items() if pk not in by_id]
    return ParticipationMap(
        sentence=_sentence(rows, decimals),
        view_box=f"0 0 {WIDTH} {HEIGHT}",
        coast=drawn.coast,
        areas=areas,
        keys=_keys(found, rows, decimals),
        rows=rows,
        elsewhere=_sum(elsewhere) if elsewhere else None,
        schematic=drawn.schematic,
    )


def written(number: float, decimals: int) -> str:
    """As the reader's language writes it."""
    return number_format(number, decimal_pos=decimals)


def _sum(numbers: Sequence[Said]) -> Said:
    return Said(sum(one.proposals for one in numbers), sum(one.comments for one in numbers))


def _keys(found: Sequence[Step], rows: Sequence[Row], decimals: int) -> list[Key]:
    keys = [Key(step.number, _range(step, decimals)) for step in reversed(found)]
    if any(row.step == 0 for row in rows):
        keys.append(Key(0, _("nothing yet")))
    if any(row.step is None for row in rows):
        keys.append(Key(None, _("the number of residents is not known")))
    return keys


def _range(step: Step, decimals: int) -> str:
    low, high = written(step.low, decimals), written(step.high, decimals)
    return low if low == high else f"{low}–{high}"


def _sentence(rows: Sequence[Row], decimals: int) -> str:
    known = [row for row in rows if row.rate is not None]
    people = sum(row.population or 0 for row in known)
    mean = PER * sum(row.said.total for row in known) / people if people else 0
    facts: dict[str, Any] = {"mean": written(mean, decimals)}
    here = next((row for row in known if row.on), None)
    if here is not None:
        facts |= {"name": here.name, "rate": here.shown, "place": known.index(here) + 1, "all": len(known)}
        return (
            _(
                "%(name)s: %(rate)s proposals and comments for each 1,000 residents. In all districts together it is %(mean)s. "
                "That is place %(place)s of %(all)s."
            )
            % facts
        )
    if not known:
        return _("The numbers of residents are not known, so districts cannot be compared.")
    facts |= {"name": known[0].name, "rate": known[0].shown}
    return (
        _(
            "Most is said about %(name)s for its size: %(rate)s proposals and comments for each 1,000 residents. "
            "In all districts together it is %(mean)s."
        )
        % facts
    )
