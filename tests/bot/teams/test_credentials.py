import asyncio
import threading
import time
from dataclasses import dataclass, field
from types import MappingProxyType

import pytest

from bot.teams.credentials import (
    AUDIENCE,
    Anonymous,
    Answer,
    CachedTokens,
    TokenUnavailable,
    asker,
)
from tests.kit.teams.edge_world import Ticking

GOOD: Answer = MappingProxyType({"access_token": "one", "expires_in": 3600})


@dataclass
class FakeApplication:
    """Answers like msal's client, slowly, and remembers the thread it was called in."""

    answers: list[Answer | Exception]
    delay: float = 0
    scopes: list[list[str]] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)

    def acquire_token_for_client(self, scopes: list[str]) -> Answer:
        self.scopes.append(scopes)
        self.threads.add(threading.get_ident())
        time.sleep(self.delay)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def tokens(application: FakeApplication, clock: Ticking | None = None) -> CachedTokens:
    return CachedTokens(asker(lambda: application), clock or Ticking())


async def test_many_turns_share_one_call_off_the_loop() -> None:
    application = FakeApplication([GOOD], delay=0.1)
    source = tokens(application)
    pulse = asyncio.create_task(longest_pause(10))
    assert set(await asyncio.gather(*(source.token() for _ in range(20)))) == {"one"}
    assert application.scopes == [[AUDIENCE + "/.default"]]
    assert application.threads.isdisjoint({threading.get_ident()})
    assert await pulse < 0.09


async def longest_pause(times: int) -> float:
    longest = 0.0
    for _ in range(times):
        started = time.monotonic()
        await asyncio.sleep(0.01)
        longest = max(longest, time.monotonic() - started)
    return longest


async def test_a_token_is_renewed_five_minutes_early() -> None:
    clock = Ticking()
    source = tokens(FakeApplication([GOOD, {"access_token": "two", "expires_in": "3600"}]), clock)
    assert await source.token() == "one"
    clock.seconds = 3299
    assert await source.token() == "one"
    clock.seconds = 3301
    assert await source.token() == "two"


async def test_what_is_left_of_a_token_is_used_when_entra_is_down() -> None:
    clock = Ticking()
    application = FakeApplication([GOOD, OSError("no route"), GOOD])
    source = tokens(application, clock)
    await source.token()
    clock.seconds = 3301
    assert [await source.token(), await source.token()] == ["one", "one"]
    assert len(application.scopes) == 2, "asked again only after a while"
    clock.seconds = 3340
    assert await source.token() == "one"
    assert len(application.scopes) == 3


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"error": "invalid_client", "error_description": "AADSTS7000215: hemmelig"}, "invalid_client"),
        ({}, "no_token"),
        (OSError("hemmelig"), "OSError"),
        (ValueError("hemmelig"), "ValueError"),
        (TimeoutError(), "TimeoutError"),
    ],
)
async def test_without_a_token_the_code_is_told_and_nothing_else(answer: Answer | Exception, reason: str) -> None:
    with pytest.raises(TokenUnavailable) as caught:
        await tokens(FakeApplication([answer])).token()
    assert str(caught.value) == reason


async def test_an_expired_token_is_not_used() -> None:
    clock = Ticking()
    source = tokens(FakeApplication([GOOD, OSError(), GOOD]), clock)
    await source.token()
    clock.seconds = 4000
    with pytest.raises(TokenUnavailable):
        await source.token()
    assert await source.token() == "one"


async def test_the_demo_has_none() -> None:
    assert await Anonymous().token() is None
