"""Whom the bot has still to meet: the teams whose members it reads, and those of the staff it has never seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, exists, or_, select, update

from domain.ids import PersonId
from storage.engine.every_school import ALL_SCHOOLS
from storage.engine.rows import Signature, Signer
from storage.people.channels import Place
from storage.people.references import ASK_AGAIN
from storage.statements.inserts import add_new
from storage.tables.delivery import AskedRow, ReferenceRow, RosterRow
from storage.tables.school import PersonRow

SIGNED = Signature(RosterRow, "due_at", "failures")
_WHERE = ("conversation_id", "service_url", "tenant_id", "bot_id")


@dataclass(frozen=True, slots=True)
class Roster:
    """A team whose members are to be read. `failures` since they were last read."""

    place: Place
    failures: int


class Rosters:
    """The teams the bot is in."""

    def __init__(self, session: Session, signer: Signer) -> None:
        self._session = session
        self._signer = signer

    def read_soon(self, place: Place, now: datetime) -> None:
        """The bot is in this team, and has its members to read."""
        where = {name: getattr(place, name) for name in _WHERE}
        told = self._signer.signed(SIGNED, where) | {"due_at": now, "failures": 0}
        add_new(self._session, RosterRow, told)
        self._write(place.conversation_id, told)

    def due(self, now: datetime) -> list[Roster]:
        """The one that has waited longest first."""
        rows = self._session.exec(select(RosterRow).where(RosterRow.due_at <= now).order_by(col(RosterRow.due_at)))
        return [
            Roster(Place(row.conversation_id, row.service_url, row.tenant_id, row.bot_id), row.failures)
            for row in self._signer.genuine(SIGNED, rows)
        ]

    def again(self, roster: Roster, due: datetime, *, failures: int = 0) -> None:
        """It was read, or could not be; when next."""
        self._write(roster.place.conversation_id, {"due_at": due, "failures": failures})

    def left(self, conversation_id: str) -> None:
        """The bot was taken out of the team."""
        self._session.exec(delete(RosterRow).where(col(RosterRow.conversation_id) == conversation_id))

    def _write(self, conversation_id: str, told: dict[str, object]) -> None:
        self._session.exec(update(RosterRow).where(col(RosterRow.conversation_id) == conversation_id).values(**told))


class Strangers:
    """Those of all schools' staff whom the bot has never met anywhere."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def some(self, now: datetime, most: int) -> list[str]:
        """Their Entra object ids, of those Teams was not asked for within a day."""
        person = col(PersonRow.entra_object_id)
        met = exists().where(col(ReferenceRow.entra_object_id) == person)
        lately = exists().where(col(AskedRow.entra_object_id) == person, col(AskedRow.asked_at) > now - ASK_AGAIN)
        wanted = select(person).where(col(PersonRow.active), ~or_(met, lately)).distinct().limit(most)
        return list(self._session.exec(wanted, execution_options=ALL_SCHOOLS))

    def ask_again(self, person: PersonId) -> None:
        """Something waits for that person: Teams may be asked at once."""
        who = select(PersonRow.entra_object_id).where(col(PersonRow.id) == person)
        asked = delete(AskedRow).where(col(AskedRow.entra_object_id).in_(who))
        self._session.exec(asked, execution_options=ALL_SCHOOLS)

    def asked(self, people: Iterable[str], now: datetime) -> None:
        """Teams did not know them yet."""
        rows = [{"entra_object_id": person, "asked_at": now} for person in people]
        if rows:
            add_new(self._session, AskedRow, *rows)
            named = col(AskedRow.entra_object_id).in_([row["entra_object_id"] for row in rows])
            self._session.exec(update(AskedRow).where(named).values(asked_at=now))
