"""The link in the mail: it is for one person and one question, and for nothing else. It signs nobody in."""

from __future__ import annotations

import re

from django.core.signing import BadSignature, Signer

_SHAPE = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)
LONGEST = 120


def _signer() -> Signer:
    return Signer(salt="proposals.commitments.question", sep=".")


def token_for(round_id: int, person_id: int) -> str:
    """To be put into an address."""
    return _signer().sign(f"{round_id}-{person_id}")


def read_token(token: str) -> tuple[int, int] | None:
    """(round, person) of a token that we made; None for anything else."""
    if len(token) > LONGEST:
        return None
    try:
        match = _SHAPE.fullmatch(_signer().unsign(token))
    except BadSignature:
        return None
    return (int(match[1]), int(match[2])) if match else None
