"""The HTML of single comments, kept in memory: a long conversation is read a thousand times for every change.

The key holds everything a comment's HTML depends on, its words and its author's name among it, so nothing kept can be stale:
a comment that was hidden, edited or whose author was erased simply has another key.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable

from django.utils.safestring import SafeString

# Where a first-level comment's answers, and the form for one more, are put in. Text is escaped, so it cannot hold these.
ANSWERS = "<!--answers-->"
FORM = "<!--form-->"
MOST_KEPT = 4096


class RenderedComments:
    """A bounded memory of rendered HTML; what was put in first goes first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._html: dict[Hashable, str] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, render: Callable[[], str]) -> str:
        """The HTML kept under the key, else what `render` makes."""
        html = self._html.get(key)
        if html is None:
            html = render()
            with self._lock:
                while len(self._html) >= self._most:
                    self._html.pop(next(iter(self._html)))
                self._html[key] = html
        return html


rendered = RenderedComments()


def with_answers(html: str, answers: list[SafeString]) -> str:
    """Put the answers in their place."""
    return html.replace(ANSWERS, "".join(answers), 1)


def around_form(html: str) -> tuple[SafeString, SafeString]:
    """The HTML before and behind the place of the form."""
    before, _mark, behind = html.partition(FORM)
    return SafeString(before), SafeString(behind)
