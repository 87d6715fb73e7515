"""The few signs that residents may write, and that everything else stays text."""

from __future__ import annotations

import sys

import pytest

from participation.common.markup import plain_text, quotation, render_markup
from participation.common.text import render_plain_text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** and *italic*", "<p><strong>bold</strong> and <em>italic</em></p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. one\n4. two", '<ol start="3">\n<li>one</li>\n<li>two</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("[city](https://hel.fi)", '<p><a href="https://hel.fi" rel="nofollow ugc noopener">city</a></p>'),
    ],
)
def test_signs_that_mean_something(text: str, html: str) -> None:
    assert render_markup(text).replace("\n", "") == html.replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.\nA second line.\n\nA second paragraph, https://example.org/a_b_c?x=1&y=2.",
        "# no heading",
        "5 * 3 * 2 = 30 and snake_case_words",
        "    no code",
        "a | b\n--|--\n1 | 2",
        "Title\n=====",
        "one\n---\ntwo",
        "<b>no</b> <script>alert(1)</script> &amp; <!-- x -->",
        "+1, -1, 2.5 and 12.30",
        "?!#%&/()=`´^~¨'",
        "יש כאן ספסל 😀 👩‍👩‍👧",
    ],
)
def test_what_is_no_sign_looks_as_it_did(text: str) -> None:
    assert render_markup(text).replace("\n", "") == render_plain_text(text).replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "![x](https://example.org/x.png)",
        '[x](https://e.org "onmouseover=alert(1)")',
        '<span class="k-mention">@Mayor</span>',
        "**<img src=x onerror=y>**",
        "[<script>](https://e.org/<script>)",
        "> <iframe src=//e.org>",
        "[x]: javascript:alert(1)\n\n[x]",
    ],
)
def test_nothing_dangerous_comes_out(text: str) -> None:
    html = render_markup(text).lower()
    for bad in ("<script", "<img", "<iframe", "<span", 'href="javascript', 'href="data', 'href="vbscript', ' title="', ' on"'):
        assert bad not in html


def test_names_are_marked_and_inert() -> None:
    text = "@Anna <x>, @anna virtanen, @Annabel, [@Anna](https://e.org), https://e.org/@Anna"
    html = render_markup(text, ("Anna", "Anna Virtanen"))
    assert html.count('<span class="k-mention">') == 2
    assert '<span class="k-mention">@anna virtanen</span>' in html
    assert "&lt;x&gt;" in html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**A** *b* [c](https://e.org)\nd", "A b c\nd"),
        ("> old\n\nnew", "new"),
        ("> only a quote", "only a quote"),
        ("- a\n- b\n\n12. päivänä", "– a\n\n– b\n\n12. päivänä"),
        ("no signs", "no signs"),
    ],
)
def test_mails_and_excerpts_get_the_words(text: str, words: str) -> None:
    assert plain_text(text) == words


def test_a_quote_is_short_and_quotes_no_quotes() -> None:
    quoted = quotation("> older\n\nfirst line\nsecond **line** " + "word " * 300, limit=60)
    assert quoted.startswith("> first line\n> second line word")
    assert quoted.endswith("…")
    assert len(quoted) < 80


NASTY = {
    "emphasis": "*a_",
    "brackets": "[",
    "links": "[a](",
    "quotes": "> ",
    "lists": "- ",
    "mixed": "> - ",
    "stars": "*",
    "strong": "**a *b ",
    "angles": "<",
    "backslashes": "\\",
    "ticks": "`",
    "pictures": "![[",
    "addresses": "http://",
    "mails": "a@b.",
    "bullets": "-\n",
    "numbers": "1. ",
    "names": "@Anna",
    "lines": "x\n",
}


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("size", [4_000, 100_000])
def test_made_up_texts_cost_little_work(name: str, size: int) -> None:
    """What is counted are calls, never time: at most some hundred for every character that a person may send."""
    text = (NASTY[name] * size)[:size]
    calls = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        render_markup.__wrapped__(text, ("Anna",))
        plain_text.__wrapped__(text)
    finally:
        sys.setprofile(None)
    assert calls < 250 * min(size, 20_000), name


def test_too_deep_and_too_long_is_shown_as_it_is() -> None:
    for text in (">" * 60 + " deep", "- " * 40 + "deep", "*x* " * 6_000):
        assert render_markup(text) == render_plain_text(text)
        assert plain_text(text) == text
