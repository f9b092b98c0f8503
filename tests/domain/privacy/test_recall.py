"""How much of what is typed is recognised, and how often in vain: sentences written by others than the word lists.

Each file is frozen by its hash, which was taken before it was first measured. What was found then, and since, stands in
docs/privacy.md.
"""

import csv
import hashlib
import sys
from pathlib import Path

import pytest

from bot.language.commands import recognises
from domain.privacy.content import names_among
from tests.kit.school import NAMES

HERE = Path(__file__).parent
PUPILS = HERE.parents[2] / "demo" / "people" / "elever.csv"
FROZEN = {
    "more_sentences.csv": "f4bd99bf536786efe84a9916b3c2daa56ccae5ff40e4938b57f79d38f027b6ab",
    "sentences.csv": "9c41adb920b54c4bf5660765b19d32348fafb9ea162060d41a28d6c79be756d4",
}
RECALL, FALSE_ALARMS = 0.95, 0.03
Rows = list[dict[str, str]]


def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def known_pupils(rows: Rows) -> frozenset[str]:
    """Those of the demo's and the tests' schools, and those the sentences say are pupils."""
    told = (name.strip() for row in rows for name in (row.get("pupils") or "").split(","))
    return names_among([*NAMES, *(row["navn"] for row in rows_of(PUPILS)), *filter(None, told)])


@pytest.mark.parametrize("name", FROZEN)
def test_recall_and_false_alarms(name: str) -> None:
    """Prints the shares, and what was judged wrongly."""
    assert hashlib.sha256((HERE / name).read_bytes()).hexdigest() == FROZEN[name]
    rows = rows_of(HERE / name)
    known = known_pupils(rows)
    assert [sum(row["class"] == one for row in rows) for one in ("content", "harmless", "command")] == [100] * 3
    wrong = [row for row in rows if recognises(row["text"], known) is not (row["class"] == "content")]
    missed = sum(row["class"] == "content" for row in wrong)
    recall, false_alarms = 1 - missed / 100, (len(wrong) - missed) / 200
    sys.stdout.write(f"{name}: recall {recall:.1%}, false alarms {false_alarms:.1%}\n")
    sys.stdout.writelines(f"{row['language']} {row['class']}: {row['text']}\n" for row in wrong)
    assert recall >= RECALL
    assert false_alarms <= FALSE_ALARMS
