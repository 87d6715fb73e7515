"""What is voted on, while the round is in preparation: assessed proposals in their own words, or words of the city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from participation.common.languages import content_languages
from participation.common.refusals import Conflict, Invalid
from participation.projects.models import Category
from proposals.models import Proposal
from proposals.voting.canonical import canonical, digest, words_digest
from proposals.voting.models import BudgetItem, Pot
from proposals.voting.queries.candidates import POSSIBLE, candidates
from proposals.voting.round_models import MOST_EUROS
from proposals.voting.services.preparing import draft_round
from proposals.voting.services.rounds import told
from proposals.voting.services.words import Words, put, require_any

if TYPE_CHECKING:
    from participation.accounts.models import User
    from proposals.voting.models import Round

TITLE_LENGTH, TEXT_LENGTH = 160, 4000
MOST_ITEMS = 2000


@dataclass(frozen=True)
class Outcome:
    """What became of one proposal. reason: why it was not added; number: on the ballot where it was."""

    proposal_id: int
    number: int = 0
    reason: str = ""

    @property
    def done(self) -> bool:
        """Whether it was added."""
        return self.number > 0


@dataclass(frozen=True, kw_only=True)
class ItemWords:
    """What is said of an item, and where it is. place: latitude and longitude in degrees, or nothing."""

    titles: Words
    texts: Words
    cost: int
    pot_id: int
    category_id: int | None = None
    place: tuple[float, float] | None = None


@transaction.atomic
def add_items(
    *, round_id: int, by: User | None, proposal_ids: Sequence[int], costs: Mapping[int, int] | None = None
) -> list[Outcome]:
    """Make items of assessed proposals, each of them looked at by itself; one that cannot be keeps no other from it.

    costs: whole euros by proposal id, instead of what the assessment says the most.
    A constant number of queries. Raises Conflict when the rules are published.
    """
    voting_round = draft_round(round_id, by)
    wanted = list(dict.fromkeys(proposal_ids))
    rows = candidates(voting_round).in_bulk(wanted)
    pots = list(Pot.objects.filter(round=voting_round).select_related("district").defer("district__boundary"))
    next_number = _last_number(voting_round) + 1
    outcomes: list[Outcome] = []
    items: list[BudgetItem] = []
    for pk in wanted:
        try:
            item = _item_of(rows.get(pk), pots, (costs or {}).get(pk))
        except Invalid as refusal:
            outcomes.append(Outcome(pk, reason=str(refusal.message)))
            continue
        item.round, item.number = voting_round, next_number + len(items)
        items.append(item)
        outcomes.append(Outcome(pk, number=item.number))
    _require_room(voting_round, len(items))
    BudgetItem.objects.bulk_create(items, batch_size=500)
    if items:
        told(voting_round, "round.items_add", by, number=len(items))
    return outcomes


def _item_of(proposal: Proposal | None, pots: Sequence[Pot], cost: int | None) -> BudgetItem:
    if proposal is None:
        raise Invalid(_("It is not a published proposal of this project, or it is on the ballot already."))
    assessment = getattr(proposal, "assessment", None)
    if assessment is None or assessment.feasibility not in POSSIBLE:
        raise Invalid(_("Its assessment does not say that it can be done."))
    if proposal.language not in content_languages():
        raise Invalid(_("It is in a language that staff do not write in. Add it by hand, in the words of the city."))
    cost = assessment.cost_high if cost is None else cost
    if not cost:
        raise Invalid(_("Its assessment gives no cost. Write one."))
    pot = _pot_for(proposal, pots)
    if pot is None:
        raise Invalid(_("No pot is for its district."))
    _require_cost(cost, pot)
    item = BudgetItem(
        proposal=proposal,
        pot=pot,
        cost=cost,
        latitude=proposal.latitude,
        longitude=proposal.longitude,
        category_id=proposal.category_id,
    )
    put(item, "title", {proposal.language: proposal.title}, limit=TITLE_LENGTH, line=True)
    put(item, "text", {proposal.language: shortened(proposal.body)}, limit=TEXT_LENGTH)
    return item


def shortened(text: str, limit: int = TEXT_LENGTH) -> str:
    """A text that fits, cut between two words; the whole one stays on the proposal's page."""
    text = text.strip()
    return text if len(text) <= limit else text[: limit - 1].rsplit(maxsplit=1)[0] + "…"


def _pot_for(proposal: Proposal, pots: Sequence[Pot]) -> Pot | None:
    """The pot of the smallest district around the proposal's."""
    around = [pot for pot in pots if proposal.district.path.startswith(pot.district.path)]
    return max(around, key=lambda pot: len(pot.district.path), default=None)


