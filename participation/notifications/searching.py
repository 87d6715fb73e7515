"""Whose saved search finds what a piece of news tells of: asked of the app that knows what is searched."""

from __future__ import annotations

NOBODY = "SELECT NULL::bigint WHERE false"

_matchers: dict[str, str] = {}


def register_matcher(news_kind: str, statement: str) -> None:
    """Let searches be told of a kind of news; raises ValueError on a second matcher for it.

    statement: selects the ids of the saved searches that find the news' subject, whose id is `%(subject)s`. SQL and not
        a list, because as many people may have saved a search as like: it becomes a part of the statement that tells them.
    """
    if news_kind in _matchers:
        raise ValueError(f"News kind {news_kind!r} has a matcher already.")
    _matchers[news_kind] = statement


def matching(news_kind: str) -> str:
    """The statement for such news; one that selects nothing where searches do not care."""
    return _matchers.get(news_kind, NOBODY)
