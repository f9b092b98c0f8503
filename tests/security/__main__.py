"""The attacks of the tests, run and counted: `python -m tests.security` writes docs/security-tests.md."""

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

PAGE = Path("docs/security-tests.md")
ATTACKS = (
    ("A message that is not Teams' own, or was changed on its way", (
        "tests/bot/teams", "tests/bot/web/test_malformed.py",
    )),
    ("Every button by every role and standing, on what is theirs, another's, and made up", (
        "tests/conversations/presses/test_access.py",
    )),
    ("Data of buttons and forms made up by somebody", ("tests/conversations/presses/test_forged_data.py",)),
    ("A second press, an old card, and a look without a trace", ("tests/conversations/presses/test_promises.py",)),
    ("A word of a child in what is sent, logged, counted or told", (
        "tests/conversations/test_silence.py", "tests/bot/web/test_links_in_logs.py", "tests/bot/web/test_metrics.py",
    )),
    ("Somebody inside: past the gate, in need, for a while, barred, sent home", (
        "tests/conversations/access", "tests/conversations/protection",
    )),
    ("Whoever can write the database: change, remove, put in, swap, put back, cut off", (
        "tests/storage/audit", "tests/storage/test_keys.py",
    )),
    ("Whoever has stolen the database or a backup", (
        "tests/storage/engine/test_database.py", "tests/storage/engine/test_crypto.py", "tests/storage/backup",
        "tests/storage/thief",
        "tests/storage/thief",
    )),
    ("Files that are imported: formulas, cut off, far too large, made up", ("tests/storage/files",)),
    ("Wearing it out: crowds, floods, half requests, a full disk, locks, a hanging Teams", (
        "tests/bot/web/test_crowd.py", "tests/bot/web/test_patience.py", "tests/bot/limits",
        "tests/conversations/bad_times",
    )),
    ("The process killed in the middle of it", ("tests/killed", "tests/conversations/test_crash.py")),
)  # fmt: skip
HEAD = """# Security tests

Attacks that are tests, run and counted by `make security-tests` on {day}. A test tries one input or many: what was
tried in all is the last column, where the test counts it. What meets each threat stands in
[threat-model.md](threat-model.md).

| Attack | Tests | Passed | Tried |
|---|---|---|---|
"""


@dataclass
class Counted:
    tests: int = 0
    passed: int = 0
    tried: int = 0


def counted(paths: Iterable[str], options: Iterable[str]) -> Counted:
    """Of these tests, run."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.xml"
        run = (sys.executable, "-m", "pytest", *paths, "-m", "not e2e and not render", f"--junitxml={told}", *options)
        subprocess.run(run, check=False)  # noqa: S603  (our own words)
        return _count(ET.parse(told).iter("testcase"))  # noqa: S314  (our own words)


def _count(cases: Iterable[ET.Element]) -> Counted:
    found = Counted()
    for case in cases:
        if case.find("skipped") is None:
            found.tests += 1
            found.passed += case.find("failure") is None and case.find("error") is None
            found.tried += max([int(one) for one in _tried(case)], default=1)
    return found


def _tried(case: ET.Element) -> Iterator[str]:
    for one in case.iter("property"):
        if one.get("name") == "tried":
            yield one.get("value") or "1"


def main(options: list[str]) -> int:
    """Whether an attack was not met."""
    lines, failed = [], False
    for attack, paths in ATTACKS:
        found = counted(paths, options)
        failed = failed or found.passed < found.tests
        lines.append(f"| {attack} | {found.tests} | {found.passed} | {found.tried} |\n")
    PAGE.write_text(HEAD.format(day=date.today().isoformat()) + "".join(lines), "utf-8")  # noqa: DTZ011  (on purpose)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
