"""Four small readers of the environment, and one of database addresses."""

import os
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def env_text(name: str, default: str | None = None) -> str:
    """Read a text, from NAME or from the file that NAME_FILE points to (mounted secrets).

    Raises ImproperlyConfigured when neither is set and there is no default.
    """
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name} (or {name}_FILE).")
    return value


def env_bool(name: str, *, default: bool) -> bool:
    """Read yes or no; anything that is neither is refused rather than guessed."""
    value = env_text(name, "yes" if default else "no").lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
    return value in TRUE


def env_choice(name: str, choices: Collection[str], default: str) -> str:
    """Read one of some words; another is refused with all that it could be."""
    value = env_text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(sorted(choices))}, not {value!r}.")
    return value


def env_list(name: str, default: str = "") -> list[str]:
    """Read a comma-separated list; empty parts are dropped."""
    return [part.strip() for part in env_text(name, default).split(",") if part.strip()]


def host_of(address: str) -> list[str]:
    """The origin that a content policy has to allow for an address; nothing for none. `{s}.` is any name below the host.

    Raises ImproperlyConfigured for what is no address of the web.
    """
    if not address:
        return []
    parts = urlsplit(address.replace("{s}.", "*."))
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ImproperlyConfigured(f"This is not an address of tiles: {address!r}.")
    return [f"{parts.scheme}://{parts.netloc}"]


def database_from_url(url: str) -> dict[str, object]:
    """Turn a libpq address (`postgresql://user:pw@/name?host=/socket/folder`) into Django's DATABASES entry."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    entry: dict[str, object] = {django: str(parts.pop(libpq, "")) for libpq, django in known.items()}
    return {"ENGINE": "django.db.backends.postgresql", **entry, "OPTIONS": dict(parts)}
