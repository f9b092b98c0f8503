"""Statements of Core, compiled once for each database and run as text: half the cost of SQLAlchemy's own way each time.

Values never stand in the text. What is compiled has its school, as every statement (`every_school`).
"""

import json
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import structlog
from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Dialect,
    Insert,
    Select,
    String,
    Table,
    TableValuedAlias,
    TypeDecorator,
    Update,
    any_,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel

from storage.engine.every_school import require_school

Written = Insert | Update | Delete | Select[Any]
Values = Mapping[str, Any]
Processor = Callable[[Any], Any]
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """As one database takes it. `order`: of the parameters, when they have no names there."""

    sql: str
    order: Sequence[str] | None
    fixed: Values
    bind: Mapping[str, Processor]
    out: Sequence[tuple[int, Processor]]
    row: Callable[..., Any]

    def parameters(self, values: Values) -> Any:  # noqa: ANN401  (any type)
        given = {**self.fixed, **values}
        for name, process in self.bind.items():
            given[name] = process(given[name])
        return [given[name] for name in self.order] if self.order is not None else given

    def made(self, found: Sequence[Any]) -> Any:  # noqa: ANN401  (any type)
        cells = list(found)
        for place, process in self.out:
            cells[place] = process(cells[place])
        return self.row(*cells)


class Statement:
    """Core's, made once at import, or what makes it for a dialect; `columns` are those an insert is given.

    `all_schools` as the execution option of that name.
    """

    def __init__(
        self, statement: Written | Callable[[str], Written], columns: Sequence[str] = (), *, all_schools: bool = False
    ) -> None:
        self._statement = statement
        self._columns = columns
        self._all_schools = all_schools
        self._compiled: dict[str, _Compiled] = {}

    def all(self, session: Session, **values: object) -> list[Any]:
        """The rows; their columns by name."""
        compiled, cursor = self._run(session, values)
        return [compiled.made(row) for row in cursor.fetchall()]

    def first(self, session: Session, **values: object) -> Any | None:  # noqa: ANN401  (any type)
        """The first row, if there is one."""
        return next(iter(self.all(session, **values)), None)

    def run(self, session: Session, **values: object) -> int:
        """How many rows were written."""
        _, cursor = self._run(session, values)
        written: int = cursor.rowcount
        return written

    def many(self, session: Session, rows: Sequence[Values]) -> None:
        """Once for each."""
        connection = session.connection()
        compiled = self._for(connection)
        given = [compiled.parameters(row) for row in rows]
        cursor = _driver(connection).cursor()
        _asked(connection, lambda: cursor.executemany(compiled.sql, given), compiled.sql)
        cursor.close()

    def _run(self, session: Session, values: Values) -> tuple[_Compiled, Any]:
        connection = session.connection()
        compiled = self._for(connection)
        given, driver = compiled.parameters(values), _driver(connection)
        return compiled, _asked(connection, lambda: driver.execute(compiled.sql, given), compiled.sql)

    def _for(self, connection: Connection) -> _Compiled:
        dialect = connection.dialect
        if dialect.name not in self._compiled:
            statement = self._statement(dialect.name) if callable(self._statement) else self._statement
            compiled: Any = statement.compile(dialect=dialect, column_keys=list(self._columns) or None)
            if not self._all_schools:
                require_school(compiled)
            self._compiled[dialect.name] = _kept(compiled, dialect)
        return self._compiled[dialect.name]


def _kept(compiled: Any, dialect: Dialect) -> _Compiled:  # noqa: ANN401  (any type)
    """What is needed of it to run it without SQLAlchemy."""
    wanted = set(compiled.positiontup or compiled.binds)
    bound = {name: one for one, name in compiled.bind_names.items() if name in wanted}
    told = {name: one.effective_value for name, one in bound.items() if not one.required}
    defaults = {column.key: column.default.arg for column in compiled.insert_prefetch or ()}
    columns = list(getattr(compiled.statement, "selected_columns", None) or compiled.effective_returning or ())
    types = {name: one.type.dialect_impl(dialect) for name, one in bound.items()}
    results = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return _Compiled(
        sql=str(compiled),
        order=compiled.positiontup,
        fixed=told | defaults,
        bind={name: process for name, kind in types.items() if (process := kind.bind_processor(dialect))},
        out=[(at, _forgiving(process, columns[at])) for at, process in enumerate(results) if process],
        row=namedtuple("Row", [column.key for column in columns]),  # noqa: PYI024  (any type)
    )


def _forgiving(process: Processor, column: ColumnElement[Any]) -> Processor:
    """A moment or a day that somebody has made unreadable is long ago: it must not stop what is read beside it."""
    kind = getattr(column.type, "impl_instance", column.type).python_type
    instead = {datetime: LONG_AGO, date: LONG_AGO.date()}.get(kind)

    def processed(cell: Any) -> Any:  # noqa: ANN401  (any type)
        try:
            return process(cell)
        except (ValueError, TypeError) as error:
            log.error("cell cannot be read", column=str(column), error=type(error).__name__)  # noqa: TRY400  (a trace would say too much)
            return instead

    return process if instead is None else processed


def _driver(connection: Connection) -> Any:  # noqa: ANN401  (any type)
    return connection.connection.driver_connection


def _asked(connection: Connection, ask: Callable[[], Any], sql: str) -> Any:  # noqa: ANN401  (any type)
    """The driver's answer. Raises what SQLAlchemy would."""
    try:
        return ask()
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(
            sql,
            [],
            error,
            connection.dialect.loaded_dbapi.Error,
            hide_parameters=True,
            dialect=connection.dialect,
        ) from error


def table(row: type[SQLModel]) -> Table:
    """The Core table of a row type."""
    return SQLModel.metadata.tables[str(row.__tablename__)]


def among(column: ColumnElement[Any], name: str, dialect: str) -> ColumnElement[bool]:
    """The column is one of the values of a parameter: one text, however many they are."""
    if dialect == "sqlite":
        listed = func.json_each(bindparam(name, type_=_Listed())).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(bindparam(name, type_=postgresql.ARRAY(String)))


def paired(name: str, dialect: str) -> TableValuedAlias:
    """The texts of a parameter that leads from one to another, as rows of `key` and `value`."""
    given = bindparam(name, type_=_Listed())
    if dialect == "sqlite":
        return func.json_each(given).table_valued("key", "value")
    return func.jsonb_each_text(cast(given, postgresql.JSONB)).table_valued("key", "value")


class _Listed(TypeDecorator[Any]):
    """Several texts in one parameter."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str:  # noqa: ANN401  (any type)
        return json.dumps(value)
