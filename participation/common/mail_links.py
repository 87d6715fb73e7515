"""The signed word in the address of a mail: it stands for its reader, for one purpose, and signs nobody in."""

from __future__ import annotations

import re
from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

_SHAPE = re.compile(r"\d{1,18}(?:-\d{1,18})*", re.ASCII)
LONGEST = 200


class MailLink:
    """One kind of link. purpose: what its words are for; a word of one purpose is worth nothing for another.

    numbers: how many a word holds, such as a row's id and the person's `sessions_ended`: with that, a changed address, a
        changed password or a suspension ends old links, too.
    """

    def __init__(self, purpose: str, *, numbers: int) -> None:
        self._signer = TimestampSigner(salt=purpose, sep=".")
        self._numbers = numbers

    def word(self, *numbers: int) -> str:
        """To be put into an address."""
        if len(numbers) != self._numbers:
            raise ValueError(f"{self._numbers} numbers are needed.")
        return self._signer.sign("-".join(map(str, numbers)))

    def read(self, word: str, *, max_age: timedelta | None = None) -> tuple[int, ...] | None:
        """The numbers of a word that we made for this purpose; None for anything else, and for one that is too old."""
        if len(word) > LONGEST:
            return None
        try:
            said = self._signer.unsign(word, max_age=max_age)
        except BadSignature:
            return None
        numbers = tuple(map(int, said.split("-"))) if _SHAPE.fullmatch(said) else ()
        return numbers if len(numbers) == self._numbers else None
