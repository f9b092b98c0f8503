"""Which reminders came, how often, and what the outbox knows of each."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, select

from cards.words import day as said
from domain.people import PersonId
from storage.database import Database
from storage.outbox import State
from storage.tables import OutboxRow
from tests.kit.channel import TEACHERS
from tests.kit.school import Chat, words

HEADINGS = ("Steg som venter", "Årshjulet, ", "Et varsel venter")


def each_came_once(chat: Chat, database: Database) -> None:
    """Where the answer was ambiguous at most twice; never not at all."""
    came, rows = _came(chat), _rows(database)
    assert {key for key in came if came[key] > 1} <= {key for key, row in rows.items() if row.repeats}
    assert max(came.values()) <= 2
    assert {key for key, row in rows.items() if row.state == State.SENT and not came[key]} == set()
    assert {row.state for row in rows.values()} <= {State.SENT, State.MOOT, State.UNKNOWN}
    assert all(row.repeats for row in rows.values() if row.state == State.UNKNOWN)


def _came(chat: Chat) -> Counter[tuple[str, str]]:
    """How often each reminder stands in each conversation. A heading holds its day."""
    found: Counter[tuple[str, str]] = Counter()
    for conversation, bodies in chat.connector.messages.items():
        for body in bodies.values():
            heading = words(body["attachments"][0]["content"])[0]
            if heading.startswith(HEADINGS):
                found[conversation.split(";", maxsplit=1)[0], heading] += 1
    return found


def _rows(database: Database) -> dict[tuple[str, str], OutboxRow]:
    with database.begin() as unit:
        session: Session = unit._session
        rows = session.exec(select(OutboxRow).where(OutboxRow.kind.in_(["digest", "year.post"]))).all()  # type: ignore[attr-defined]
        names = {person.id: person.upn.split("@")[0] for person in unit.school(rows[0].school_id).people.known.values()}  # type: ignore[arg-type]
        return {_key(row, names): row.model_copy() for row in rows}


def _key(row: OutboxRow, names: Mapping[PersonId, str]) -> tuple[str, str]:
    day = date.fromisoformat(row.subject_id.split("/")[-1])
    if row.recipient_id:
        return f"a:{names[PersonId(row.recipient_id)]}", f"Steg som venter, {said(day)}"
    return TEACHERS, f"Årshjulet, {said(day)}"
