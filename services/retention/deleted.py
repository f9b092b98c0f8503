"""What is said of a case that was deleted."""

from domain.event import EventKind
from domain.retention.stub import Stub
from services.turn import Turn


def deleted(reference: str, turn: Turn) -> Stub | None:
    """The stub of the case with that number, for who may know that there was one."""
    stubs = turn.tx.events.of_school(EventKind.CASE_DELETED, Stub)
    return next((one for one in stubs if reference in one.references and one.may_be_told(turn.actor)), None)
