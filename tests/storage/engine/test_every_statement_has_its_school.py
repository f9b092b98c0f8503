"""A session runs no statement that could touch rows of another school, unless the statement says that it is to.

Each table of a select needs a school of its own, or one that equals that of a table which has it. A subquery answers
for itself, whatever stands around it.
"""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Executable, bindparam, exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, and_, col, delete, insert, or_, select, update

from storage.database import Database
from storage.engine.every_school import ALL_SCHOOLS, SCHOOL, SchoolMissing
from storage.statements.statement import table
from storage.tables.case import AlertCaseRow, CaseRow
from storage.tables.delivery import OutboxRow, ReferenceRow
from storage.tables.school import SchoolPlanRow, SchoolRow

HERE = col(CaseRow.school_id) == "school"
THIS = col(CaseRow.id) == "case1"
LINKED = col(AlertCaseRow.case_id) == col(CaseRow.id)
SAME = and_(LINKED, col(AlertCaseRow.school_id) == col(CaseRow.school_id))
OTHER = aliased(CaseRow)
LIKE = OTHER.pupil_digest == CaseRow.pupil_digest
Build = Callable[[], Executable]

WITHOUT: dict[str, tuple[Build, str]] = {
    "select": (lambda: select(CaseRow), "cases"),
    "by primary key": (lambda: select(CaseRow).where(THIS), "cases"),
    "a column": (lambda: select(CaseRow.school_id).where(THIS), "cases"),
    "of the table": (lambda: table(CaseRow).select().where(table(CaseRow).c.id == bindparam("id", "x")), "cases"),
    "in an or": (lambda: select(CaseRow).where(or_(HERE, THIS)), "cases"),
    "in a not": (lambda: select(CaseRow).where(~HERE), "cases"),
    "another than": (lambda: select(CaseRow).where(CaseRow.school_id != "school"), "cases"),
    "its own school": (lambda: select(CaseRow).where(CaseRow.school_id == CaseRow.school_id), "cases"),
    "joined by id": (lambda: select(CaseRow).join(AlertCaseRow, LINKED).where(HERE), "alert_cases"),
    "joined by school, of none": (lambda: select(CaseRow).join(AlertCaseRow, SAME), "alert_cases, cases"),
    "side by side": (lambda: select(CaseRow.id, AlertCaseRow.alert_id).where(HERE, LINKED), "alert_cases"),
    "an alias": (lambda: select(CaseRow.id, OTHER.id).where(HERE, LIKE), "cases"),
    "within a count": (lambda: select(func.count()).select_from(select(CaseRow.id).subquery()), "cases"),
    "within an in": (
        lambda: select(CaseRow).where(HERE, col(CaseRow.id).in_(select(AlertCaseRow.case_id))),
        "alert_cases",
    ),
    "within an exists": (lambda: select(CaseRow).where(HERE, exists().where(SAME)), "alert_cases, cases"),
    "update": (lambda: update(CaseRow).where(THIS).values(is_open=False), "cases"),
    "update to a school": (lambda: update(CaseRow).where(THIS).values(school_id="school"), "cases"),
    "delete": (lambda: delete(AlertCaseRow).where(col(AlertCaseRow.case_id) == "case1"), "alert_cases"),
    "insert": (lambda: insert(OutboxRow).values(id="1", state="pending"), "outbox"),
}

WITH: dict[str, Build] = {
    "select": lambda: select(CaseRow).where(HERE),
    "turned round": lambda: select(CaseRow).where(and_(THIS, bindparam("here", "school") == CaseRow.school_id)),
    "of the table": lambda: table(CaseRow).select().where(table(CaseRow).c.school_id == "school"),
    "joined by school": lambda: select(CaseRow).join(AlertCaseRow, SAME).where(HERE),
    "each its own": lambda: select(CaseRow).join(AlertCaseRow, LINKED).where(HERE, AlertCaseRow.school_id == "school"),
    "an alias": lambda: select(CaseRow.id, OTHER.id).where(HERE, OTHER.school_id == CaseRow.school_id),
    "within an in": lambda: select(CaseRow).where(
        HERE, col(CaseRow.id).in_(select(AlertCaseRow.case_id).where(AlertCaseRow.school_id == "school"))
    ),
    "update": lambda: update(CaseRow).where(HERE, THIS).values(is_open=False),
    "delete": lambda: delete(AlertCaseRow).where(col(AlertCaseRow.school_id) == "school"),
    "of no school": lambda: select(ReferenceRow),
    "the schools": lambda: select(SchoolRow.id),
}


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Of the database's own making, in a transaction that is rolled back."""
    with database.begin() as unit:
        yield unit._session
        unit._session.rollback()


@pytest.mark.parametrize("name", WITHOUT)
def test_without_a_school_it_is_refused_each_time(session: Session, name: str) -> None:
    build, lacking = WITHOUT[name]
    for _ in range(2):
        with pytest.raises(SchoolMissing, match=f"^no {SCHOOL} for {lacking}$"):
            session.execute(build())


@pytest.mark.parametrize("name", WITH)
def test_with_a_school_it_runs(session: Session, name: str) -> None:
    session.execute(WITH[name]())


def test_over_all_schools_is_said_with_the_statement_or_when_it_runs(session: Session) -> None:
    assert session.exec(select(OutboxRow), execution_options=ALL_SCHOOLS).all() == []
    assert session.exec(select(OutboxRow).execution_options(**ALL_SCHOOLS)).all() == []
    with pytest.raises(SchoolMissing):
        session.exec(select(OutboxRow))


def test_a_row_by_its_key_needs_the_school_in_the_key(session: Session) -> None:
    assert session.get(SchoolPlanRow, ("school", "1")) is None
    with pytest.raises(SchoolMissing):
        session.get(CaseRow, "case1")


def test_the_session_s_own_connection_is_no_way_round(session: Session) -> None:
    with pytest.raises(SchoolMissing):
        session.connection().execute(SQLModel.metadata.tables["cases"].select())
