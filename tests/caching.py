"""Starting with an empty cache, without emptying that of the tests that run beside this one: they share a Valkey."""

from __future__ import annotations

import itertools
import os

from django.core.cache import caches

_serial = itertools.count()


def forget_cache(name: str = "") -> None:
    """From here on nothing that was cached before is found. name: what the new keys begin with, for whoever looks at them."""
    prefix = f"test{os.getpid()}-{name}-{next(_serial)}"
    caches.settings["default"]["KEY_PREFIX"] = prefix  # for threads that a test starts
    caches["default"].key_prefix = prefix
