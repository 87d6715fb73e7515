"""A cache whose absence slows the site down but never stops it."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache that answers "not there" while the server is away.

    Nothing here may hold a promise: what has to survive lives in PostgreSQL.
    """

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._attempt(super().get, default, key, default=default, version=version)

    def get_many(self, keys: Any, version: int | None = None) -> dict:
        return self._attempt(super().get_many, {}, keys, version=version)

    def set(self, key: str, value: Any, timeout: Any = 300, version: int | None = None) -> None:
        self._attempt(super().set, None, key, value, timeout=timeout, version=version)

    def set_many(self, data: dict, timeout: Any = 300, version: int | None = None) -> list:
        return self._attempt(super().set_many, list(data), data, timeout=timeout, version=version)

    def add(self, key: str, value: Any, timeout: Any = 300, version: int | None = None) -> bool:
        return self._attempt(super().add, True, key, value, timeout=timeout, version=version)

    def touch(self, key: str, timeout: Any = 300, version: int | None = None) -> bool:
        return self._attempt(super().touch, False, key, timeout=timeout, version=version)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._attempt(super().delete, False, key, version=version)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._attempt(super().delete_many, None, keys, version=version)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return self._attempt(super().incr, delta, key, delta=delta, version=version)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._attempt(super().has_key, False, key, version=version)

    @staticmethod
    def _attempt(method: Any, otherwise: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except (RedisError, OSError) as error:
            logger.warning("Cache is away: %s", error)
            return otherwise
