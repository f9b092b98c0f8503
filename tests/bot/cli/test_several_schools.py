"""The commands of an operator who has many schools: a plan file and a folder of people for each."""

import base64
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from tests.kit.damage import flip
from tests.kit.databases import KEY_TEXT, sqlite_url
from tests.kit.people.people_files import GUIDS, STAFF, many_staff, write_people
from tests.kit.teams.activities import APP_ID, TENANT

ROOT = Path(__file__).parents[3]
PLAN = (ROOT / "plans" / "rosenholm.yaml").read_text("utf-8")
NEW = base64.b64encode(bytes(range(1, 33))).decode()
SCHOOLS = tuple(f"skole{number:02}" for number in range(30))

COUNTING = """
import json, sys
opened = []
def note(event, arguments):
    if event == "open" and str(arguments[0]).endswith(".yaml"):
        opened.append(str(arguments[0]))
sys.addaudithook(note)
from bot.cli.commands import app
try:
    app(sys.argv[1:])
finally:
    print(json.dumps(opened))
"""
"""The command line, and last the plan files that were opened, each time they were."""


def plan(folder: Path, school: str, text: str = PLAN) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{school}.yaml"
    path.write_text(text.replace("school_id: rosenholm", f"school_id: {school}"), "utf-8")
    return path


def people(folder: Path, school: str) -> Path:
    (folder / school).mkdir(parents=True)
    return write_people(folder / school)


@pytest.fixture
def environment(sqlite_template: Path, tmp_path: Path) -> dict[str, str]:
    """A migrated database, and `plans` for the plan files."""
    return {
        "MICROSOFT_APP_ID": APP_ID,
        "MICROSOFT_APP_TENANT_ID": TENANT,
        "MICROSOFT_APP_PASSWORD": "made up",
        "ENCRYPTION_KEYS": KEY_TEXT,
        "DATABASE_URL": sqlite_url(sqlite_template, tmp_path),
        "PUBLIC_URL": "https://skolemiljo.test",
        "PLAN_FILE": str(tmp_path / "plans"),
    }


def says(environment: dict[str, str], *words: str, code: int = 0) -> list[str]:
    result = CliRunner().invoke(app, list(words), env=environment)
    assert result.exit_code == code, result.output
    return result.output.splitlines()


def test_all_schools_are_read_in_by_one_run_that_reads_each_plan_once(
    environment: dict[str, str], tmp_path: Path
) -> None:
    for school in SCHOOLS:
        plan(tmp_path / "plans", school)
        people(tmp_path / "people", school)
    command = (sys.executable, "-c", COUNTING, "import-people", str(tmp_path / "people"))
    where = os.environ | environment | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=tmp_path, env=where, capture_output=True, text=True, timeout=60, check=True)  # noqa: S603  (our own words)
    *told, opened = ended.stdout.splitlines()
    assert Counter(json.loads(opened)) == {str(tmp_path / "plans" / f"{school}.yaml"): 1 for school in SCHOOLS}
    of_each = ["Ansatte: 3 nye, 0 endret, 0 sluttet", "Elever: 2 nye, 0 endret, 0 sluttet"]
    assert told == [line for school in SCHOOLS for line in (school, *of_each)]


def test_a_school_that_is_refused_stops_none_of_the_others(environment: dict[str, str], tmp_path: Path) -> None:
    for school in SCHOOLS[:3]:
        plan(tmp_path / "plans", school)
        people(tmp_path / "people", school)
    (tmp_path / "people" / SCHOOLS[1] / "elever.csv").unlink()
    told = says(environment, "import-people", str(tmp_path / "people"), code=2)
    assert [line for line in told if line.startswith("Elever: 2 nye")] == ["Elever: 2 nye, 0 endret, 0 sluttet"] * 2
    assert f"Ingenting er lest inn for {SCHOOLS[1]}:" in told
    assert told[-1] == "1 skole er ikke lest inn."


def test_a_folder_of_no_school_stops_all_and_a_school_without_one_is_said(
    environment: dict[str, str], tmp_path: Path
) -> None:
    for school in SCHOOLS[:2]:
        plan(tmp_path / "plans", school)
    people(tmp_path / "people", SCHOOLS[0])
    told = says(environment, "import-people", str(tmp_path / "people"))
    assert told[0] == f"Obs: skolen {SCHOOLS[1]} har ingen mappe her."
    people(tmp_path / "people", "feil")
    told = says(environment, "import-people", str(tmp_path / "people"), code=2)
    assert told[-1] == "feil"
    assert not any(line.startswith("Elever") for line in told)


def test_one_of_several_is_read_in_by_its_id(environment: dict[str, str], tmp_path: Path) -> None:
    for school in SCHOOLS[:2]:
        plan(tmp_path / "plans", school)
    folder = people(tmp_path / "people", SCHOOLS[0])
    assert "Elever: 2 nye, 0 endret, 0 sluttet" in says(
        environment, "import-people", str(folder), "--school", SCHOOLS[0]
    )
    assert says(environment, "import-people", str(folder), code=2)[0] == "Det er flere skoler. Si hvilken med --school:"


