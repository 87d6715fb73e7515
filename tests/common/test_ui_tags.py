"""What the template tags make of names, texts and numbers."""

from __future__ import annotations

import pytest

from participation.common.icons import PATHS
from participation.common.templatetags.ui import bars, icon, initials, message_kind, resident_text, segments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\ntwo\nlines", "<p>one</p>\n\n<p>two<br>lines</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
    ],
)
def test_a_residents_text_is_plain(text: str, expected: str) -> None:
    assert resident_text(text) == expected


def test_links_pass_no_reputation_on() -> None:
    html = resident_text("see https://example.org/a?b=c")
    assert '<a href="https://example.org/a?b=c" rel="nofollow ugc noopener">' in html


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Anna-Maija af Forselles", "AF"), ("anna", "A"), ("", ""), ("😀 <b>", ""), ("Åsa Öst", "ÅÖ")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_bars_are_measured_against_the_longest() -> None:
    rows = bars([{"label": "a", "value": 8}, {"label": "b", "value": 2}])
    assert [(row["width"], row["top"]) for row in rows] == [(100.0, True), (25.0, False)]


def test_a_chart_of_zeros_has_no_bars() -> None:
    assert [(row["width"], row["top"]) for row in bars([{"label": "a", "value": 0}])] == [(0, False)]
    assert bars([]) == []


def test_segments_fill_the_bar_and_leave_out_zeros() -> None:
    rows = segments([{"value": 3}, {"value": 0}, {"value": 1}])
    assert len(rows) == 2
    assert rows[-1]["x"] + rows[-1]["width"] == pytest.approx(400, abs=0.2)
    assert segments([]) == []


@pytest.mark.parametrize("name", sorted(PATHS))
def test_icons_are_hidden_from_assistive_technology(name: str) -> None:
    assert 'aria-hidden="true"' in icon(name)


@pytest.mark.parametrize(("tags", "kind"), [("success", "kept"), ("safe error", "wrong"), ("", "city"), ("warning", "late")])
def test_message_colours(tags: str, kind: str) -> None:
    assert message_kind(tags) == kind
