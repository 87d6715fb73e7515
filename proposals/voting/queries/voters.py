"""From what somebody shows to a voter: an account, a code, a ballot handed over at a voting place."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from districts.models import District
from participation.accounts.models import Verification
from participation.accounts.queries import valid_verifications
from participation.common.refusals import NotAllowed
from proposals.voting.keys import RoundKey, code_hash, key_of
from proposals.voting.models import KioskSession, Participation, VotingCode
from proposals.voting.states import Channel, RollSource
from proposals.voting.voters import Voter

if TYPE_CHECKING:
    from participation.accounts.models import User
    from proposals.voting.models import Round

PERSON = "person"
KINDS_FIRST = (Verification.Kind.STRONG, Verification.Kind.DESK, Verification.Kind.CODE, Verification.Kind.DEMO)


def voter_by_account(voting_round: Round, user: User) -> Voter:
    """Who is signed in, by the strongest verification of the account. Raises NotAllowed without one in this city."""
    here = [row for row in valid_verifications(user) if row.municipality.casefold() == settings.CITY_NAME.casefold()]
    here.sort(key=lambda row: KINDS_FIRST.index(row.kind))
    if not here:
        raise NotAllowed(_("Only verified residents can vote. You can verify yourself on your own page."), code="not_verified")
    best = here[0]
    return Voter(
        key=person_key(key_of(voting_round.pk), best.subject_digest),
        source=RollSource.IDENTITY,
        channel=Channel.WEB,
        born=next((row.born for row in here if row.born), None),
        district=_district(next((row.district_code for row in here if row.district_code), "")),
        user=user,
    )


def person_key(key: RoundKey, subject_digest: str) -> bytes:
    """The voter's key of an identity, whoever vouched for it."""
    return key.voter(f"{PERSON}:{subject_digest}")


def voter_by_code(voting_round: Round, code: str) -> Voter:
    """Who holds a code. Raises NotAllowed for one that was never given out, or was called back; it does not say which."""
    key = key_of(voting_round.pk)
    rows = VotingCode.objects.filter(round=voting_round, code_key=key.code(code_hash(code)), batch__revoked_at__isnull=True)
    row = rows.select_related("district").defer("district__boundary").first()
    if row is None:
        raise NotAllowed(_("This code is not known. Check it sign by sign."), code="unknown_code")
    return Voter(key=bytes(row.voter_key), source=RollSource.CODE, channel=Channel.CODE, born=row.born, district=row.district)


def voter_at_kiosk(voting_round: Round, session_id: UUID | None) -> Voter:
    """Who sits at a voting place's screen with a ballot that a clerk handed over. Raises NotAllowed when it is over."""
    rows = KioskSession.objects.filter(round=voting_round, pk__in=[session_id] if session_id else [], begun=True, ended=False)
    row = rows.filter(expires_at__gt=timezone.now()).select_related("place", "district").defer("district__boundary").first()
    if row is None:
        raise NotAllowed(_("This ballot has been used or is too old. Ask the staff for a new one."), code="kiosk_over")
    return Voter(
        key=bytes(row.voter_key),
        source=RollSource.DESK,
        channel=Channel.KIOSK,
        age=row.age,
        district=row.district,
        place=row.place,
        kiosk=row.pk,
    )


def participation_of(voting_round: Round, voter: Voter) -> Participation | None:
    """Whether and how this person has voted; what they chose is not in it."""
    return Participation.objects.filter(round=voting_round, voter_key=voter.key).select_related("place").first()


def _district(code: str) -> District | None:
    if not code:
        return None
    return District.objects.valid().participation_level().filter(code=code).defer("boundary").first()
