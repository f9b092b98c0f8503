"""Those who have come onto a case hear of it."""

from domain.case.case import Case
from domain.message import CaseSubject, MessageKind
from services.turn import Turn


def tell_joined(before: Case, after: Case, turn: Turn) -> None:
    """All who are new on it, but for the one who let them in."""
    new = sorted(after.members - before.members - {turn.actor.id})
    turn.tx.outbox.put_all(
        MessageKind.CASE_JOINED, CaseSubject(case_id=after.id), new, turn.now, key=str(after.version)
    )
