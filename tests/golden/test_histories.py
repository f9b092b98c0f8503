"""Every history that a release has kept comes to the same state as when it was written (docs/adr/0006)."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from domain.case.case import Ending, Status
from domain.event import EventKind
from domain.incident import Mark, OwnerNotice
from domain.school_plan.procedure import Branch
from domain.steps.record import Taken
from services.load_school_plans import read_school_plans
from storage.case.history import ONLY_FOR_THE_AUDIT
from storage.database import Database
from tests.golden.history import TOLD
from tests.golden.releases import HERE, NEXT, digest, folded, plan_of, read, released, releases, schools, stories

FIRST = date(2026, 11, 29)
"""Since when releases keep their histories."""
OF_NO_CASE = {"person", "privacy", "oversight", "statistics", "substitute", "channel", "pupils", "duties", "year"}
OF_NO_CASE |= {"refused", "event"}
OF_WHAT_IS_GONE = {EventKind.CASE_DELETED}
OF_IMPORTS = {EventKind.CASE_CLASS_CHANGED, EventKind.CASE_TAKEN_OVER}
HISTORIES = [path for release in releases() for school in schools(release) for path in stories(school)]


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: str(path.relative_to(HERE).with_suffix("")))
def test_a_history_comes_to_what_it_came_to(path: Path, database: Database) -> None:
    told = read(path)
    assert folded(told, plan_of(path.parent), database) == told["state"]


def test_a_changed_history_comes_to_something_else(database: Database) -> None:
    """The states are not all the same to the fold."""
    path = HERE / NEXT / "rosenholm" / "activity_plan.json"
    told = read(path)
    told["events"] = [event for event in told["events"] if event["kind"] != EventKind.PLAN_EVALUATION]
    assert folded(told, plan_of(path.parent), database) != told["state"]


def test_what_a_release_has_kept_is_never_rewritten() -> None:
    assert {release: digest(HERE / release) for release in released()} == released()


def test_a_word_that_is_rewritten_or_a_story_that_is_gone_is_seen(tmp_path: Path) -> None:
    kept = shutil.copytree(HERE / NEXT, tmp_path / NEXT)
    before, story = digest(kept), kept / "rosenholm" / "no_need.json"
    assert before == digest(HERE / NEXT)
    text = story.read_text("utf-8")
    story.write_text(text.replace("Kanarisitat", "Kanarifunn", 1), "utf-8")
    assert digest(kept) != before
    story.unlink()
    assert digest(kept) != before


def test_every_release_since_has_kept_its_histories() -> None:
    told = re.findall(r"^## ([\d.]+) - ([\d-]+)$", Path("CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert {number for number, day in told if date.fromisoformat(day) >= FIRST} == set(released())


def test_every_branch_and_all_that_can_be_written_of_a_case_is_in_them() -> None:
    every = [read(path) for school in schools(NEXT) for path in stories(school)]
    events = [event for told in every for event in told["events"]]
    records = [event["told"]["taken"] for event in events if event["kind"] == EventKind.STEP_TAKEN]
    states = [state for told in every for state in told["state"].values()]
    assert {*Taken} <= set(records)
    assert {*Branch} <= {state.get("branch") for state in states}
    ends = {state["status"] for state in states}
    assert {*Status} <= {end.split()[0] for end in ends}
    assert {*Ending} <= {end.split()[-1] for end in ends}
    incidents = " ".join(line for state in states for line in state.get("incidents", ()))
    assert {mark for mark in (*Mark, *OwnerNotice) if mark not in incidents} == set()
    wanted = {kind for kind in EventKind if kind.split(":")[0] not in OF_NO_CASE and kind not in ONLY_FOR_THE_AUDIT}
    wanted -= OF_WHAT_IS_GONE
    assert (wanted | TOLD.keys()) - {event["kind"] for event in events} == set()


def test_every_plan_of_the_repository_has_its_histories() -> None:
    plans = [plan for path in Path("plans").glob("*.yaml") for plan in read_school_plans(path).values()]
    kept = [plan_of(school) for school in schools(NEXT)]
    assert {(plan.school_id, plan.version) for plan in plans} == {(plan.school_id, plan.version) for plan in kept}
