"""A thief has the database and the source code, and no key: the history tells neither what happened, nor who did it."""

import hashlib
from itertools import permutations
from typing import Any

import pytest
from sqlmodel import SQLModel

from domain.event import EventKind
from domain.message import MessageKind
from tests.conversations.alert.test_routing import accuses
from tests.conversations.patterns.test_patterns import logs
from tests.kit.audit import events_in
from tests.kit.damage import changing, rows_in, rows_of
from tests.kit.school import NAMES, SCHOOL, STAFF, Chat
from tests.kit.steps.saksgang import opens
from tests.kit.teams.forged import person_id

Stolen = dict[str, list[dict[str, Any]]]
ORDINARY, OF_STAFF, OF_LEADERS = "2026-001", "2026-002", "2026-901"
ABOUT = "coalesce(case_id, alert_id, pupil_digest, school_id)"
HIDDEN = ("id", "sealed_kind", "sealed_by")


async def adds(chat: Chat, who: str, reference: str) -> None:
    await chat.says(who, "mine")
    await chat.presses(who, "Vis")
    await chat.presses(who, f"Vis varsel {reference}")
    await chat.presses(who, "Legg til", text="Kanaritillegg")


@pytest.fixture
async def stolen(chat: Chat, url: str) -> Stolen:
    """All tables of a school with an ordinary alert, one about an assistant and one about the principal."""
    chat.canaries += ["Kanaritillegg", "Kanarilogg"]
    chat.clock.forward(days=1, minutes=13, seconds=7)
    await chat.sends("teacher", NAMES[0])
    await accuses(chat, "assistant", "teacher6", pupil=NAMES[3])
    await accuses(chat, "principal", "aks", pupil=NAMES[2])
    for who, reference in (("line", ORDINARY), ("principal", OF_STAFF), ("owner", OF_LEADERS), ("principal", ORDINARY)):
        chat.clock.forward(minutes=3)
        await opens(chat, who, reference)
    await chat.presses("principal", "Ta imot")
    await adds(chat, "teacher", ORDINARY)
    await adds(chat, "aks", OF_LEADERS)
    await chat.says("assistant", f"sak {OF_LEADERS}")
    await logs(chat, "teacher", NAMES[1])
    teacher = person_id(chat.database, "teacher")
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        (entry,) = tx.events.logged_by(teacher, offset=0, limit=9)
        tx.notes.put_away(entry, teacher, chat.clock.now)
    with changing(url) as connection:
        return {name: rows_in(connection, name) for name in SQLModel.metadata.tables}


def texts(rows: list[dict[str, Any]]) -> set[str]:
    """Each cell, of bytes what could be read in them."""
    cells = (cell for row in rows for cell in row.values())
    return {bytes(one).decode("latin-1") if isinstance(one, bytes | memoryview) else str(one) for one in cells}


async def test_no_kind_no_author_and_no_id_is_the_same_in_two_cases(chat: Chat, stolen: Stolen, url: str) -> None:
    there = events_in(chat.database)
    assert len({one.case_id for one in there if one.kind == EventKind.ALERT_SENT}) == 3, "what there is to find"
    assert len({one.case_id for one in there if one.by_id == person_id(chat.database, "principal")}) > 1
    for column in HIDDEN:
        again = f"SELECT {column} FROM events GROUP BY {column} HAVING count(DISTINCT {ABOUT}) > 1"  # noqa: S608  (our own words)
        assert rows_of(url, again) == []


async def test_kinds_cannot_be_told_by_how_long_or_empty_anything_is(stolen: Stolen, url: str) -> None:
    for column in HIDDEN:
        assert rows_of(url, f"SELECT DISTINCT length({column}) FROM events") == [(64,)]  # noqa: S608  (our own words)
    steps = rows_of(url, "SELECT DISTINCT length(sealed) % 256 FROM events")
    assert len(steps) == 1, "and what was written is as long as steps of 256 bytes"


async def test_the_three_alerts_begin_alike(chat: Chat, stolen: Stolen, url: str) -> None:
    """Which of them are § 12-5, and which is past the school, no event says."""
    began = (
        "SELECT count(*), min(length(sealed)), max(length(sealed)), count(alert_id), count(pupil_digest) FROM events "
        "JOIN (SELECT case_id AS which, min(at) AS began FROM events GROUP BY case_id) AS first "
        "ON which = case_id AND began = at GROUP BY case_id"
    )
    assert len(shapes := rows_of(url, began)) == 3
    assert len({*shapes}) == 1


async def test_no_event_leads_to_a_person_or_an_account(stolen: Stolen, url: str) -> None:
    people = {str(row[name]) for row in stolen["people"] for name in ("id", "entra_object_id")}
    assert len(people) == 2 * len(STAFF)
    found = texts([*stolen["events"], *stolen["links"]])
    assert [one for one in people if any(one in cell for cell in found)] == []
    at_once = "SELECT 1 FROM events JOIN conversation_references ON seen_at = at"
    assert rows_of(url, at_once) == [], "nor does the moment at which someone was seen"


async def test_nothing_that_is_hidden_in_an_event_stands_anywhere_else(stolen: Stolen) -> None:
    hidden = {row[name] for row in stolen["events"] for name in HIDDEN}
    for table, rows in stolen.items():
        cells = texts(rows) if table != "events" else texts([{"sealed": row["sealed"]} for row in rows])
        assert [one for one in hidden if any(one in cell for cell in cells)] == [], table


async def test_no_word_of_the_source_code_is_found(stolen: Stolen) -> None:
    names = [*EventKind, *MessageKind, "case_members", "outbox", "alert_cases"]
    found = texts([*stolen["events"], *stolen["links"]])
    assert [name for name in names if any(name in cell for cell in found)] == []


async def test_no_id_can_be_made_of_what_is_there(chat: Chat, stolen: Stolen, url: str) -> None:
    """Some are, before they are sealed: of what they put away, of two cases, of a press and its words."""
    ids = {str(row["id"]) for table in ("events", "cases", "alerts", "outbox") for row in stolen[table]}
    made = [*(f"{what}:{one}" for one in ids for what in ("away",)), *(f"{one}:own" for one in ids)]
    made += [":".join(pair) for pair in permutations(sorted(ids), 2)]
    digests = {hashlib.sha256(one.encode()).hexdigest() for one in made}
    guesses = {digest[:length] for digest in digests for length in (24, 32)}
    assert len(events_in(chat.database, EventKind.LOG_AWAY, EventKind.ALERT_ADDED)) == 3
    assert [row["id"] for row in stolen["events"] if any(guess in row["id"] for guess in guesses)] == []


async def test_a_link_tells_neither_of_what_it_is_nor_of_how_much(stolen: Stolen, url: str) -> None:
    """An alert that goes to many, one that goes to one, and the reading of a case."""
    assert len(stolen["links"]) > 10
    assert len(rows_of(url, "SELECT DISTINCT length(sealed) FROM links")) == 1
    ids = {str(row["id"]) for table in ("events", "cases", "alerts", "outbox", "keys") for row in stolen[table]}
    told = texts(stolen["links"])
    assert [one for one in ids if any(one in cell for cell in told)] == []
