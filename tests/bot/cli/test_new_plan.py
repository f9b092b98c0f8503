"""`new-plan`: next year's plan file from this one, for the school to look over."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from storage.files.school_plan_file import read_school_plan
from tests.kit.school import PLAN


def says(*arguments: str | Path, code: int = 0) -> list[str]:
    result = CliRunner().invoke(app, [*map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output.splitlines()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "rosenholm.yaml"
    path.write_text(PLAN.read_text("utf-8"), "utf-8")
    return path


def changed(old: Path, new: Path) -> list[str]:
    """The lines of the new file that are other than in the old one."""
    lines = zip(old.read_text("utf-8").splitlines(), new.read_text("utf-8").splitlines(), strict=True)
    return [after for before, after in lines if before != after]


def test_only_version_and_calendar_are_written_anew(plan: Path) -> None:
    told = says("new-plan", plan)
    new = plan.with_name("rosenholm-2027-28.yaml")
    assert told[0] == f"Skrev {new}: skoleåret 2027/28, versjon 2027-28.1."
    assert "  Høstferie: 4.10.2027 til 8.10.2027" in told
    assert "  Julaften: 24.12.2027" in told
    assert told[-1] == f"Så: python -m bot check-plan {new}"
    lines = changed(plan, new)
    assert lines[:4] == [
        'version: "2027-28.1"',
        "  school_year: 2027/28",
        "  first_school_day: 2027-08-23 # antatt: skoleruta for Oslo står ikke i planen",
        "  last_school_day: 2028-06-16 # antatt: skoleruta for Oslo står ikke i planen",
    ]
    assert all(line.startswith("    - {first: 202") and line.endswith("assumed: true}") for line in lines[4:])


def test_a_day_that_the_school_was_sure_of_is_assumed_next_year(plan: Path) -> None:
    sure = plan.read_text("utf-8").replace("label: Høstferie, assumed: true}", "label: Høstferie}")
    plan.write_text(sure, "utf-8")
    says("new-plan", plan)
    new = plan.with_name("rosenholm-2027-28.yaml").read_text("utf-8")
    assert "{first: 2027-10-04, last: 2027-10-08, label: Høstferie, assumed: true}" in new


def test_the_new_file_is_in_order_and_says_what_is_to_be_looked_over(plan: Path) -> None:
    says("new-plan", plan)
    told = says("check-plan", plan.with_name("rosenholm-2027-28.yaml"))
    assert told[0] == "Rosenholm skole, plan 2027-28.1: i orden."
    assert "Obs: antatt, se over: Påskeferie 10.4.2028" in told
    assert "Obs: antatt, se over: Planleggingsdager 18.8.2027" in told


def test_both_years_stand_beside_each_other_in_a_folder(plan: Path) -> None:
    says("new-plan", plan)
    assert "har en planfil til" not in "\n".join(says("check-plan", plan.parent))


def test_a_file_that_is_there_is_kept(plan: Path, tmp_path: Path) -> None:
    there = tmp_path / "neste.yaml"
    there.write_text("rørt av noen", "utf-8")
    assert "finnes fra før" in " ".join(says("new-plan", plan, "--out", there, code=2))
    assert there.read_text("utf-8") == "rørt av noen"
    assert "Kan ikke skrive" in " ".join(says("new-plan", plan, "--out", tmp_path / "ingen" / "x.yaml", code=2))


def test_a_file_with_errors_gives_none(plan: Path) -> None:
    plan.write_text(plan.read_text("utf-8").replace("label: Mobbing", "lable: Mobbing"), "utf-8")
    assert "pick_lists → kinds → 1 → label: mangler" in says("new-plan", plan, code=2)
    assert [*plan.parent.glob("*.yaml")] == [plan]


def test_it_can_be_made_again_and_again(plan: Path) -> None:
    says("new-plan", plan)
    says("new-plan", plan.with_name("rosenholm-2027-28.yaml"))
    assert read_school_plan(plan.with_name("rosenholm-2028-29.yaml")).calendar.school_year == "2028/29"


def test_days_written_over_several_lines_keep_their_comments(plan: Path) -> None:
    text = plan.read_text("utf-8")
    begin, end = text.index("  school_year:"), text.index("\nrouting:")
    plan.write_text(
        text[:begin]
        + "  school_year: '2026/27' # i fjor\n"
        + "  first_school_day: 2026-08-17 # vedtatt\n"
        + "  last_school_day: 2027-06-18\n"
        + "  school_free:\n    - first: 2026-09-28 # mandag\n      last: 2026-10-02\n      label: Høstferie\n"
        + text[end:],
        "utf-8",
    )
    says("new-plan", plan)
    new = plan.with_name("rosenholm-2027-28.yaml").read_text("utf-8")
    assert "  school_year: '2027/28' # i fjor\n" in new
    assert "  first_school_day: 2027-08-23 # vedtatt # antatt: regnet ut fra året før\n" in new
    assert "  last_school_day: 2028-06-16 # antatt: regnet ut fra året før\n" in new
    assert "    - assumed: true\n      first: 2027-10-04 # mandag\n      last: 2027-10-08\n" in new
