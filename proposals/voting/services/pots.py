"""Money for districts: by hand, or by population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from districts.models import District
from districts.states import Level
from participation.common.refusals import Conflict, Invalid
from proposals.voting.canonical import canonical, digest
from proposals.voting.models import Pot
from proposals.voting.round_models import MOST_EUROS
from proposals.voting.services.preparing import draft_round
from proposals.voting.services.rounds import told
from proposals.voting.sharing import shares

if TYPE_CHECKING:
    from districts.querysets import DistrictQuerySet
    from participation.accounts.models import User
    from proposals.voting.models import Round

MOST_POTS = 300


@transaction.atomic
def set_pots(*, round_id: int, by: User | None, amounts: Mapping[int, int], seen: str = "") -> list[Pot]:
    """Give each district its money; the others have no pot. Nothing else of a pot that stays is changed.

    amounts: whole euros by district id. seen: the mark of the pots that the form was shown with.
    Raises Invalid for a district that cannot have a pot, or an amount that cannot be; Conflict for a pot that has items and
    would go, or when somebody else has changed the pots since.
    """
    voting_round = draft_round(round_id, by)
    there = list(Pot.objects.filter(round=voting_round).select_related("district").defer("district__boundary"))
    if seen and seen != mark_of(there):
        raise Conflict(_("Somebody else has changed the pots. Look at them again."), code="changed")
    return _write(voting_round, there, amounts, by)


@transaction.atomic
def share_by_population(
    *, round_id: int, by: User | None, total: int, level: str, city_amount: int = 0, city_percent: int = 0
) -> list[Pot]:
    """Share money over the districts of a level by their population, in whole euros that add up exactly.

    total: all the money. city_amount, city_percent: what of it is for the whole city, as one or the other.
    Raises Invalid where a district has no population, or where somebody would get nothing.
    """
    voting_round = draft_round(round_id, by)
    there = list(Pot.objects.filter(round=voting_round).select_related("district").defer("district__boundary"))
    for_city = _for_city(total, city_amount, city_percent)
    districts = list(pot_districts().filter(level=level).order_by("code"))
    if not districts or level == Level.CITY:
        raise Invalid(_("There are no districts of this level."), field="level")
    if empty := [str(district) for district in districts if not district.population]:
        words = _("These districts have no population figure: %(names)s.") % {"names": ", ".join(empty[:5])}
        raise Invalid(words, field="level")
    weights = {district.pk: district.population or 0 for district in districts}
    amounts = shares(total - for_city, weights)
    if not all(amounts.values()):
        raise Invalid(_("There is too little money to share it among so many districts."), field="total")
    if for_city:
        amounts[_root().pk] = for_city
    return _write(voting_round, there, amounts, by)


def _for_city(total: int, amount: int, percent: int) -> int:
    if not 1 <= total <= MOST_EUROS:
        raise Invalid(_("Write an amount in whole euros."), field="total")
    if amount and percent:
        raise Invalid(_("Give the whole city an amount or a share, not both."), field="city_amount")
    if not 0 <= percent < 100:
        raise Invalid(_("Write a share below 100 per cent."), field="city_percent")
    if not 0 <= amount < total:
        raise Invalid(_("The whole city cannot get more than there is."), field="city_amount")
    return amount or total * percent // 100


def pot_districts(among: Sequence[int] | None = None) -> DistrictQuerySet:
    """Districts that can have a pot: the whole city, the level that contributions are counted by, and major districts."""
    found = District.objects.valid().filter(level__in=levels()).defer("boundary")
    return found if among is None else found.filter(pk__in=among)


def levels() -> list[str]:
    """The levels on which there are pots."""
    return list(dict.fromkeys([Level.CITY.value, Level.SUURPIIRI.value, settings.PARTICIPATION_LEVEL]))


def _write(voting_round: Round, there: list[Pot], amounts: Mapping[int, int], by: User | None) -> list[Pot]:
    amounts = {pk: amount for pk, amount in amounts.items() if amount}
    districts = list(pot_districts(list(amounts)))
    _require_sound(amounts, districts)
    known = {pot.district_id: pot for pot in there}
    _remove([pot for pot in there if pot.district_id not in amounts])
    for position, district in enumerate(sorted(districts, key=lambda one: (one.parent_id is None, one.code))):
        pot = known.get(district.pk) or Pot(round=voting_round, district=district)
        pot.budget, pot.position = amounts[district.pk], position
        pot.save()
    told(voting_round, "round.pots", by, pots=len(amounts), euros=sum(amounts.values()))
    return list(Pot.objects.filter(round=voting_round).select_related("district").defer("district__boundary"))


def _require_sound(amounts: Mapping[int, int], districts: Sequence[District]) -> None:
    if len(districts) != len(amounts) or len(amounts) > MOST_POTS:
        raise Invalid(_("Choose districts that are there now."), field="pots")
    for district in districts:
        if not 1 <= amounts[district.pk] <= MOST_EUROS:
            raise Invalid(_("Write an amount in whole euros."), field=f"pot_{district.pk}")
    local = [district for district in districts if district.parent_id is not None]
    for inner in local:
        outer = next((one for one in local if one.pk != inner.pk and inner.path.startswith(one.path)), None)
        if outer is not None:
            words = _("%(inner)s lies in %(outer)s, which has a pot, too. Give money to one of the two.")
            raise Invalid(words % {"inner": inner, "outer": outer}, field=f"pot_{inner.pk}")


def _remove(pots: Sequence[Pot]) -> None:
    for pot in pots:
        if pot.items.exists():
            words = _("The pot of %(district)s has items. Move or remove them first.") % {"district": pot.district}
            raise Conflict(words, field=f"pot_{pot.district_id}")
        pot.delete()


def _root() -> District:
    return District.objects.defer("boundary").get(level=Level.CITY)


def mark_of(pots: Sequence[Pot]) -> str:
    """What tells these pots from others."""
    return digest(canonical({str(pot.district_id): pot.budget for pot in pots}))
