"""The folders of golden histories, one for each release: the plans they went by, and a file for each story."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from storage.database import Database
from tests.golden.history import cases_of, put_back
from tests.golden.state import state_of

HERE = Path(__file__).parent
NEXT = "next"
"""What the coming release would keep: written anew when a format is changed on purpose, until it is released."""
KEPT = HERE / "releases.txt"
"""Each release and the digest of its folder; lines are only ever added."""
PLAN = "plan.json"
Json = dict[str, Any]


def released() -> dict[str, str]:
    return dict(line.split() for line in KEPT.read_text("utf-8").splitlines())


def releases() -> list[str]:
    return [*released(), NEXT]


def schools(release: str) -> list[Path]:
    return sorted(path.parent for path in (HERE / release).glob(f"*/{PLAN}"))


def stories(school: Path) -> list[Path]:
    return sorted(path for path in school.glob("*.json") if path.name != PLAN)


def plan_of(school: Path) -> SchoolPlan:
    return SchoolPlan.model_validate_json((school / PLAN).read_bytes())


def read(path: Path) -> Json:
    told: Json = json.loads(path.read_bytes())
    return told


def folded(told: Json, school_plan: SchoolPlan, database: Database) -> Json:
    """What the history comes to, by the number of each case, when it is put into the empty `database`."""
    school_id = SchoolId(school_plan.school_id)
    with database.begin() as unit:
        tx = put_back(unit, school_id, school_plan, told)
    with database.begin_reading() as unit:
        tx = unit.school(school_id)
        return {case.reference: state_of(case, tx, school_plan) for case in cases_of(tx)}


def digest(folder: Path) -> str:
    """Over the names and the bytes of its files."""
    files = sorted(folder.rglob("*.json"))
    told = (f"{path.relative_to(folder)} {sha256(path.read_bytes()).hexdigest()}\n" for path in files)
    return sha256("".join(told).encode()).hexdigest()
