"""The keys that Microsoft signs its activities with. Fetched ahead, renewed after a rotation, kept when offline."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from jwt import PyJWTError
from jwt.algorithms import RSAAlgorithm
from tenacity import AsyncRetrying, retry_if_result, wait_exponential

_MAX_AGE = 24 * 3600.0
_PAUSE = 300.0
_PAUSE_WITHOUT_KEYS = 2.0
_LONGEST_PAUSE = 60.0
_TIMEOUT = aiohttp.ClientTimeout(total=5)

log = structlog.get_logger(__name__)


class UnknownKey(Exception):  # noqa: N818  (reads as what happened)
    """The token is signed with a key that Microsoft does not list, or not for this channel."""


class KeysUnavailable(Exception):  # noqa: N818  (reads as what happened)
    """No key has ever been fetched: nobody can be believed or refused yet."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """`public_key` is what PyJWT verifies with; `endorsements` are the channels the key may speak for."""

    public_key: Any
    endorsements: tuple[str, ...]


class SigningKeys:
    """An unknown key id renews the list, but at most once in five minutes, so that nobody can make us hammer it.

    `clock` gives seconds, from any start.
    """

    def __init__(
        self, session: aiohttp.ClientSession, metadata_url: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._session = session
        self._url = metadata_url
        self._clock = clock
        self._lock = asyncio.Lock()
        self._keys: dict[str, SigningKey] = {}
        self._tried = self._fetched = float("-inf")

    @property
    def ready(self) -> bool:
        return bool(self._keys)

    async def preload(self, first_pause: float = _PAUSE_WITHOUT_KEYS) -> None:
        """From start-up until there are keys. A failure is logged, not raised: `ready` tells.

        Between tries `first_pause` seconds, twice as long each time, up to a minute.
        """
        pauses = wait_exponential(multiplier=first_pause, max=_LONGEST_PAUSE)
        await AsyncRetrying(retry=retry_if_result(lambda ready: not ready), wait=pauses)(self._preloaded)

    async def _preloaded(self) -> bool:
        async with self._lock:
            if not self._keys:
                await self._try()
            return self.ready

    async def get(self, key_id: str | None) -> SigningKey:
        """Raises `UnknownKey` or `KeysUnavailable`."""
        if key_id not in self._keys or self._clock() - self._fetched > _MAX_AGE:
            await self._renew()
        if not self._keys:
            raise KeysUnavailable
        key = self._keys.get(key_id or "")
        if key is None:
            raise UnknownKey
        return key

    async def _renew(self) -> None:
        async with self._lock:
            pause = _PAUSE if self._keys else _PAUSE_WITHOUT_KEYS
            if self._clock() - self._tried < pause:
                return
            await self._try()

    async def _try(self) -> None:
        self._tried = self._clock()
        try:
            self._keys = await self._fetch() or self._keys
            self._fetched = self._clock()
        except (aiohttp.ClientError, OSError, ValueError, KeyError, TypeError, AttributeError, PyJWTError) as error:
            kind = type(error).__name__
            log.error("signing keys not fetched", error=kind, kept=len(self._keys))  # noqa: TRY400  (a trace would say too much)

    async def _fetch(self) -> dict[str, SigningKey]:
        metadata = await self._get(self._url)
        listed = await self._get(metadata["jwks_uri"])
        return {row["kid"]: _key(row) for row in listed["keys"] if row.get("kty") == "RSA" and "kid" in row}

    async def _get(self, url: str) -> Any:  # noqa: ANN401  (any type)
        async with self._session.get(url, timeout=_TIMEOUT, raise_for_status=True) as response:
            return json.loads(await response.read())


def _key(row: dict[str, Any]) -> SigningKey:
    return SigningKey(RSAAlgorithm.from_jwk(row), tuple(row.get("endorsements", ())))
