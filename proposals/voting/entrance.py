"""By which door somebody comes to the ballot: a screen at a voting place, a code, or their account.

A screen goes before everything else: whoever votes there must not vote as the clerk who is signed in on the same device.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature
from django.utils.translation import gettext as _

from participation.common.refusals import NotAllowed
from proposals.voting import cookies
from proposals.voting.keys import KeyMissing
from proposals.voting.queries.voters import voter_at_kiosk, voter_by_account, voter_by_code

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from proposals.voting.models import Round
    from proposals.voting.voters import Voter

KIOSK = "kiosk"
KIOSK_SALT = "voting.kiosk"
CODE = "code"


def ballot_door(request: HttpRequest, voting_round: Round) -> Voter | None:
    """Who stands at the ballot; None for who has shown nothing yet.

    Raises NotAllowed when what they show does not let them in, or the round's key is not there.
    """
    try:
        if is_kiosk(request):
            return voter_at_kiosk(voting_round, kiosk_session(request))
        if code := code_of(request, voting_round):
            return voter_by_code(voting_round, code)
        if request.user.is_authenticated:
            return voter_by_account(voting_round, request.user)
    except KeyMissing as error:
        raise NotAllowed(_("Voting is out of order for a moment. Nothing is lost; please try again."), code="no_key") from error
    return None


def is_kiosk(request: HttpRequest) -> bool:
    """Whether this browser is a screen at a voting place with a ballot that was handed over."""
    return bool(request.COOKIES.get(KIOSK))


def kiosk_session(request: HttpRequest) -> UUID | None:
    """The ballot that was handed over to this screen, if it says so itself."""
    try:
        return UUID(request.get_signed_cookie(KIOSK, salt=KIOSK_SALT))
    except (KeyError, ValueError, BadSignature):
        return None


def begin_at_kiosk(response: HttpResponse, session_id: UUID) -> None:
    """Let this browser vote with a ballot that was handed over at a voting place."""
    response.set_signed_cookie(
        KIOSK,
        str(session_id),
        salt=KIOSK_SALT,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def end_at_kiosk(response: HttpResponse) -> None:
    """The screen is free for the next person."""
    response.delete_cookie(KIOSK, samesite="Lax")


def code_of(request: HttpRequest, voting_round: Round) -> str:
    """The voting code with which this ballot was begun; empty without one."""
    match cookies.read(request, CODE):
        case [int(pk), str(code)] if pk == voting_round.pk:
            return code
        case _:
            return ""


def keep_code(response: HttpResponse, voting_round: Round, code: str) -> None:
    """For as long as the ballot takes."""
    cookies.keep(response, CODE, [voting_round.pk, code], project=voting_round.project.slug)


def forget_code(response: HttpResponse, voting_round: Round) -> None:
    """The device is anybody's again."""
    cookies.forget(response, CODE, project=voting_round.project.slug)
