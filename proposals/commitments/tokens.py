"""The link in the mail: it is for one person and one question, and for nothing else. It signs nobody in."""

from __future__ import annotations

from participation.accounts.models import User
from participation.common.mail_links import MailLink

_link = MailLink("proposals.commitments.question", numbers=3)


def token_for(round_id: int, person: User) -> str:
    """To be put into an address. A changed address or a suspension ends it."""
    return _link.word(round_id, person.pk, person.sessions_ended)


def read_token(token: str) -> tuple[int, User] | None:
    """(round, person) of a token that we made; None for anything else, and where the person's links have ended."""
    read = _link.read(token)
    if read is None:
        return None
    round_id, person_id, sessions_ended = read
    person = User.objects.filter(pk=person_id, sessions_ended=sessions_ended, is_active=True).first()
    return (round_id, person) if person is not None else None
