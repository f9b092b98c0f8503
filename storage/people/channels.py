"""The channels that receive something: where they are, and what for. Who bound what stands in the events."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select, update

from domain.ids import ChannelId, SchoolId, new_id
from domain.reminders.channel import Channel
from storage.engine.every_school import ALL_SCHOOLS
from storage.engine.rows import School, Signature, Signer
from storage.statements.inserts import add_new
from storage.tables.delivery import ChannelRow

SIGNED = Signature(ChannelRow, "team_id", "name", "bound_at", "dead_at")


@dataclass(frozen=True, slots=True)
class Place:
    """A channel as Teams tells of it. Which team it is of, and what it is called, Teams does not always say."""

    conversation_id: str
    service_url: str
    tenant_id: str
    bot_id: str
    team_id: str = ""
    name: str = ""

    @property
    def told(self) -> dict[str, object]:
        """What is news."""
        return {name: value for name, value in asdict(self).items() if value}


class Channels:
    """Those of one school."""

    def __init__(self, session: Session, school: School, signer: Signer) -> None:
        self._session = session
        self._school = school
        self._signer = signer

    def all(self) -> list[Channel]:
        """Those that receive something and can be reached, the one bound first first."""
        rows = self._session.exec(
            select(ChannelRow)
            .where(ChannelRow.school_id == self._school.id, col(ChannelRow.dead_at).is_(None))
            .order_by(col(ChannelRow.bound_at), col(ChannelRow.id))
        )
        found = map(_channel, self._signer.genuine(SIGNED, rows))
        return [channel for channel in found if channel.receives]

    def every_one(self) -> list[Channel]:
        """All that have ever been bound, those that cannot be reached too."""
        rows = self._session.exec(select(ChannelRow).where(ChannelRow.school_id == self._school.id))
        return [_channel(row) for row in self._signer.genuine(SIGNED, rows)]

    def at(self, conversation_id: str) -> Channel | None:
        """The channel with this conversation, if it has been bound."""
        row = self._genuine(conversation_id)
        return _channel(row) if row else None

    def bind(self, place: Place, receives: Iterable[str], now: datetime) -> None:
        """The channel receives this from now on, and is reached where it was just seen."""
        told: dict[str, object] = {"receives": "\n".join(sorted(receives)), "dead_at": None}
        new = asdict(place) | {"id": new_id(), "school_id": self._school.id, "bound_at": now} | told
        add_new(self._session, ChannelRow, self._signer.signed(SIGNED, new))
        self._write(self._session.exec(select(ChannelRow).where(*self._here(place.conversation_id))).one(), place, told)

    def heard(self, place: Place) -> None:
        """Someone wrote to the bot there: a channel that was given up can be reached again."""
        if row := self._genuine(place.conversation_id):
            self._write(row, place, {"dead_at": None})

    def _genuine(self, conversation_id: str) -> ChannelRow | None:
        rows = self._session.exec(select(ChannelRow).where(*self._here(conversation_id)))
        return next(self._signer.genuine(SIGNED, rows), None)

    def _write(self, row: ChannelRow, place: Place, told: dict[str, object]) -> None:
        changed = self._signer.signed(SIGNED, row.model_dump() | place.told | told)
        self._session.exec(update(ChannelRow).where(*self._here(place.conversation_id)).values(changed))
        self._school.wrote(SIGNED, changed)

    def _here(self, conversation_id: str) -> tuple[ColumnElement[bool], ...]:
        return col(ChannelRow.school_id) == self._school.id, col(ChannelRow.conversation_id) == conversation_id


class Places:
    """Where delivery finds the channels of all schools."""

    def __init__(self, session: Session, signer: Signer) -> None:
        self._session = session
        self._signer = signer

    def of(self, channel_id: ChannelId) -> Place | None:
        """Where the channel is, or None when it can no longer be reached."""
        alive = select(ChannelRow).where(ChannelRow.id == channel_id, col(ChannelRow.dead_at).is_(None))
        rows = self._session.exec(alive, execution_options=ALL_SCHOOLS)
        row = next(self._signer.genuine(SIGNED, rows), None)
        return Place(row.conversation_id, row.service_url, row.tenant_id, row.bot_id) if row else None

    def dead(self, channel_id: ChannelId, now: datetime) -> None:
        """The bot was removed from the team, or the channel is gone."""
        self._end(col(ChannelRow.id) == channel_id, now)

    def left(self, conversation_id: str, team_id: str, now: datetime) -> None:
        """The bot was taken out of the channel, or of the team; or that is gone. Empty is none."""
        self._end(_of(conversation_id, team_id), now)

    def back(self, conversation_id: str, team_id: str) -> list[tuple[SchoolId, ChannelId]]:
        """As `left`, the other way: those that were given up and may be reached again."""
        given_up = _of(conversation_id, team_id) & col(ChannelRow.dead_at).is_not(None)
        rows = self._session.exec(select(ChannelRow).where(given_up), execution_options=ALL_SCHOOLS).all()
        found = [(SchoolId(row.school_id), ChannelId(row.id)) for row in rows]
        self._write(given_up, dead_at=None)
        return found

    def renamed(self, conversation_id: str, name: str) -> None:
        self._write(_of(conversation_id, ""), name=name)

    def _end(self, which: ColumnElement[bool], now: datetime) -> None:
        """What was given up before stays so from then."""
        self._write(which & col(ChannelRow.dead_at).is_(None), dead_at=now)

    def _write(self, which: ColumnElement[bool], **told: object) -> None:
        self._session.exec(update(ChannelRow).where(which).values(**told), execution_options=ALL_SCHOOLS)


def _of(conversation_id: str, team_id: str) -> ColumnElement[bool]:
    """The channel with this conversation, and all channels of this team; a team without an id has none."""
    of_team = (col(ChannelRow.team_id) == team_id) & (col(ChannelRow.team_id) != "")
    return or_(col(ChannelRow.conversation_id) == conversation_id, of_team)


def _channel(row: ChannelRow) -> Channel:
    return Channel(
        id=ChannelId(row.id),
        receives=frozenset(filter(None, row.receives.split("\n"))),
        name=row.name,
        dead_since=row.dead_at,
    )
