"""The signed word by which somebody ends our mail without signing in: it names them and nothing else, and never runs out."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

_signer = Signer(salt="participation.notifications.stop", sep=".")


def stop_token(user_id: int) -> str:
    """For the address in a mail."""
    return _signer.sign(str(user_id))


def user_of(token: str) -> int | None:
    """The person a token names; None for one that we did not make."""
    try:
        return int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
