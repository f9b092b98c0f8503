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
from yarl import URL

_RENEWED = 3600.0
_PAUSE_WITHOUT_KEYS = 2.0
_LONGEST_PAUSE = 60.0
_AT_ONCE, _PACE = 5, 10.0
_MISSING_FOR, _MOST_MISSING = 60.0, 512
_PATIENCE, _FETCH_SECONDS = 2.0, 5.0
_MOST_BYTES, _MOST_KEYS = 1024 * 1024, 256

_FAILURES = (
    aiohttp.ClientError,
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    PyJWTError,
)

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
    """A key that is known is given at once, whatever is being fetched. A key id that is not known waits two seconds at
    most, for the one fetch that all share: five such fetches may come at once, then one in ten seconds, and the same id
    causes one a minute. So nobody can make us hammer Microsoft, and no made-up id keeps a rotation from being seen.

    `clock` gives seconds, from any start.
    """

    def __init__(
        self, session: aiohttp.ClientSession, metadata_url: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._session = session
        self._url = metadata_url
        self._clock = clock
        self._keys: dict[str, SigningKey] = {}
        self._missing: dict[str, float] = {}
        self._spent = float("-inf")
        self._fetching: asyncio.Task[bool] | None = None

    @property
    def ready(self) -> bool:
        return bool(self._keys)

    async def keep(self, first_pause: float = _PAUSE_WITHOUT_KEYS, every: float = _RENEWED) -> None:
        """As long as the bot runs: fetched at start-up, and anew every so many seconds, so that they are never old."""
        while True:
            await self.preload(first_pause)
            await asyncio.sleep(every)

    async def preload(self, first_pause: float = _PAUSE_WITHOUT_KEYS) -> None:
        """Until they have been fetched. A failure is logged, not raised: `ready` tells.

        Between tries `first_pause` seconds, twice as long each time, up to a minute.
        """
        pauses = wait_exponential(multiplier=first_pause, max=_LONGEST_PAUSE)
        await AsyncRetrying(retry=retry_if_result(lambda fetched: not fetched), wait=pauses)(self._fetched)

    async def get(self, key_id: str | None) -> SigningKey:
        """Raises `UnknownKey` or `KeysUnavailable`."""
        wanted = key_id or ""
        if wanted not in self._keys and not self._is_missing(wanted) and self._may_fetch():
            await self._look_for(wanted)
        if not self._keys:
            raise KeysUnavailable
        key = self._keys.get(wanted)
        if key is None:
            raise UnknownKey
        return key

    def _is_missing(self, key_id: str) -> bool:
        return self._clock() - self._missing.get(key_id, float("-inf")) < _MISSING_FOR

    def _may_fetch(self) -> bool:
        """What is under way costs nothing; a new fetch is one of a few."""
        if self._under_way:
            return True
        now = self._clock()
        spent = max(self._spent, now - _AT_ONCE * _PACE) + _PACE
        if spent > now:
            return False
        self._spent = spent
        return True

    async def _look_for(self, key_id: str) -> None:
        """An id counts as missing only when a list without it has come."""
        fetch = self._shared_fetch()
        await asyncio.wait([fetch], timeout=_PATIENCE)
        came = fetch.done() and not fetch.cancelled() and fetch.result()
        if came and key_id not in self._keys:
            if len(self._missing) >= _MOST_MISSING:
                self._missing.clear()
            self._missing[key_id] = self._clock()

    @property
    def _under_way(self) -> asyncio.Task[bool] | None:
        return self._fetching if self._fetching and not self._fetching.done() else None

    def _shared_fetch(self) -> asyncio.Task[bool]:
        """The fetch that is under way, or a new one. It goes on when those who wait for it give up."""
        self._fetching = self._under_way or asyncio.create_task(self._try())
        return self._fetching

    async def _fetched(self) -> bool:
        return await self._shared_fetch()

    async def _try(self) -> bool:
        try:
            async with asyncio.timeout(_FETCH_SECONDS):
                self._keys = await self._fetch()
        except _FAILURES as error:
            kind = type(error).__name__
            log.error("signing keys not fetched", error=kind, kept=len(self._keys))  # noqa: TRY400  (a trace would say too much)
            return False
        return True

    async def _fetch(self) -> dict[str, SigningKey]:
        metadata = await self._get(self._url)
        address = URL(metadata["jwks_uri"])
        if address.scheme != URL(self._url).scheme:
            raise ValueError("not over TLS")
        listed = (await self._get(str(address)))["keys"]
        if len(listed) > _MOST_KEYS:
            raise ValueError("too many")
        keys = {row["kid"]: _key(row) for row in listed if row.get("kty") == "RSA" and "kid" in row}
        if not keys:
            raise ValueError("none")
        return keys

    async def _get(self, url: str) -> Any:  # noqa: ANN401  (any type)
        """At most 1 MB, and only from there: nobody is sent on to another address."""
        content = bytearray()
        async with self._session.get(url, raise_for_status=True, allow_redirects=False) as response:
            async for chunk in response.content.iter_any():
                content += chunk
                if len(content) > _MOST_BYTES:
                    raise ValueError("too large")
        return json.loads(content)


def _key(row: dict[str, Any]) -> SigningKey:
    return SigningKey(RSAAlgorithm.from_jwk(row), tuple(row.get("endorsements", ())))
