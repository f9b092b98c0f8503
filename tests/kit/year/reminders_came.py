"""Which reminders came, how often, and what the outbox knows of each."""

import re
from collections import Counter
from collections.abc import Mapping

from sqlmodel import Session, col, select

from cards.kit.wording import day as said
from domain.ids import PersonId
from domain.message import DaySubject, MessageKind
from domain.year.posts import Covered
from storage.database import Database
from storage.engine.every_school import ALL_SCHOOLS
from storage.outbox.message import MessageState
from storage.tables.delivery import OutboxRow
from tests.kit.school import Chat, words
from tests.kit.teams.channel import TEACHERS

POSTED = re.compile(r"((?:Årshjulet|Åpent nå), .*?)(?: \((\d+) av \d+\))?")
MORNING = re.compile(r"(?:Steg som venter|Nytt i sakene dine|Det du skal gjøre|Oppgavene dine), (.*)")
"""What a post and a morning's message begin with."""


def each_came_once(chat: Chat, database: Database) -> None:
    """Where the answer was ambiguous at most twice, or a post once more each time it was; never not at all."""
    came, rows = _came(chat), _rows(database)
    assert {key for key in came if came[key] > 1} <= {key for key, row in rows.items() if row.repeats}
    assert all(number <= 1 + rows[key].repeats for key, number in came.items() if number > 1)
    assert max(number for key, number in came.items() if not rows[key].channel_id) <= 2
    assert {key for key, row in rows.items() if row.state == MessageState.SENT and not came[key]} == set()
    assert {row.state for row in rows.values()} <= {MessageState.SENT, MessageState.MOOT, MessageState.UNKNOWN}
    assert all(row.repeats for row in rows.values() if row.state == MessageState.UNKNOWN)


def _came(chat: Chat) -> Counter[tuple[str, str]]:
    """How often each reminder stands in each conversation. A heading holds its day."""
    found: Counter[tuple[str, str]] = Counter()
    for conversation, bodies in chat.connector.messages.items():
        for body in bodies.values():
            heading, place = words(body["attachments"][0]["content"])[0], conversation.split(";", maxsplit=1)[0]
            if post := POSTED.fullmatch(heading):
                found[place, f"{post[1]} {post[2] or 1}"] += 1
            elif morning := MORNING.fullmatch(heading):
                found[place, morning[1]] += 1
    return found


def _rows(database: Database) -> dict[tuple[str, str], OutboxRow]:
    with database.begin() as unit:
        session: Session = unit._session
        reminders = select(OutboxRow).where(col(OutboxRow.kind).in_([MessageKind.DIGEST, MessageKind.YEAR_POST]))
        rows = session.exec(reminders, execution_options=ALL_SCHOOLS).all()
        names = {person.id: person.upn.split("@")[0] for person in unit.school(rows[0].school_id).people.known.values()}  # type: ignore[arg-type]  # the types cannot say it
        return {_key(row, names): OutboxRow(**row.model_dump()) for row in rows}


def _key(row: OutboxRow, names: Mapping[PersonId, str]) -> tuple[str, str]:
    subject = MessageKind(row.kind).subject(row.subject)
    assert isinstance(subject, DaySubject | Covered)
    if isinstance(subject, Covered):
        return TEACHERS, f"{subject.title} {subject.part}"
    return f"a:{names[PersonId(row.recipient_id or '')]}", said(subject.day)
