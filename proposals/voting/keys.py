"""A key for each round, kept outside the database and its backups, and destroyed when the round is sealed.

While it exists, whoever holds it and the database can tell who chose what; without it nobody can. So it lives in a folder of its
own (`VOTING_KEYS_DIR`) that no backup of the database holds. Everything that identifies is a keyed digest of one purpose.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

KEY_BYTES = 32
TRACKER_BYTES = 16
# Crockford's 32 signs: no I, L, O or U, so that what is written by hand is read again.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None})


class KeyMissing(Exception):
    """The round's key is not there: destroyed, or not brought to this machine."""


@dataclass(frozen=True)
class RoundKey:
    """Makes the digests of one round. Each method names what the digest is of."""

    secret: bytes

    def voter(self, identity: str) -> bytes:
        """Who votes. identity: such as "person:<digest>"."""
        return self._mac("voter", identity.encode())

    def paper(self, voter_key: bytes, pot_id: int) -> bytes:
        """From a voter to what they chose in a pot."""
        return self._mac("paper", voter_key, str(pot_id).encode())

    def receipts(self, voter_key: bytes) -> bytes:
        """From a voter to their receipts."""
        return self._mac("receipts", voter_key)

    def tracker(self, voter_key: bytes, nonce: UUID) -> bytes:
        """The code of a receipt: random to everybody without the key, and the same again for the same form sent twice."""
        return self._mac("tracker", voter_key, nonce.bytes)[:TRACKER_BYTES]

    def body(self, nonce: UUID, canonical: bytes) -> bytes:
        """What was sent with a form, to tell the same again from something else."""
        return self._mac("body", nonce.bytes, canonical)

    def code(self, code_hash: str) -> bytes:
        """A voting code. code_hash: its SHA-256, hexadecimal."""
        return self._mac("code", code_hash.encode())

    def token(self, token: str) -> bytes:
        """What opens a ballot at a voting place."""
        return self._mac("token", token.encode())

    def sheet(self, sheet_id: UUID, pot_id: int) -> bytes:
        """From a sheet of paper to what was marked on it."""
        return self._mac("sheet", sheet_id.bytes, str(pot_id).encode())

    def hint(self, kind: str, value: str) -> bytes:
        """A network or a browser, as a sign that others came from there, too."""
        return self._mac(f"hint-{kind}", value.encode())

    def _mac(self, purpose: str, *parts: bytes) -> bytes:
        message = b"\0".join((purpose.encode(), *(len(part).to_bytes(4, "big") + part for part in parts)))
        return hmac.digest(self.secret, message, hashlib.sha256)


def create_key(round_id: int) -> None:
    """Draw the key of a new round; one that is there already stays."""
    path = _path(round_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(FileExistsError):
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())


def key_of(round_id: int) -> RoundKey:
    """The round's key. Raises KeyMissing where there is none."""
    path = _path(round_id)
    try:
        stamp = path.stat()
    except FileNotFoundError as error:
        raise KeyMissing(f"The key of round {round_id} is not in {path.parent}.") from error
    return _read(path, stamp.st_ino, stamp.st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: Path, _inode: int, _changed: int) -> RoundKey:
    return RoundKey(path.read_bytes())


def destroy_key(round_id: int) -> None:
    """Overwrite and remove the key; without one nothing happens. Other processes cannot use it from here on."""
    path = _path(round_id)
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    _read.cache_clear()


def has_key(round_id: int) -> bool:
    """Whether what was chosen can still be led back to who chose it."""
    return _path(round_id).exists()


def _path(round_id: int) -> Path:
    """In a folder for each database, since rounds of two databases have the same numbers."""
    return Path(settings.VOTING_KEYS_DIR) / str(connection.settings_dict["NAME"]) / f"round-{round_id}.key"


def written(code: bytes) -> str:
    """Bytes as people write them down: groups of four signs."""
    number, signs = int.from_bytes(code, "big"), []
    for _sign in range(-(-len(code) * 8 // 5)):
        number, rest = divmod(number, 32)
        signs.append(SIGNS[rest])
    text = "".join(reversed(signs))
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def normal(code: str) -> str:
    """A code however somebody typed it: in lower case, without spaces and hyphens, with no letter for a digit."""
    return "".join(code.split()).lower().translate(READ_AS)


def tracker_hash(tracker: str) -> bytes:
    """SHA-256 of a receipt's code in its normal form, in small letters: what is published and kept."""
    return hashlib.sha256(normal(tracker).lower().encode("utf-8", "replace")).digest()


def code_hash(code: str) -> str:
    """SHA-256 of a voting code in capitals, without spaces and hyphens, hexadecimal: what a file of digests holds."""
    return hashlib.sha256(normal(code).upper().encode()).hexdigest()
