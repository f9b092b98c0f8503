"""What is decided of how long a closed case is kept: put off by those who lead it, or kept by the principal."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from domain.case.case import Case, Status, happened, require_reason
from domain.case.members import decides
from domain.errors import Invalid, Refused
from domain.event import Details, Event, EventKind
from domain.oslo import oslo_date
from domain.people.person import Person

KEEPING = (EventKind.CASE_KEPT_LONGER, EventKind.CASE_HELD, EventKind.CASE_HOLD_LIFTED)
LONGEST = timedelta(days=365)


def keep_longer(case: Case, until: date, reason: str, by: Person, now: datetime) -> Event:
    """Its deletion is put off to an Oslo day, a year at most from now. Raises `Refused` for an open case, and
    `Invalid`.
    """
    _require_closed(case)
    today = oslo_date(now)
    if not today < until <= today + LONGEST:
        raise Invalid("until", "Velg en dag etter i dag, høyst ett år fram.")
    return happened(case, EventKind.CASE_KEPT_LONGER, by, now, Details(day=until, reason=require_reason(reason)))


def hold(case: Case, reason: str, by: Person, now: datetime, *, lift: bool) -> Event:
    """It is not to be deleted, whatever the rules say, until that is lifted. Raises `Refused` for who does not decide
    on it (the principal or the stand-in, past the school the owner's contact) or for an open case, and `Invalid`.
    """
    _require_closed(case)
    if not decides(case, by):
        raise Refused("Bare rektor eller stedfortrederen kan si at en sak ikke skal slettes.")
    kind = EventKind.CASE_HOLD_LIFTED if lift else EventKind.CASE_HELD
    return happened(case, kind, by, now, Details(reason=require_reason(reason)))


def postponed_to(told: Sequence[Event]) -> date | None:
    """The day it was put off to last. `told`: in the order it was decided."""
    days = [one.details.day for one in told if one.kind is EventKind.CASE_KEPT_LONGER]
    return days[-1] if days else None


def held(told: Sequence[Event]) -> bool:
    """Whether it is kept. `told`: in the order it was decided."""
    decided = [one.kind for one in told if one.kind is not EventKind.CASE_KEPT_LONGER]
    return decided[-1:] == [EventKind.CASE_HELD]


def _require_closed(case: Case) -> None:
    if case.status is not Status.CLOSED:
        raise Refused("Sak {reference} er ikke avsluttet, så den blir ikke slettet.", reference=case.reference)
