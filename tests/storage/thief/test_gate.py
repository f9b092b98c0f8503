"""A thief with the database, the source code and no key asks who is on which case, how many, which cases go past the
leaders or the school, and who reported them.

Three alerts were sent: an ordinary one, one about a teacher (§ 12-5), and one about the leadership.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import SQLModel

from domain.case.case import Case
from storage.gate.roll import ROOM
from tests.kit.damage import changing, rows_in, rows_of
from tests.kit.school import FACT, NAMES, SCHOOL, Chat
from tests.kit.steps.saksgang import short_plan_in_effect
from tests.kit.year.days import tick

pytestmark = pytest.mark.easy_teams("looks at rows")

GATE = ("cases", "case_members", "measure_carriers", "case_numbers", "alerts", "alert_cases")
Rows = list[dict[str, Any]]


def stolen(url: str) -> dict[str, Rows]:
    with changing(url) as connection:
        return {name: rows_in(connection, name) for name in SQLModel.metadata.tables}


def cells(rows: Rows) -> Iterator[str]:
    """All that is not sealed."""
    return (str(cell) for row in rows for cell in row.values() if not isinstance(cell, bytes | memoryview))


@pytest.fixture
async def cases(chat: Chat) -> list[Case]:
    """The ordinary one, the one about a teacher, and the one about the leadership; a night has passed."""
    numbers = (
        await chat.sends("teacher", NAMES[0]),
        await chat.sends("teacher6", NAMES[3], suspicion="ansatt", named="Ansatt Base"),
        await chat.sends("aks", NAMES[2], suspicion="ledelsen"),
    )
    chat.clock.forward(days=1)
    await tick(chat)
    with chat.database.begin_reading() as unit:
        found = chat.school(unit).cases
        return [found.unguarded(*found.numbered([number])) for number in numbers]


async def test_the_three_are_as_different_as_can_be(cases: list[Case]) -> None:
    assert [len(case.members) for case in cases] == [6, 1, 1]
    assert [case.reference for case in cases] == ["2026-001", "2026-002", "2026-901"]


async def test_nobody_and_no_number_stands_in_the_tables_of_the_gate(chat: Chat, url: str, cases: list[Case]) -> None:
    there = stolen(url)
    known = {cell for row in there["people"] for cell in (row["id"], row["entra_object_id"])}
    known |= {row["id"] for row in there["pupils"]} | {case.reference for case in cases}
    assert not [cell for name in GATE for cell in cells(there[name]) if any(one in cell for one in known)]


async def test_no_row_of_members_and_no_reporter_leads_anywhere(chat: Chat, url: str, cases: list[Case]) -> None:
    await short_plan_in_effect(chat)
    there = stolen(url)
    own = {
        "case_members": {row["id"] for row in there["case_members"]},
        "measure_carriers": {row["id"] for row in there["measure_carriers"]},
        "alerts": {row["reporter_digest"] for row in there["alerts"]},
    }
    for name, digests in own.items():
        assert digests
        others = {cell for other, rows in there.items() if other not in {name, "links"} for cell in cells(rows)}
        assert not digests & others, name


async def test_as_many_rows_came_with_each_case(chat: Chat, url: str, cases: list[Case]) -> None:
    """Whether many know of it or one; also when somebody comes onto it, and when a plan names somebody."""
    counted = "SELECT count(*) FROM {}"
    assert rows_of(url, counted.format("case_members")) == [(ROOM * len(cases),)]
    await short_plan_in_effect(chat)
    assert rows_of(url, counted.format("case_members")) == [(ROOM * (len(cases) + 1),)]
    assert rows_of(url, counted.format("measure_carriers")) == [(ROOM,)]


async def test_what_the_tables_can_be_grouped_by_is_the_same_for_all(url: str, cases: list[Case]) -> None:
    for asked in (
        "SELECT count(*) FROM alert_cases GROUP BY alert_id",
        "SELECT count(*) FROM alerts GROUP BY reporter_digest",
        "SELECT length(sealed) FROM alerts",
        "SELECT length(sealed) FROM cases",
        "SELECT length(due) FROM cases",
        "SELECT count(*) FROM cases GROUP BY due",
        "SELECT count(*) FROM cases GROUP BY pupil_digest",
        "SELECT count(*) FROM cases GROUP BY reference_digest",
        "SELECT length(id) FROM case_numbers",
    ):
        assert len(rows_of(url, asked)) == len(cases), asked
        assert len(set(rows_of(url, asked))) == 1, asked


async def test_of_the_numbers_none_tells_its_series(url: str, cases: list[Case]) -> None:
    (count,) = rows_of(url, "SELECT count(*) FROM case_numbers JOIN cases ON reference_digest = case_numbers.id")
    assert count == (len(cases),)
    assert {tuple(row) for row in stolen(url)["case_numbers"]} == {("id", "school_id")}


async def test_a_pupil_nobody_knows_is_as_one_who_is_known(chat: Chat, url: str) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    await chat.presses("teacher", "Jeg vet ikke hvem", kinds="mobbing", facts=FACT, suspicion="nei")
    await chat.answers("teacher")
    await chat.presses("teacher", "Send varselet")
    await chat.sends("teacher", NAMES[0])
    (unknown,), (known,) = rows_of(url, "SELECT length(pupil_digest) FROM cases")
    assert unknown == known


async def test_on_sqlite_no_order_is_kept_of_who_came_together(url: str, cases: list[Case]) -> None:
    if not url.startswith("sqlite"):
        pytest.skip("PostgreSQL keeps rows as they came: docs/threat-model.md")
    for name in ("case_members", "measure_carriers", "case_numbers"):
        (sql,) = rows_of(url, f"SELECT sql FROM sqlite_master WHERE name = '{name}'")  # noqa: S608  (our own words)
        assert "WITHOUT ROWID" in sql[0]
    digests = [row["id"] for row in stolen(url)["case_members"]]
    assert digests == sorted(digests)
    assert SCHOOL not in digests
