"""How many may be connected, in all and from one address, and who makes room. Who is turned away is counted."""

import asyncio
import resource
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Protocol

import structlog
from aiohttp import web

Network = IPv4Network | IPv6Network

FROM_ONE_ADDRESS = 200
IN_ALL = 4096
KEPT_FILES = 384
"""Open files that are for the database and for what the bot itself asks of others."""
_HOUSEHOLD = 64
"""Bits of an IPv6 address that tell one network from another; the rest its owner chooses."""

log = structlog.get_logger(__name__)


class TurnedAway(StrEnum):
    """`FULL`: nobody could make room. `MADE_ROOM`: had not asked for anything. `LATE`: no whole head in time.
    `NOT_TAKEN`: did not take its answer. `MALFORMED`: no HTTP.
    """

    FULL = "full"
    MADE_ROOM = "made_room"
    LATE = "late"
    NOT_TAKEN = "not_taken"
    MALFORMED = "malformed"


class Caller(Protocol):
    """A connection."""

    def send_away(self) -> None: ...


def most_in_all() -> int:
    """Below the process's limit of open files, or nothing else could be opened."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return IN_ALL if limit == resource.RLIM_INFINITY else min(IN_ALL, max(limit - KEPT_FILES, limit // 2))


@dataclass(slots=True)
class Door:
    """Who is inside. Those who have asked for something are let finish; of the others the one who has waited longest
    makes room. `proxies` speak for many, and are not counted by address. Used by one event loop.

    Seconds: for a head, from its first byte (of the first: from the connection) until all of it is there; until
    an answer is taken; before the log tells.
    """

    proxies: tuple[Network, ...] = ()
    each: int = FROM_ONE_ADDRESS
    total: int = field(default_factory=most_in_all)
    head_seconds: float = 10.0
    answer_seconds: float = 30.0
    told_seconds: float = 5.0
    turned_away: Counter[TurnedAway] = field(default_factory=Counter)
    _inside: dict[Caller, str] = field(default_factory=dict)
    _by_address: Counter[str] = field(default_factory=Counter)
    _waiting: dict[str, dict[Caller, None]] = field(default_factory=dict)
    _untold: Counter[TurnedAway] = field(default_factory=Counter)

    @property
    def open(self) -> int:
        return len(self._inside)

    def admit(self, caller: Caller, address: str) -> bool:
        """Whether there is room, or someone made it."""
        whose, proxy = self._whose(address)
        if not proxy and self._by_address[whose] >= self.each:
            room = self._makes_room(self._waiting.get(whose, {}))
        elif self.open >= self.total:
            room = self._makes_room(max(self._waiting.values(), key=len, default={}))
        else:
            room = True
        if not room:
            self.turns_away(TurnedAway.FULL)
            return False
        self._inside[caller] = whose
        self._by_address[whose] += 1
        self.waits(caller)
        return True

    def waits(self, caller: Caller) -> None:
        """It has not asked for anything (more) yet."""
        if caller in self._inside:
            self._waiting.setdefault(self._inside[caller], {})[caller] = None

    def asks(self, caller: Caller) -> None:
        if caller in self._inside:
            self._waits_no_more(caller, self._inside[caller])

    def leaves(self, caller: Caller) -> None:
        whose = self._inside.pop(caller, None)
        if whose is None:
            return
        self._waits_no_more(caller, whose)
        self._by_address[whose] -= 1
        if not self._by_address[whose]:
            del self._by_address[whose]

    def turns_away(self, why: TurnedAway) -> None:
        """A line in the log tells of all within some seconds."""
        if not self._untold:
            asyncio.get_running_loop().call_later(self.told_seconds, self.tell)
        self.turned_away[why] += 1
        self._untold[why] += 1

    def tell(self) -> None:
        """What has not been told yet."""
        if not self._untold:
            return
        counts = {why.value: number for why, number in self._untold.items()}
        self._untold.clear()
        log.warning("connections turned away", open=self.open, most=self.total, **counts)

    def _makes_room(self, waiting: dict[Caller, None]) -> bool:
        longest = next(iter(waiting), None)
        if longest is None:
            return False
        self.leaves(longest)
        self.turns_away(TurnedAway.MADE_ROOM)
        longest.send_away()
        return True

    def _waits_no_more(self, caller: Caller, whose: str) -> None:
        waiting = self._waiting.get(whose, {})
        waiting.pop(caller, None)
        if not waiting:
            self._waiting.pop(whose, None)

    def _whose(self, text: str) -> tuple[str, bool]:
        """The address, or the network of an IPv6 one; and whether it is a proxy's."""
        address = ip_address(text.partition("%")[0])
        if isinstance(address, IPv6Address):
            if address.ipv4_mapped is None:
                whose = str(IPv6Network((address, _HOUSEHOLD), strict=False))
                return whose, any(address in network for network in self.proxies)
            address = address.ipv4_mapped
        return str(address), any(address in network for network in self.proxies)


DOOR = web.AppKey("door", Door)
