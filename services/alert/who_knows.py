"""Who of those on a case does not know of it yet: not reached, or told and has not looked."""

from dataclasses import dataclass

from domain.people.person import Person
from services.alert_notices import notice_of
from services.case_file import CaseFile
from services.people.staff import staff_of
from services.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoKnows:
    """`unreached`: the bot cannot write to them, or the notice did not arrive, so someone must tell them in person.

    `unopened`: the notice is there and nobody has taken the case, but they have pressed nothing on it.
    """

    unreached: tuple[Person, ...] = ()
    unopened: tuple[Person, ...] = ()


NOBODY = WhoKnows()


def who_knows(file: CaseFile, turn: Turn) -> WhoKnows:
    """Whoever asks has the case open."""
    case, staff = file.case, staff_of(turn)
    told = turn.tx.outbox.meant_for(*notice_of(case.id, file.sent))
    away = {person.id for person in staff.people if person.id in case.members} - staff.reachable
    unreached = away | ({person for person, there in told.items() if not there} & case.members)
    waits = case.open and case.received_at is None
    opened = turn.tx.trail.opened_by(case.family) | {turn.actor.id} if waits else told.keys()
    unopened = (told.keys() & case.members) - unreached - opened
    return WhoKnows(unreached=tuple(turn.tx.people.these(unreached)), unopened=tuple(turn.tx.people.these(unopened)))
