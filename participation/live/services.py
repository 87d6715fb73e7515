"""Telling open pages that something changed. An event is a pointer and never a text."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from participation.live.flusher import flusher


def publish(*, topic: str, type: str, seq: int | None = None, id: int | None = None) -> None:
    """Tell the topic's listeners after the current transaction commits. Never raises, never waits for the broker.

    topic: "<prefix>.<id>" of a registered prefix.
    type: what happened, such as "comment.shown".
    seq: the number of the change, for topics that number theirs.
    id: the row to fetch, where there is one.
    """
    event = {"topic": topic, "seq": seq, "type": type, "id": id}
    event = {key: value for key, value in event.items() if value is not None}
    transaction.on_commit(partial(flusher.mark, event), robust=True)


def disconnect_user(user_id: int) -> None:
    """Close this person's sockets in every process, after the current transaction commits.

    Their pages come back by themselves, as whoever the session then says they are.
    """
    transaction.on_commit(partial(flusher.mark, {"disconnect": user_id}), robust=True)


def recheck_listeners() -> None:
    """Ask for every socket anew whether it may listen to what it listens to, after the current transaction commits.

    For the rare act that takes the right from many at once, such as closing a project to all but its members.
    """
    transaction.on_commit(partial(flusher.mark, {"recheck": True}), robust=True)
