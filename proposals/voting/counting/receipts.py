"""What proves that a ballot is among those counted: the hash of its tracker, and the hourly chain over all of them.

The page for voters and the script that anybody runs (`proposals/voting/recount.py`) use the same definitions, written twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

NO_HEAD = "0" * 64  # what the first hour's head is computed from


def tracker_hash(tracker: str) -> str:
    """SHA-256 of a tracker in lower case, without spaces and hyphens, in hexadecimal."""
    return sha256("".join(tracker.split()).replace("-", "").lower().encode()).hexdigest()


def next_head(previous: str, hashes: Iterable[str]) -> str:
    """The head after an hour: SHA-256 of the head before and the hour's hashes, sorted, with a line feed between any two."""
    return sha256("\n".join([previous, *sorted(hashes)]).encode()).hexdigest()


def chain_line(hour: str, previous: str, hashes: Iterable[str]) -> str:
    """One hour's line of the published chain: the hour, its head and its hashes, parted by semicolons and commas."""
    ordered = sorted(hashes)
    return f"{hour};{next_head(previous, ordered)};{','.join(ordered)}\n"
