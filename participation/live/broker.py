"""The Valkey channel that carries events between processes; one for the whole site."""

from __future__ import annotations

from typing import Any

import redis
import redis.asyncio
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

CONNECT_SECONDS = 1
SEND_SECONDS = 2


def channel() -> str:
    """The channel's name; starts with the channel layer's prefix, so that two sites can share a Valkey."""
    return f"{_layer().get('prefix', 'asgi')}:live"


def sender() -> redis.Redis:
    """A client for publishing. It tries once and gives up soon: the flusher decides about trying again."""
    return redis.Redis.from_url(
        _address(), socket_timeout=SEND_SECONDS, socket_connect_timeout=CONNECT_SECONDS, retry=Retry(NoBackoff(), 0)
    )


def listener() -> redis.asyncio.Redis:
    """A client for listening. It may be idle for ever: redis-py's own five seconds would end the connection."""
    return redis.asyncio.Redis.from_url(
        _address(), socket_timeout=None, socket_connect_timeout=CONNECT_SECONDS, retry=redis.asyncio.retry.Retry(NoBackoff(), 0)
    )


def _layer() -> dict[str, Any]:
    layers: Any = settings.CHANNEL_LAYERS
    return layers["default"]["CONFIG"]


def _address() -> str:
    host = _layer()["hosts"][0]
    return host["address"] if isinstance(host, dict) else host
