"""Whole numbers in cells."""

from __future__ import annotations

import re

from proposals.voting.counting.pabulib.invalid import Invalid, short

# At most 15 digits: more than any city has, and no work to read. Files of other cities write 500000.0 as well.
WHOLE = re.compile(r"([0-9]{1,15})(\.0+)?", re.ASCII)


def whole(text: str, name: str, line: int, *, least: int = 0) -> int:
    """The number in a cell. name: what it is, for the reason of a refusal."""
    found = WHOLE.fullmatch(text.strip())
    if not found or int(found[1]) < least:
        raise Invalid(line, f"{name} has to be a whole number of at least {least}, but is {short(text)}.")
    return int(found[1])
