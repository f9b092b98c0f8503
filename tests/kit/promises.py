"""What is promised of every button, and the test that keeps it; or why it need not be kept.

A new verb has no row, and the check fails until it has one (`python -m tests.kit.promises`, in `make check`).
"""

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot import handlers
from cards.kit.forms import Action

ROOT = Path(__file__).parents[2]
LISTED = ("git", "ls-files", "-co", "--exclude-standard", "*.py")
SPARED_LINE = re.compile(r"  # (?:noqa(?::[^(]*\(([^)]*)\))?|type: ignore(?:\[[^]]*\]  # (.*))?)")


class Promise(StrEnum):
    """What is promised of a button."""

    ACCESS = "each role and standing is let through or refused as the access table says"
    CANARY = "nothing of a case is in what goes to others"
    TWICE = "a second press leaves nothing behind"
    STALE = "an old card is answered kindly, and changes nothing that is done"
    REFILLED = "a wrong answer gives the form back with all that was written"
    AXE = "the card can be read and used at 320 px in light and at 375 px in dark"
    PICTURE = "there is a picture of the card, taken in the Playground"


class Because(StrEnum):
    """Why something need not be kept: a promise for a button, or a rule of the linters for a line. No other counts."""

    ASKS_NOTHING = "it asks nothing"
    NOTHING_WRITTEN = "nothing is written in its form: a wrong choice is answered in words"
    READS = "reading is recorded each time"
    REFUSED = "the second press is refused, and a refusal is recorded"
    LIKE_ANOTHER = "its card is made of the pieces of cards that there are pictures of"
    ANY_TYPE = "any type"
    REGISTERS = "imported for what it registers"
    NOT_AT_IMPORT = "not at import"
    ANOTHERS = "another's signature"
    ONE_MEANING = "private, one meaning"
    HAPPENED = "reads as what happened"
    OUR_OWN = "our own words"
    NO_PUBLIC_WAY = "there is no public way"
    ON_PURPOSE = "on purpose"
    NO_TRACE = "a trace would say too much"
    THE_CLOCK = "this is the clock"
    UNTYPED = "the package is untyped"
    NOT_SAID_BY_TYPES = "the types cannot say it"


_WALK = "tests/conversations/presses/test_promises.py"
TESTS: Mapping[Promise, str] = {
    Promise.ACCESS: "tests/conversations/presses/test_access.py::"
    "test_every_button_of_every_role_and_standing_is_as_the_table_says",
    Promise.CANARY: "tests/cards/test_every_card.py::test_what_was_sent_holds_no_content",
    Promise.TWICE: f"{_WALK}::test_a_second_press_leaves_nothing_behind",
    Promise.STALE: f"{_WALK}::test_an_old_card_is_answered_kindly",
    Promise.REFILLED: f"{_WALK}::test_a_wrong_answer_gives_the_form_back_as_it_was_written",
    Promise.AXE: "tests/cards/test_every_card.py::test_everyone_can_read_and_use_every_card",
}
"""The tests that try a promise on every button of the table but those that are spared."""


@dataclass(frozen=True, slots=True)
class Row:
    """A cell is the test of its promise when nothing is said; `picture` is a file of docs/screenshots."""

    picture: str | Because
    twice: Because | None = None
    refilled: Because | None = None

    @property
    def spared(self) -> set[Promise]:
        cells = {Promise.PICTURE: self.picture, Promise.TWICE: self.twice, Promise.REFILLED: self.refilled}
        return {promise for promise, cell in cells.items() if isinstance(cell, Because)}


