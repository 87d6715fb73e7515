"""Why an item was chosen or not, in one sentence of the reader's language. The only file here that knows a language."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proposals.voting.counting.comparing import Compared
from proposals.voting.counting.outcome import Fate, Outcome, Record
from proposals.voting.counting.spread import Bought, Spread


def reason(record: Record) -> str:
    """Why an item was chosen or not."""
    return {
        Fate.BY_SCORE: _by_score,
        Fate.BY_SHARES: _by_shares,
        Fate.DID_NOT_FIT: _did_not_fit,
        Fate.SHARES_SHORT: _shares_short,
        Fate.NO_SUPPORT: _no_support,
    }[record.fate](record)


def support(bought: Bought) -> str:
    """What one voter's support of an item did."""
    if not bought.chosen:
        return _("Not chosen.")
    if bought.paid is None:
        return _("Chosen. It costs %(cost)s.") % {"cost": euros(bought.cost)}
    if not bought.paid:
        return _("Chosen. Others paid for it.")
    return _("Chosen. %(paid)s of your share paid for it.") % {"paid": cents(bought.paid, round)}


def share(outcome: Outcome) -> str:
    """How much each voter could spend; empty where shares are not equal."""
    if outcome.share is None:
        return ""
    return _("Each voter had %(share)s to spend.") % {"share": cents(outcome.share, floor)}


def district(spread: Spread) -> str:
    """What a district got."""
    return ngettext(
        "%(chosen)s of %(items)s item chosen, %(spent)s: %(percent)s %% of the money that was spent.",
        "%(chosen)s of %(items)s items chosen, %(spent)s: %(percent)s %% of the money that was spent.",
        spread.items,
    ) % {
        "chosen": whole(spread.chosen),
        "items": whole(spread.items),
        "spent": euros(spread.spent),
        "percent": percent(spread.share),
    }


def comparison(compared: Compared) -> str:
    """How an outcome by other rules differs, and how many voters it would have served."""
    served = _("%(percent)s %% of the voters get one of their choices or more.")
    mean = _("On average %(mean)s go to a voter's own choices.")
    sentences = (
        _difference(compared),
        served % {"percent": percent(compared.content.share_served)},
        mean % {"mean": euros(floor(compared.content.mean))},
    )
    return " ".join(sentences)


def euros(amount: int) -> str:
    """Whole euros in words."""
    return ngettext("%(n)s euro", "%(n)s euros", amount) % {"n": whole(amount)}


def cents(amount: Fraction, rounded: Callable[[Fraction], int]) -> str:
    """Euros with cents in words. rounded: up for what is paid at most, down for what is left."""
    number = rounded(amount * 100)
    written = number_format(f"{number // 100}.{number % 100:02}", decimal_pos=2, use_l10n=True, force_grouping=True)
    return ngettext("%(n)s euro", "%(n)s euros", 1 if number == 100 else 2) % {"n": written}


def whole(number: int) -> str:
    """A whole number as it is written in the reader's language."""
    return str(number_format(number, use_l10n=True, force_grouping=True))


def percent(part: Fraction) -> str:
    """A part of one as whole per cent."""
    return whole(round(part * 100))


def _by_score(record: Record) -> str:
    return ngettext(
        "Chosen by its score: %(n)s supporter; when its turn came, the money left was %(left)s.",
        "Chosen by its score: %(n)s supporters; when its turn came, the money left was %(left)s.",
        record.supporters,
    ) % {"n": whole(record.supporters), "left": euros(record.left or 0)}


def _by_shares(record: Record) -> str:
    payers, price = record.payers or 0, record.price or Fraction()
    return ngettext(
        "Paid by %(n)s supporter, with %(price)s.",
        "Paid by %(n)s supporters, each at most %(price)s.",
        payers,
    ) % {"n": whole(payers), "price": cents(price, ceil)}


def _did_not_fit(record: Record) -> str:
    return _("Not chosen: it cost %(missing)s more than what was left when its turn came.") % {
        "missing": euros(int(record.missing))
    }


def _shares_short(record: Record) -> str:
    return _("Not chosen: its supporters had %(had)s left together, and it costs %(cost)s.") % {
        "had": euros(floor(record.had or Fraction())),
        "cost": euros(record.cost),
    }


def _no_support(record: Record) -> str:
    return _("Not chosen: nobody voted for it.")


def _difference(compared: Compared) -> str:
    if compared.same:
        return _("The same items would have been chosen.")
    kept, new = len(compared.common), len(compared.gained)
    same = ngettext(
        "%(n)s item that was chosen would have been chosen as well.",
        "%(n)s items that were chosen would have been chosen as well.",
        kept,
    )
    others = ngettext("%(n)s other item would have been chosen.", "%(n)s other items would have been chosen.", new)
    return f"{same % {'n': whole(kept)}} {others % {'n': whole(new)}}"
