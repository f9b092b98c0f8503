"""Where CPU time goes: cProfile in every thread, on the thread's own clock, and added up by package."""

import cProfile
import pstats
import re
import sys
import sysconfig
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

ROOT = Path(__file__).parents[1]
_STANDARD, _INSTALLED = (f"{sysconfig.get_path(name)}/" for name in ("stdlib", "purelib"))

_DRIVERS = re.compile(r"sqlite3|psycopg|cryptography|_rust|uvloop|orjson|pydantic_core")
"""Parts of C that have work of their own."""


class Profile:
    """Profiles this thread and those that start while it is open."""

    def __init__(self) -> None:
        self._profiles: list[cProfile.Profile] = []

    def __enter__(self) -> Self:
        threading.setprofile(self._in_thread)
        self._begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.setprofile(None)
        threading.setprofile(lambda *_: None)

    def _in_thread(self, _frame: FrameType, _event: str, _argument: object) -> None:
        """The first call in a new thread: from here on the profiler of its own sees to it."""
        self._begin()

    def _begin(self) -> None:
        profile = cProfile.Profile(time.thread_time)
        self._profiles.append(profile)
        profile.enable()

    @property
    def stats(self) -> pstats.Stats:
        return pstats.Stats(*self._profiles)

    def write(self, file: Path) -> None:
        self.stats.dump_stats(file)


def shares(stats: pstats.Stats, most: int = 10) -> list[tuple[str, float]]:
    """The packages that took most, each with its share of the CPU time. A small function of C's counts as the Python's
    that called it.
    """
    took: Counter[str] = Counter()
    for function, (_calls, _all_calls, own, _whole, callers) in stats.stats.items():  # type: ignore[attr-defined]  # the types cannot say it
        if callers and function[0] == "~" and not _DRIVERS.search(function[2]):
            for caller, (_calls, _all_calls, there, _whole) in callers.items():
                took[_whose(*caller)] += there
        else:
            took[_whose(*function)] += own
    total = took.total() or 1.0
    return [(package, own / total) for package, own in took.most_common(most)]


def _whose(file: str, _line: int, name: str) -> str:
    """The package, or the room of ours, that a function is of."""
    if file == "~":
        return f"C: {name.strip('<>{}').removeprefix('built-in method ')}"
    if file.startswith(_INSTALLED):
        return file.removeprefix(_INSTALLED).split("/")[0].removesuffix(".py")
    if file.startswith(str(ROOT)):
        return f"ours: {'/'.join(Path(file).relative_to(ROOT).parent.parts[:2])}"
    if file.startswith(_STANDARD):
        return f"Python: {file.removeprefix(_STANDARD).split('/')[0].removesuffix('.py')}"
    return "made while running"
