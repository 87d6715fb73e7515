"""What a clerk may know of the person in front of them: whether they may vote, and whether they have."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from participation.accounts.queries import valid_verifications
from participation.accounts.services import person_digest
from participation.common.refusals import Invalid, NotAllowed
from proposals.voting.keys import key_of
from proposals.voting.queries.voters import participation_of, person_key, voter_by_code
from proposals.voting.rules import require_voter
from proposals.voting.states import Channel, RollSource
from proposals.voting.voters import Voter

if TYPE_CHECKING:
    from datetime import date

    from districts.models import District
    from participation.accounts.models import User
    from proposals.voting.models import Participation, Round, VotingPlace

LONGEST, SHORTEST = 40, 4
# A Finnish personal identity code: its last sign is the remainder of the digits, so that a slip of the finger is noticed.
IDENTITY_CODE = re.compile(r"(\d{6})[-+A-FU-Y](\d{3})([0-9A-Y])")
CHECK_SIGNS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What somebody showed at a desk, for the length of one call. `repr` tells nothing, so that no report of an error does."""

    identifier: str = ""
    code: str = ""
    born: date | None = None
    age: int | None = None
    district: District | None = None

    def __repr__(self) -> str:
        return "Shown(…)"


@dataclass(frozen=True)
class Standing:
    """may: whether this person may vote here now; words: what the clerk is told; code: of the refusal."""

    may: bool
    words: str
    code: str = ""
    participation: Participation | None = None


def voter_at_desk(place: VotingPlace, shown: Shown, channel: Channel) -> Voter:
    """The voter, by the number on an identity document or by a code: the same key as through every other door.

    Raises Invalid for an identifier that cannot be right, NotAllowed for a code that is not known.
    """
    if bool(shown.identifier.strip()) == bool(shown.code.strip()):
        raise Invalid(
            _("Type the personal identity code or document number, or the voting code: one of them."), field="identifier"
        )
    if shown.code.strip():
        known = voter_by_code(place.round, shown.code)
        key, born, district = known.key, known.born or shown.born, known.district or shown.district
    else:
        digest = person_digest(normal_identifier(shown.identifier))
        key, born, district = person_key(key_of(place.round_id), digest), shown.born, shown.district
    return Voter(key=key, source=RollSource.DESK, channel=channel, born=born, age=shown.age, district=district, place=place)


def normal_identifier(typed: str) -> str:
    """The identifier as every door writes it: capitals, without spaces. Raises Invalid for a slip of the finger."""
    text = "".join(unicodedata.normalize("NFKC", typed).split()).upper()
    if not SHORTEST <= len(text) <= LONGEST or not re.fullmatch(r"[0-9A-Z+\-/.]+", text):
        raise Invalid(_("This does not look like a personal identity code or a document number."), field="identifier")
    if (parts := IDENTITY_CODE.fullmatch(text)) and CHECK_SIGNS[int(parts[1] + parts[2]) % 31] != parts[3]:
        raise Invalid(
            _("The last sign does not fit the others. Check the personal identity code sign by sign."), field="identifier"
        )
    return text


def standing_of(voting_round: Round, voter: Voter, today: date) -> Standing:
    """Whether they may vote, and what a clerk may say about it. Nothing of a choice."""
    try:
        require_voter(voting_round, voter, today)
    except NotAllowed as refusal:
        return Standing(False, str(refusal.message), refusal.code)
    row = participation_of(voting_round, voter)
    if row is None:
        return Standing(True, _("May vote."))
    facts = {"day": date_format(row.day, "SHORT_DATE_FORMAT"), "way": row.get_channel_display()}
    if row.annulment_id:
        return Standing(False, _("Their ballot was annulled, so they cannot vote again."), "annulled", row)
    if row.channel == Channel.PAPER:
        words = _("Was given a paper ballot on %(day)s, so they have voted. Paper cannot be found again to be changed.")
        return Standing(False, words % facts, "paper", row)
    return Standing(True, _("Has voted already, on %(day)s (%(way)s), and may change it.") % facts, "", row)


def own_keys(voting_round: Round, user: User) -> set[bytes]:
    """The voter keys of a clerk's own verified identities."""
    key = key_of(voting_round.pk)
    return {person_key(key, row.subject_digest) for row in valid_verifications(user)}
