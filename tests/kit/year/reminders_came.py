"""Which reminders came, how often, and what the outbox knows of each."""

import re
from collections import Counter
from collections.abc import Mapping

from sqlmodel import Session, select

from cards.kit.wording import day as said
from domain.ids import PersonId, SchoolId
from domain.message import DaySubject, MessageKind
from domain.year.posts import Covered
from storage.database import Database
from storage.engine.every_school import ALL_SCHOOLS
from storage.outbox.message import SEAL, Contents, MessageState
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
        found = session.exec(select(OutboxRow), execution_options=ALL_SCHOOLS).all()
        rows = [(row, unit.signer.open(SEAL, row, Contents)) for row in found]
        reminders = [one for one in rows if one[1].kind in {MessageKind.DIGEST, MessageKind.YEAR_POST}]
        people = unit.school(SchoolId(found[0].school_id)).people.known.values()
        names = {person.id: person.upn.split("@")[0] for person in people}
        return {_key(of, names): OutboxRow(**row.model_dump()) for row, of in reminders}


def _key(of: Contents, names: Mapping[PersonId, str]) -> tuple[str, str]:
    subject = of.subject
    assert isinstance(subject, DaySubject | Covered)
    if isinstance(subject, Covered):
        return TEACHERS, f"{subject.title} {subject.part}"
    return f"a:{names[of.recipient or PersonId('')]}", said(subject.day)