def test_a_folder_of_plans_is_checked_file_by_file(tmp_path: Path) -> None:
    for school in SCHOOLS[:2]:
        plan(tmp_path / "plans", school)
    told = says({}, "check-plan", str(tmp_path / "plans"))
    alone = says({}, "check-plan", str(tmp_path / "plans" / f"{SCHOOLS[0]}.yaml"))
    assert told == [f"{SCHOOLS[0]}.yaml", *alone, f"{SCHOOLS[1]}.yaml", *alone]


def test_one_file_with_errors_is_named_and_the_others_are_checked_too(tmp_path: Path) -> None:
    plan(tmp_path / "plans", SCHOOLS[0], PLAN.replace("label: Mobbing", "lable: Mobbing"))
    plan(tmp_path / "plans", SCHOOLS[1])
    told = says({}, "check-plan", str(tmp_path / "plans"), code=2)
    assert f"{SCHOOLS[0]}.yaml: pick_lists → kinds → 1 → label: mangler" in told
    assert told.index(f"{SCHOOLS[0]}.yaml") < told.index(f"{SCHOOLS[1]}.yaml")
    assert told[-1] == "1 planfil har feil."


def test_two_files_of_one_school_are_an_error(tmp_path: Path) -> None:
    plan(tmp_path / "plans", SCHOOLS[0])
    (tmp_path / "plans" / "zz.yaml").write_bytes((tmp_path / "plans" / f"{SCHOOLS[0]}.yaml").read_bytes())
    told = says({}, "check-plan", str(tmp_path / "plans"), code=2)
    assert f"zz.yaml: skolen {SCHOOLS[0]} har en planfil til: {SCHOOLS[0]}.yaml" in told


def test_a_folder_without_plans_is_an_error(tmp_path: Path) -> None:
    assert says({}, "check-plan", str(tmp_path), code=2) == [f"{tmp_path}: ingen planfiler her"]


def test_a_school_whose_key_is_damaged_stops_no_other_and_a_wrong_ring_stops_all(
    environment: dict[str, str], tmp_path: Path
) -> None:
    for school in ("skole1", "skole2"):
        plan(tmp_path / "plans", school)
        people(tmp_path / "people", school)
    says(environment, "import-people", str(tmp_path / "people"))
    url = environment["DATABASE_URL"]
    flip(url, "keys", "school/skole1", "wrapped")
    told = says(environment, "import-people", str(tmp_path / "people"), code=2)
    assert "Obs: nøkkelen til skolen skole1 kan ikke leses." in told
    assert "Ingenting er lest inn for skole1:" in told
    assert "Ansatte: 0 nye, 0 endret, 0 sluttet" in told
    both = environment | {"ENCRYPTION_KEYS": f"{NEW},{KEY_TEXT}"}
    told = says(both, "keys", "rotate", code=2)
    assert any("2 datanøkler er låst" in line for line in told)
    assert any("1 datanøkkel kan ikke leses" in line for line in told)
    flip(url, "keys", "school/skole2", "wrapped")
    told = says(both, "import-people", str(tmp_path / "people"), code=2)
    assert "ENCRYPTION_KEYS passer ikke til databasen" in "".join(told)


def test_the_operator_is_asked_and_answers(environment: dict[str, str], tmp_path: Path) -> None:
    """One school, and all of a folder."""
    plan(tmp_path / "plans", "skole1")
    write_people(people(tmp_path / "people", "skole1"), many_staff(20))
    one, all_of_them = str(tmp_path / "people" / "skole1"), str(tmp_path / "people")
    says(environment, "import-people", all_of_them)
    write_people(tmp_path / "people" / "skole1", many_staff(9))
    for folder in (one, all_of_them):
        told = says(environment, "import-people", folder, code=2)
        assert "Stemmer det, kjør igjen med --slutter." in told
    assert "Ansatte: 0 nye, 0 endret, 11 sluttet" in says(environment, "import-people", all_of_them, "--slutter")


def test_a_new_account_moves_on_the_operators_word(environment: dict[str, str], tmp_path: Path) -> None:
    plan(tmp_path / "plans", "skole1")
    folder = people(tmp_path / "people", "skole1")
    says(environment, "import-people", str(folder))
    write_people(folder, [STAFF[0], STAFF[1].replace(GUIDS[1], GUIDS[3]), STAFF[2]])
    assert "--ny-konto larer@skole.test" in "".join(says(environment, "import-people", str(folder)))
    told = says(environment, "import-people", str(folder), "--ny-konto", "larer@skole.test")
    assert told == ["Ansatte: 0 nye, 0 endret, 0 sluttet", "Elever: 0 nye, 0 endret, 0 sluttet"]
