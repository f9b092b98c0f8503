"""Encryption of columns (law 6). A stolen database says nothing.

Data keys (storage/keys.py) are kept in the database, wrapped by a master key from outside it. Rotating the
master key wraps them anew and touches no row, so append-only rows stay untouched.
Sealed value: version (1 byte), nonce (12), AES-256-GCM ciphertext and tag; AAD is the table and the columns the value
is bound to, the row's id among them. What a row is found by, and is to be read back too, is sealed alike each time
(AES-256-SIV); AAD is what it is for, so that it is alike within that only.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

_VERSION = b"\x01"
_NONCE = 12
_KEY_ID = 4
_ALIKE = 32
"""Bytes: what is sealed alike is as long as some of them."""
_REMEMBERED = 2**14
"""Of what is often sealed alike, or opened, so many values are remembered by a key in a process."""


class Undecipherable(Exception):  # noqa: N818  (reads as what happened)
    """A value was changed, moved to another row, or sealed under a key that is not in the ring."""


class Vault:
    """Seals, opens and digests for one school."""

    def __init__(self, data_key: bytes) -> None:
        self._aead = AESGCM(_derive(data_key, b"columns"))
        self._digest_key = _derive(data_key, b"digests")
        self._siv = AESSIV(_derive(data_key, b"alike") + _derive(data_key, b"alike, too"))
        self.seal_often = lru_cache(_REMEMBERED)(self.seal_alike)
        self.open_often = lru_cache(_REMEMBERED)(self.open_alike)

    def seal(self, table: str, bound: str, text: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return _VERSION + nonce + self._aead.encrypt(nonce, text.encode(), f"{table}:{bound}".encode())

    def open(self, table: str, bound: str, sealed: bytes) -> str:
        """Raises `Undecipherable` when the value does not belong to this table and what it was bound to."""
        nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        try:
            return self._aead.decrypt(nonce, body, f"{table}:{bound}".encode()).decode()
        except InvalidTag as error:
            raise Undecipherable(table) from error

    def digest(self, purpose: str, value: str) -> str:
        """A keyed digest to find a row by, 128 bits in hex; different for each school and purpose."""
        return hmac.new(self._digest_key, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()[:32]

    def seal_alike(self, purpose: str, value: str) -> str:
        """The same each time, as long as many others: a row can be found by it. The value ends in no blank."""
        text = value.encode()
        padded = text.ljust(max(_ALIKE, len(text) + -len(text) % _ALIKE))
        return base64.urlsafe_b64encode(self._siv.encrypt(padded, [purpose.encode()])).decode()

    def open_alike(self, purpose: str, sealed: str) -> str:
        """Raises `Undecipherable` when it was not sealed for this."""
        try:
            body = base64.urlsafe_b64decode(sealed)
            return self._siv.decrypt(body, [purpose.encode()]).decode().rstrip()
        except (InvalidTag, ValueError) as error:
            raise Undecipherable(purpose) from error


class KeyRing:
    """The master keys: the first wraps, all unwrap."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys or any(len(key) != 32 for key in keys):
            raise ValueError("a key ring needs at least one key of 32 bytes")
        self._keys = {_key_id(key): AESGCM(key) for key in keys}
        self.primary = _key_id(keys[0])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Comma-separated base64, the first encrypts. Raises `ValueError` for anything else."""
        return cls([base64.b64decode(part.strip(), validate=True) for part in text.split(",")])

    def wrap(self, key_id: str, data_key: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return self.primary + nonce + self._keys[self.primary].encrypt(nonce, data_key, key_id.encode())

    def wrapped_first(self, wrapped: bytes) -> bool:
        """Whether the first of the master keys has wrapped it."""
        return bytes(wrapped).startswith(self.primary)

    def unwrap(self, key_id: str, wrapped: bytes) -> bytes:
        """Raises `Undecipherable` when the master key is not in the ring, or the row is another's."""
        key = self._keys.get(wrapped[:_KEY_ID])
        if key is None:
            raise Undecipherable("keys")
        nonce, body = wrapped[_KEY_ID : _KEY_ID + _NONCE], wrapped[_KEY_ID + _NONCE :]
        try:
            return key.decrypt(nonce, body, key_id.encode())
        except InvalidTag as error:
            raise Undecipherable("keys") from error


def new_data_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"key-id" + key).digest()[:_KEY_ID]


def _derive(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, purpose, hashlib.sha256).digest()
