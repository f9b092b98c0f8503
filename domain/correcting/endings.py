"""A case ends without the pupil's own words: it was registered wrongly, or the pupil has left the school."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.case.case import Case, Changed, Ending, Status, happened, require_open, require_reason
from domain.case.deadlines import acknowledge_due, identify_pupil_due
from domain.case.members import decides
from domain.days import ANY_DAY
from domain.errors import Refused
from domain.event import Details, EventKind
from domain.incident import Mark
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.school_plan.procedure import StepRule
from domain.school_plan.school_plan import SchoolPlan


def misregister(
    case: Case, by_law: Sequence[StepRule], reason: str, by: Person, now: datetime, *, planned: bool
) -> Changed:
    """«Feilregistrert»: there was nothing. `planned`: a plan is in effect; `by_law`: what the law wants done, and is
    not. Only whoever answers for it says that it falls away, and the history says what did.

    Raises `Refused` for those who do not decide on it, and where a plan or a decision says that there is something.
    """
    _require(case, by)
    if case.merged_from:
        raise Refused("Sak {reference} er slått sammen av flere. Del dem opp igjen først.", reference=case.reference)
    if planned:
        raise Refused("Saken har en plan som er satt i verk. Den avsluttes fra det siste steget, med elevens egne ord.")
    if any(Mark.STAFF in incident.marks for incident in case.undecided):
        raise Refused("Ta først stilling til «Meld fra til skoleeier» (§ 12-5). Da kan saken avsluttes.")
    if by_law and not decides(case, by):
        titles = ", ".join(rule.title for rule in by_law)
        raise Refused(
            "Loven krever: {titles}. Bare rektor eller stedfortrederen kan si at også det er feilregistrert.",
            titles=titles,
        )
    details = Details(reason=require_reason(reason), steps=tuple(rule.id for rule in by_law))
    event = happened(case, EventKind.CASE_MISREGISTERED, by, now, details)
    return _ended(case, Ending.MISREGISTERED, now), event


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What is said of a pupil who has left: the last day, the school they go to, and what of the rest."""

    on: date
    school: str
    reason: str


def leave(case: Case, said: Leaving, not_done: tuple[str, ...], by: Person, now: datetime) -> Changed:
    """The pupil has left the school. What was not done stands in the history; nothing is sent to anyone.

    `not_done`: the steps' ids. Raises `Refused` while the owner has not been told of something serious (§§ 12-4, 12-5).
    """
    _require(case, by)
    if case.undecided:
        raise Refused("Ta først stilling til «Meld fra til skoleeier». Plikten faller ikke bort når eleven slutter.")
    ANY_DAY.has_been("on", said.on, oslo_date(now))
    details = Details(day=said.on, words=said.school.strip(), reason=require_reason(said.reason), steps=not_done)
    return _ended(case, Ending.LEFT, now), happened(case, EventKind.CASE_PUPIL_LEFT, by, now, details)


def open_again(case: Case, reason: str, school_plan: SchoolPlan, by: Person, now: datetime) -> Changed:
    """As it stood before it was ended so; whoever has yet to take it, or to find out who the pupil is, has new time.
    Never without a reason.
    """
    status = Status.RECEIVED if case.received_at else Status.REPORTED
    opened = replace(case, status=status, ended=None, closed_at=None)
    if not case.received_at:
        opened = replace(opened, acknowledge_by=acknowledge_due(now, school_plan, serious=case.serious))
    if case.identify_by:
        opened = replace(opened, identify_by=identify_pupil_due(now, school_plan))
    details = Details(reason=require_reason(reason))
    return opened, happened(case, EventKind.CASE_REOPENED, by, now, details)


def _require(case: Case, by: Person) -> None:
    require_open(case)
    if case.enhanced and not decides(case, by):
        raise Refused("Bare den som har ansvaret for saken, kan avslutte den (§ 12-5).")


def _ended(case: Case, how: Ending, now: datetime) -> Case:
    return replace(case, status=Status.CLOSED, ended=how, closed_at=now)
