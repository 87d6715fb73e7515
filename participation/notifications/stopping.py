"""The signed word by which somebody ends our mail without signing in: it names them and nothing else, and never runs out."""

from __future__ import annotations

from participation.common.mail_links import MailLink

_link = MailLink("participation.notifications.stop", numbers=1)


def stop_token(user_id: int) -> str:
    """For the address in a mail."""
    return _link.word(user_id)


def user_of(token: str) -> int | None:
    """The person a token names; None for one that we did not make."""
    read = _link.read(token)
    return read[0] if read else None
