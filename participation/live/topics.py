"""What can be listened to. An app registers its topics in `AppConfig.ready()`; a topic is "<prefix>.<id>"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

TOPIC = re.compile(r"([a-z]{1,20})\.([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class TopicKind:
    """Topics of one prefix. `may_subscribe` gets the person (or the anonymous one) and the id behind the prefix."""

    prefix: str
    may_subscribe: Callable[[Any, int], bool]
    current_seq: Callable[[int], int | None] | None = None


_kinds: dict[str, TopicKind] = {}


def register(
    prefix: str,
    *,
    may_subscribe: Callable[[Any, int], bool],
    current_seq: Callable[[int], int | None] | None = None,
) -> None:
    """Add a prefix; raises ValueError on a second of that name.

    may_subscribe: (user, id) -> whether this person may listen; asked once per subscription, may query.
    current_seq: (id) -> the number of the latest change, for topics that number theirs.
    """
    if prefix in _kinds:
        raise ValueError(f"Topic prefix {prefix!r} is registered already.")
    _kinds[prefix] = TopicKind(prefix=prefix, may_subscribe=may_subscribe, current_seq=current_seq)


def may_subscribe(user: Any, topic: str) -> bool:
    """Whether this person may listen to the topic; no for a topic that nobody registered."""
    kind, number = _find(topic)
    return kind is not None and kind.may_subscribe(user, number)


def current_seq(topic: str) -> int | None:
    """The number of the topic's latest change; None where changes are not numbered."""
    kind, number = _find(topic)
    return kind.current_seq(number) if kind and kind.current_seq else None


def _find(topic: str) -> tuple[TopicKind | None, int]:
    match = TOPIC.fullmatch(topic)
    return (_kinds.get(match[1]), int(match[2])) if match else (None, 0)