def _require_cost(cost: int, pot: Pot) -> None:
    if not 1 <= cost <= MOST_EUROS:
        raise Invalid(_("Write an amount in whole euros."), field="cost")
    if cost > pot.budget:
        raise Invalid(_("It costs more than there is in the pot of %(district)s.") % {"district": pot.district}, field="cost")


def _require_room(voting_round: Round, more: int) -> None:
    if more and BudgetItem.objects.filter(round=voting_round).count() + more > MOST_ITEMS:
        raise Invalid(_("A round can have at most %(most)s items.") % {"most": MOST_ITEMS})


def _last_number(voting_round: Round) -> int:
    last = BudgetItem.objects.filter(round=voting_round).order_by("-number").values_list("number", flat=True).first()
    return last or 0


@transaction.atomic
def add_item(*, round_id: int, by: User | None, words: ItemWords, proposal_id: int | None = None) -> BudgetItem:
    """Put one item on the ballot in the city's words, of a proposal or of its own.

    Raises Invalid with the field; Conflict when the rules are published.
    """
    voting_round = draft_round(round_id, by)
    _require_room(voting_round, 1)
    item = BudgetItem(round=voting_round, number=_last_number(voting_round) + 1)
    if proposal_id is not None:
        item.proposal = candidates(voting_round).filter(pk=proposal_id, assessment__feasibility__in=POSSIBLE).first()
        if item.proposal is None:
            raise Invalid(_("It is not a published proposal of this project, or it is on the ballot already."), field="proposal")
    _write(item, words)
    item.save()
    told(voting_round, "round.items_add", by, number=1)
    return item


@transaction.atomic
def edit_item(*, item_id: int, by: User | None, words: ItemWords, seen: str = "") -> BudgetItem:
    """Change what is said of an item before the rules are published.

    seen: the mark of what the form was shown with. Raises Invalid with the field; Conflict when the rules are published, the
    item is gone, or somebody else has changed it since.
    """
    item = _locked_item(item_id, by)
    if seen and seen != mark_of(item):
        raise Conflict(_("Somebody else has changed this item. Look at it again."), code="changed")
    _write(item, words)
    item.save()
    told(item.round, "round.item_edit", by, item=item.number)
    return item


@transaction.atomic
def remove_item(*, item_id: int, by: User | None) -> None:
    """Take an item off the ballot before the rules are published. Its proposal can be added again."""
    item = _locked_item(item_id, by)
    number = item.number
    item.delete()
    told(item.round, "round.item_remove", by, item=number)


@transaction.atomic
def number_items(*, round_id: int, by: User | None) -> int:
    """Number the items from 1 without gaps, pot by pot, in the order they have; returns how many there are."""
    voting_round = draft_round(round_id, by)
    items = list(BudgetItem.objects.filter(round=voting_round).order_by("pot__position", "pot_id", "number"))
    last = _last_number(voting_round)
    for start in (last, 0):  # out of the way first: two rows never have one number
        for place, item in enumerate(items, start=1):
            item.number = start + place
        BudgetItem.objects.bulk_update(items, ["number"], batch_size=500)
    told(voting_round, "round.items_number", by, number=len(items))
    return len(items)


def _locked_item(item_id: int, by: User | None) -> BudgetItem:
    found = BudgetItem.objects.filter(pk=item_id).values_list("round_id", flat=True).first()
    if found is None:
        raise Conflict(_("This item is not there any more."), code="gone")
    voting_round = draft_round(found, by)
    item = BudgetItem.objects.select_for_update().filter(pk=item_id).first()
    if item is None:
        raise Conflict(_("This item is not there any more."), code="gone")
    item.round = voting_round
    return item


def _write(item: BudgetItem, words: ItemWords) -> None:
    require_any(words.titles, "title")
    put(item, "title", words.titles, limit=TITLE_LENGTH, line=True)
    put(item, "text", words.texts, limit=TEXT_LENGTH)
    pots = Pot.objects.filter(round=item.round_id, pk=words.pot_id).select_related("district").defer("district__boundary")
    pot = pots.first()
    if pot is None:
        raise Invalid(_("Choose a pot of this round."), field="pot")
    _require_cost(words.cost, pot)
    item.pot, item.cost = pot, words.cost
    item.category = _category(item, words.category_id)
    item.latitude, item.longitude = words.place or (None, None)


def _category(item: BudgetItem, category_id: int | None) -> Category | None:
    if category_id is None:
        return None
    offered = Category.objects.filter(Q(project=item.round.project_id) | Q(project__isnull=True))
    found = offered.filter(pk=category_id).first()
    if found is None:
        raise Invalid(_("Choose a theme of this project."), field="category")
    return found


def mark_of(item: BudgetItem) -> str:
    """What tells these words from others."""
    return digest(canonical({"words": words_digest(item), "cost": item.cost, "pot": item.pot_id, "category": item.category_id}))
