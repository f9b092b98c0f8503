"""What an answer shows of cases, alerts and logs, and whether the audit says that this person was shown it (law 5)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from sqlmodel import func, select

from domain.event import EventKind
from storage.database import Database
from storage.tables.case import AlertCaseRow, EventRow
from tests.kit.audit import events_in
from tests.kit.school import Json, buttons, walk

CANARY = re.compile(r"Kanari(?!navn|nummer)")
"""The names of pupils, and what was written; not the names of staff."""
OPENS = ("case.open", "alert.show")
"""Also on the card of something else: there it tells a number, and no more."""
CASE, ALERT, MEASURE, PATTERN, LOG = "case_id", "alert_id", "measure_id", "pattern", "corrects"
OF_NO_CASE = ("draft_id", "draft", "task", "change")
"""One's own draft, and the school year."""
Way = tuple[str, Json]
"""Where one can go on from an answer: a verb, and what its button carries."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a person has left in the audit by one press: the cases and alerts, and the kinds of what is of neither."""

    cases: frozenset[str]
    alerts: frozenset[str]
    others: frozenset[str]


def shows_content(answer: Json, carried: Mapping[str, object]) -> bool:
    """Of pupils: not those to choose among, nor what the press itself brought."""
    brought = sorted(filter(CANARY.search, map(str, carried.values())), key=len, reverse=True)
    return any(CANARY.search(reduce(lambda said, one: said.replace(one, ""), brought, line)) for line in _lines(answer))


def _lines(answer: Json) -> Iterator[str]:
    for piece in walk(answer, past="choices"):
        yield from (piece[name] for name in ("text", "value", "title") if isinstance(piece.get(name), str))


def unrecorded(answer: Json, carried: Mapping[str, object], left: Left, database: Database) -> set[str]:
    """What the answer shows something of, told by what its buttons carry, when the audit does not say so."""
    ways = [*((button["verb"], button["data"]) for button in buttons(answer)), ("", dict(carried))]
    alone = [data for _verb, data in ways if CASE not in data]
    found = {f"{CASE} {one}" for one in _leads_to(CASE, ways) - left.cases}
    alerts = (one for one in _leads_to(ALERT, ways) - left.alerts)
    found |= {f"{ALERT} {one}" for one in alerts if left.cases.isdisjoint(_cases_of(one, database))}
    found |= {MEASURE} if any(MEASURE in data for data in alone) and not left.cases else set()
    found |= (
        {PATTERN} if any(PATTERN in data for data in alone) and EventKind.PATTERN_READ not in left.others else set()
    )
    found |= {LOG} if any(LOG in data for data in alone) and EventKind.LOG_READ not in left.others else set()
    known = {CASE, ALERT, MEASURE, PATTERN, LOG, *OF_NO_CASE}
    return found if any(known & data.keys() for _verb, data in ways) else {"nothing that is known"}


def _leads_to(what: str, ways: list[Way]) -> set[str]:
    """Of a card one works from: what is only opened there is another's; of a list it is what is listed."""
    worked = {str(data[what]) for verb, data in ways if what in data and verb not in OPENS}
    if what == ALERT:
        return worked
    return worked or {str(data[what]) for _verb, data in ways if what in data}


def last_event(database: Database) -> int:
    with database.engine.connect() as connection:
        return connection.execute(select(func.max(EventRow.seq))).scalar() or 0


def left_since(database: Database, after: int, account: str) -> Left:
    with database.begin_reading() as unit:
        people = {person for person, *_ in unit.identities(account)}
    rows = [row for row in events_in(database) if row.seq > after and row.by_id in people]
    return Left(
        cases=frozenset(row.case_id for row in rows if row.case_id),
        alerts=frozenset(row.alert_id for row in rows if row.alert_id),
        others=frozenset(row.kind for row in rows if not row.case_id and not row.alert_id),
    )


def _cases_of(alert: str, database: Database) -> set[str]:
    with database.engine.connect() as connection:
        return {*connection.execute(select(AlertCaseRow.case_id).where(AlertCaseRow.alert_id == alert)).scalars()}
