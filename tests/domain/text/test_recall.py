"""How much of what is typed is recognised, and how often in vain: three hundred sentences that others wrote."""

import csv
from pathlib import Path

import pytest

from bot.language.commands import recognises
from domain.people.content import names_among
from tests.kit.school import NAMES

SENTENCES = Path(__file__).with_name("sentences.csv")
PUPILS = Path(__file__).parents[3] / "demo" / "people" / "elever.csv"
RECALL, FALSE_ALARMS = 0.95, 0.03


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.mark.skipif(not SENTENCES.exists(), reason="the sentences are not there")
def test_recall_and_false_alarms() -> None:
    """The pupils known are the demo's and the tests' school's. Prints the shares, and what was judged wrongly."""
    known = names_among([*NAMES, *(row["navn"] for row in _rows(PUPILS))])
    rows = _rows(SENTENCES)
    assert {row["class"] for row in rows} == {"content", "harmless", "command"}
    wrong = [row for row in rows if recognises(row["text"], known) is not (row["class"] == "content")]
    content = sum(row["class"] == "content" for row in rows)
    missed = sum(row["class"] == "content" for row in wrong)
    recall, false_alarms = 1 - missed / content, (len(wrong) - missed) / (len(rows) - content)
    print(f"recall {recall:.1%}, false alarms {false_alarms:.1%}, of {len(rows)}")  # noqa: T201
    for row in wrong:
        print(row["language"], row["class"], row["text"])  # noqa: T201
    assert recall >= RECALL
    assert false_alarms <= FALSE_ALARMS
