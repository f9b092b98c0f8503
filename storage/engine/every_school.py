"""A statement on a school's table says which school, or says that it is about all of them. No other is run."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Delete, Engine, Insert, Join, Select, Table, Update, event
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList
from sqlalchemy.sql.selectable import AliasedReturnsRows

ALL_SCHOOLS = {"all_schools": True}
"""The execution option of a statement over all schools: delivery, and what is found before the school is known."""
SCHOOL = "school_id"

_lacks: WeakKeyDictionary[SQLCompiler, list[str]] = WeakKeyDictionary()
"""What a compiled statement lacks. Looked at once: SQLAlchemy keeps what it has compiled."""


class SchoolMissing(Exception):  # noqa: N818  (reads as what happened)
    """A statement that would touch rows of every school. Names tables, never values."""


def guarded(engine: Engine) -> Engine:
    """The same engine for sessions. Migrations and the engine's own connections are not asked; text cannot be."""
    for_sessions = engine.execution_options()
    event.listen(for_sessions, "before_cursor_execute", _check)
    return for_sessions


def _check(_connection: Connection, _cursor: object, _text: str, _values: object, context: Any, _many: object) -> None:  # noqa: ANN401  (any type)
    compiled = context.compiled
    if not isinstance(compiled, SQLCompiler) or context.execution_options.get("all_schools"):
        return
    if compiled not in _lacks:
        _lacks[compiled] = list(_lacking(compiled))
    _refuse(_lacks[compiled])


def require_school(compiled: SQLCompiler) -> None:
    """For what is not run through a session. Raises `SchoolMissing`."""
    _refuse(list(_lacking(compiled)))


def _refuse(tables: Sequence[str]) -> None:
    if tables:
        raise SchoolMissing(f"no {SCHOOL} for {', '.join(tables)}")


def _lacking(compiled: SQLCompiler) -> Iterator[str]:
    """The tables of the statement, and of every select within it, for which it names no school.

    Each table needs its own `school_id = …`, or one that is equal to another's that has it: a join by id alone could
    pair one school's row with another's. What stands in an «or» or a «not» does not count.
    """
    for part in visitors.iterate(compiled.statement) if compiled.statement is not None else ():
        if isinstance(part, Select):
            froms = part.get_final_froms()
            conditions = [*part._where_criteria, *(on for one in froms for on in _joined_on(one))]  # noqa: SLF001  (there is no public way)
            yield from _without_school({table for one in froms for table in _tables(one)}, conditions)
        elif isinstance(part, Update | Delete):
            yield from _without_school(set(_tables(part.table)), part._where_criteria)  # noqa: SLF001  (there is no public way)
        elif isinstance(part, Insert) and set(_tables(part.table)) and SCHOOL not in compiled.binds:
            yield str(part.table)


def _tables(of: Any) -> Iterator[Any]:  # noqa: ANN401  (any type)
    """The tables of schools, aliased or not, that rows come from. A subquery answers for itself."""
    if isinstance(of, Join):
        yield from _tables(of.left)
        yield from _tables(of.right)
    elif isinstance(of.element if isinstance(of, AliasedReturnsRows) else of, Table) and SCHOOL in of.c:
        yield of


def _joined_on(of: object) -> Iterator[Any]:
    if isinstance(of, Join):
        yield of.onclause
        yield from _joined_on(of.left)
        yield from _joined_on(of.right)


def _without_school(tables: set[Any], conditions: Iterable[object]) -> list[str]:
    equal = [pair for condition in conditions for pair in _equal(condition)]
    known = {column.table for column, value in equal if _is_school(column) and isinstance(value, BindParameter)}
    pairs = [(one.table, other.table) for one, other in equal if _is_school(one) and _is_school(other)]
    for _ in pairs:
        known |= {one for one, other in pairs if other in known}
    return sorted(str(getattr(table, "element", table)) for table in tables - known)


def _equal(condition: object) -> Iterator[tuple[Any, Any]]:
    """What must be equal, both ways round."""
    if isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
        for clause in condition.clauses:
            yield from _equal(clause)
    elif isinstance(condition, BinaryExpression) and condition.operator is operators.eq:
        yield condition.left, condition.right
        yield condition.right, condition.left


def _is_school(column: object) -> bool:
    return getattr(column, "name", "") == SCHOOL and getattr(column, "table", None) is not None
