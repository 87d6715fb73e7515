"""What changed from one text to another, made readable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

# A comparison costs up to the number of pairs of like words times the number of words.
MOST_PAIRS = 8_000
MOST_WORDS = 3_000


@dataclass(frozen=True)
class Piece:
    """A stretch of text in a comparison. change: "" (the same), "added" or "removed"."""

    text: str
    change: str = ""


@lru_cache(maxsize=512)
def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one, word by word, with what went and what came; from memory when it was asked before."""
    old, new = _words(before), _words(after)
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    return (
        *_pieces("", old[:start]),
        *_compared(old[start : len(old) - end], new[start : len(new) - end]),
        *_pieces("", old[len(old) - end :]),
    )


def _compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    """What differs, in detail where that can be found quickly: texts can be made for which it would take minutes."""
    there = Counter(new)
    if sum(there[word] for word in old) > MOST_PAIRS or len(old) + len(new) > MOST_WORDS:
        yield from (*_pieces("removed", old), *_pieces("added", new))
        return
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from _pieces("", old[old_from:old_to])
            continue
        yield from (*_pieces("removed", old[old_from:old_to]), *_pieces("added", new[new_from:new_to]))


def _pieces(change: str, words: list[str]) -> list[Piece]:
    return [Piece("".join(words), change)] if words else []


def _same(old: list[str], new: list[str]) -> int:
    """With how many same words both begin."""
    return next(
        (place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )


def _words(text: str) -> list[str]:
    """Words, each with the white space behind it, which alone would be like too much else."""
    return re.findall(r"\S+\s*|^\s+", text)
