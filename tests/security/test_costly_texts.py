"""Texts made to keep the server busy. What is measured is work, never time."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from participation.common import differences
from participation.common.differences import MOST_PAIRS, MOST_WORDS, difference
from participation.common.text import render_plain_text

HANS = [chr(0x4E00 + number) for number in range(110)]
COSTLY = [
    (" ".join("ab"[n % 2] for n in range(490)), " ".join("ba"[(n // 3) % 2] for n in range(490))),
    ("a " * 499, "a b " * 249),
    (" ".join(HANS[n % 110] for n in range(4900)), " ".join(HANS[(n * 7) % 110] for n in range(4900))),
]


@pytest.mark.parametrize(("before", "after"), COSTLY)
def test_no_pair_of_versions_is_compared_at_any_price(before: str, after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of these took about seven seconds, and a history shows twenty comparisons."""
    compared = []

    class Counting(SequenceMatcher):
        def __init__(self, junk, old, new, autojunk) -> None:
            compared.append(sum(new.count(word) for word in old))
            assert len(old) + len(new) <= MOST_WORDS
            super().__init__(junk, old, new, autojunk)

    monkeypatch.setattr(differences, "SequenceMatcher", Counting)
    difference.cache_clear()
    pieces = difference(before, after)
    assert all(pairs <= MOST_PAIRS for pairs in compared)
    assert "".join(piece.text for piece in pieces if piece.change != "added") == before
    assert "".join(piece.text for piece in pieces if piece.change != "removed") == after


def test_a_change_in_a_long_text_is_still_shown_by_the_word() -> None:
    long = "The quick brown fox jumps over the lazy dog. " * 200
    pieces = difference(f"{long}A bench. {long}", f"{long}Two benches. {long}")
    assert [piece.text for piece in pieces if piece.change] == ["A bench. ", "Two benches. "]


@pytest.mark.parametrize(
    "text",
    [
        "http://" * 1400,
        "a@" * 5000,
        "&" * 10_000,
        "(" * 5000 + "http://x.fi" + ")" * 4900,
        "x." * 5000,
        "&lt" * 3300,
        "</a" * 3300,
    ],
)
def test_links_are_found_without_going_mad(text: str) -> None:
    html = render_plain_text(text[:10_000])
    assert "<script" not in html