ROWS: Mapping[str, Row] = {
    "alert.add": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "alert.cancel": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "alert.care": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "alert.class": Row(Because.LIKE_ANOTHER),
    "alert.found": Row(Because.LIKE_ANOTHER),
    "alert.discard": Row(Because.LIKE_ANOTHER, twice=Because.REFUSED, refilled=Because.ASKS_NOTHING),
    "alert.facts": Row("04-review"),
    "alert.identified": Row(Because.LIKE_ANOTHER),
    "alert.identify": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "alert.more": Row("15-phone-more"),
    "alert.name_suspect": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "alert.page": Row("14-phone-facts", refilled=Because.ASKS_NOTHING),
    "alert.send": Row("05-receipt", refilled=Because.ASKS_NOTHING),
    "alert.roles": Row(Because.LIKE_ANOTHER),
    "alert.show": Row("06-own-alert", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "alert.start": Row("03-facts", refilled=Because.ASKS_NOTHING),
    "alert.suspect": Row(Because.LIKE_ANOTHER),
    "alert.wrong": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.add_member": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.change_end": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.another_group": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.another_pupil": Row(Because.LIKE_ANOTHER),
    "case.belongs": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "case.close": Row("26-closing", twice=Because.READS),
    "case.correcting": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "case.force_group": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.force_on": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.form": Row("09-log-form", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "case.identified": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.identify": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.lift_bar": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.step_aside": Row(Because.LIKE_ANOTHER, twice=Because.REFUSED),
    "case.set_aside": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.log": Row("10-logged", twice=Because.READS),
    "case.mark": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.members": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "case.opened_by": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "case.keeping": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "case.keep_longer": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.hold": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.in_need": Row(Because.LIKE_ANOTHER),
    "case.in_need_form": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "case.merge": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.misregister": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.name_suspect": Row(Because.LIKE_ANOTHER, twice=Because.REFUSED),
    "case.catch_up": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "case.open": Row("08-case", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "case.owner_notice": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.pupil_left": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.receive": Row("16-case-steps", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "case.remove_member": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.reopen": Row("27-closed", twice=Because.READS),
    "case.role": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "case.split": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "calendar.link": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "calendar.show": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "calendar.stop": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "cases.list": Row("12-cases", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "subject_access.form": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "subject_access.own": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "subject_access.pupil": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "cases.found": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "cases.search": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "channel.bind": Row("32-channel-bound", refilled=Because.NOTHING_WRITTEN),
    "channel.choose": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "document.file": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "document.filing": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "document.get": Row("29-link", twice=Because.READS),
    "document.open": Row("28-editions", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "document.list": Row("28-documents", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "draft.another": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "draft.drop": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "draft.open": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "language.choose": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "handbook.section": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "handbook.entry": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "handbook.who": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "log.correct": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "log.group": Row(Because.LIKE_ANOTHER),
    "log.pupil": Row(Because.LIKE_ANOTHER),
    "log.start": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "me.away": Row(Because.LIKE_ANOTHER),
    "me.away_form": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "me.back": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "me.quiet": Row(Because.LIKE_ANOTHER),
    "me.quiet_end": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "me.quiet_form": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "me.year_lines": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "measure.log": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "measure.open": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "mine.show": Row("13-mine", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "pattern.alert": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "pattern.assess": Row(Because.LIKE_ANOTHER),
    "pattern.show": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "people.unreachable": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "oversight.show": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "privacy.done": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "privacy.put_off": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "privacy.show": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "plan.adopt": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "plan.baseline": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "plan.discard": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "plan.drop": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "plan.evaluate": Row("25-evaluated", twice=Because.READS),
    "plan.evaluation": Row("25-evaluated", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "plan.measure": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "plan.open_baseline": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "plan.open_read_aloud": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "plan.open_measure": Row("21-measure", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "plan.part": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "plan.read_aloud": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "plan.show": Row("22-activity-plan", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "plan.version": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "plan.versions": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "plan.write": Row("20-name-guard", twice=Because.READS),
    "statistics.report": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "statistics.reports": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "statistics.show": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "step.hand_over": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "step.list": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "step.map_again": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "step.next": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "step.not_needed": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "step.open": Row("18-observation", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "step.other_cases": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "step.own_case": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "step.own_case_named": Row(Because.LIKE_ANOTHER, twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "step.own_case_for": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "step.postpone": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "step.take": Row("25-evaluated", twice=Because.READS),
    "step.undo": Row(Because.LIKE_ANOTHER, twice=Because.READS),
    "week.list": Row("23-weekly-review", twice=Because.READS, refilled=Because.ASKS_NOTHING),
    "substitute.end": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "substitute.form": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "substitute.let_in": Row(Because.LIKE_ANOTHER),
    "substitute.list": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "word.say": Row("11-counts", refilled=Because.ASKS_NOTHING),
    "year.change": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.change_back": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.change_form": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.changes": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.choose": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.chosen": Row(Because.LIKE_ANOTHER),
    "year.finish": Row("34-year-post-done"),
    "year.finish_form": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.happened": Row(Because.LIKE_ANOTHER),
    "year.happened_form": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.leave_out": Row(Because.LIKE_ANOTHER),
    "year.new": Row(Because.LIKE_ANOTHER),
    "year.new_form": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.list": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.open": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.post": Row("33-year-post", refilled=Because.ASKS_NOTHING),
    "year.put_off": Row(Because.LIKE_ANOTHER),
    "year.put_off_form": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.rounds": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.show": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.take_back": Row(Because.LIKE_ANOTHER),
    "year.take_back_form": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.to_day": Row(Because.LIKE_ANOTHER),
    "year.to_grades": Row(Because.LIKE_ANOTHER),
    "year.to_owners": Row(Because.LIKE_ANOTHER),
    "year.undo": Row(Because.LIKE_ANOTHER),
    "year.undo_form": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
    "year.whole": Row(Because.LIKE_ANOTHER, refilled=Because.ASKS_NOTHING),
}


def spared(promise: Promise) -> set[str]:
    """The buttons for which it need not be kept."""
    return {verb for verb, row in ROWS.items() if promise in row.spared}


def faults() -> list[str]:
    """What the table lacks, or says that is not so."""
    handlers.load()
    pictures = {path.stem for path in (ROOT / "docs" / "screenshots").glob("*.png")}
    found = [f"{verb}: no row" for verb in sorted(Action.by_verb.keys() - ROWS.keys())]
    found += [f"{verb}: no such button" for verb in sorted(ROWS.keys() - Action.by_verb.keys())]
    found += [f"no such test: {test}" for test in TESTS.values() if not _is_there(test)]
    for verb, row in ROWS.items():
        if not isinstance(row.picture, Because) and row.picture not in pictures:
            found.append(f"{verb}: no picture {row.picture}")
        asks_nothing = verb in Action.by_verb and not Action.by_verb[verb].asks()
        if asks_nothing is not (row.refilled is Because.ASKS_NOTHING):
            found.append(f"{verb}: it asks something, or nothing")
    return found


def unexplained() -> list[str]:
    """Lines that a linter is told to leave alone, for a reason that is none of the list."""
    found = []
    for name in subprocess.run(LISTED, capture_output=True, check=True, cwd=ROOT).stdout.decode().split():  # noqa: S603  (our own words)
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), start=1):
            spared_line = SPARED_LINE.search(line)
            if spared_line and (spared_line[1] or spared_line[2]) not in {*Because}:
                found.append(f"{name}:{number}: {line.strip()[-60:]}")
    return found


def _is_there(test: str) -> bool:
    path, _, name = test.partition("::")
    return f"def {name}(" in (ROOT / path).read_text("utf-8")


def main() -> int:
    """0 when every button has a full row, and every exemption a reason of the list."""
    found = [*faults(), *unexplained()]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
