"""The small part of Markdown that residents may write: bold, italic, links, lists, quotes. Rendered here and nowhere else.

Everything else stays what it is, text: HTML, headings, pictures, tables and code have no meaning. A single line end is a line
break, so that what was written before Markdown was understood looks as it did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import nh3
from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from participation.common.text import KEPT_TEXTS, render_plain_text

RULES = ("blockquote", "list", "emphasis", "link", "autolink", "newline", "escape")
TAGS = {"p", "br", "a", "strong", "em", "ul", "ol", "li", "blockquote", "span"}
MENTION = "k-mention"
# Longer or deeper texts are shown as plain text: nobody writes them by hand, and some are made to keep a server busy.
MOST_CHARACTERS = 20_000
DEEPEST = 12
# Signs that can mean something. Most comments have none of them, and are plain text at once.
SIGNS = re.compile(r"[*_\[<\\]|^\s{0,3}(?:>|[-+]\s|\d{1,9}[.)]\s)", re.MULTILINE)


@lru_cache(maxsize=KEPT_TEXTS)
def render_markup(text: str, mentioned: tuple[str, ...] = ()) -> SafeString:
    """A resident's text as safe HTML; the same text always gives the same.

    mentioned: the names that are marked where they stand behind an @.
    """
    tokens = _parsed(text) if mentioned or SIGNS.search(text) else None
    if tokens is None:
        return render_plain_text(text)
    html = _markdown.renderer.render(tokens, _markdown.options, {"names": _pattern(mentioned), "links": 0})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        allowed_classes={"span": {MENTION}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it


@lru_cache(maxsize=KEPT_TEXTS)
def plain_text(text: str) -> str:
    """The words without their signs, for mails, feeds, excerpts and searches; what is quoted is left out.

    A text that is nothing but quotes keeps them.
    """
    tokens = _parsed(text) if SIGNS.search(text) else None
    if tokens is None:
        return text
    own = "\n\n".join(_paragraphs(tokens, quoted=False))
    return own or "\n\n".join(_paragraphs(tokens, quoted=True))


def quotation(text: str, *, limit: int) -> str:
    """A text as a quote to answer below: its own words, cut at a word, every line behind a ">"."""
    words = plain_text(text)
    if len(words) > limit:
        words = words[:limit].rsplit(maxsplit=1)[0] + " …"
    return "\n".join(f"> {line}".rstrip() for line in words.splitlines())


def _parsed(text: str) -> list[Token] | None:
    """The text in pieces; None for one that is shown as it is, because it is too long or too deep."""
    if len(text) > MOST_CHARACTERS:
        return None
    tokens = _markdown.parse(text)
    return None if any(token.level > DEEPEST for token in tokens) else tokens


def _paragraphs(tokens: Sequence[Token], *, quoted: bool) -> Iterator[str]:
    depth, mark = 0, ""
    for token in tokens:
        if token.type.startswith("blockquote"):
            depth += token.nesting
        elif token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "– "
        elif token.type == "inline" and (quoted or not depth):
            words = ("\n" if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or ())
            yield f"{mark}{''.join(words)}"
            mark = ""


def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w@./])(@(?:{'|'.join(map(re.escape, longest_first))}))(?!\w)", re.IGNORECASE)


def _text(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, env: dict[str, Any]) -> str:
    content = tokens[place].content
    if env["links"]:
        return escape(content)
    parts = env["names"].split(content) if env["names"] else [content]
    return "".join(
        f'<span class="{MENTION}">{escape(part)}</span>' if number % 2 else urlize(part, nofollow=True, autoescape=True)
        for number, part in enumerate(parts)
    )


def _link(renderer: Any, tokens: Sequence[Token], place: int, options: Any, env: dict[str, Any]) -> str:
    env["links"] += tokens[place].nesting
    return renderer.renderToken(tokens, place, options, env)


def _made() -> MarkdownIt:
    made = MarkdownIt("zero", {"breaks": True, "maxNesting": 16}).enable(list(RULES))
    made.add_render_rule("text", _text)
    made.add_render_rule("link_open", _link)
    made.add_render_rule("link_close", _link)
    return made


_markdown = _made()
