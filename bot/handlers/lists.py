"""Lists of cases and of what is one's own. What the asker may not see is not counted either."""

from datetime import timedelta

from bot.handlers.common import staff_of
from bot.handlers.words_filter import Filter, read_filter
from bot.handlers.working import late, my_steps
from bot.router import Router, Show, Turn
from cards import overview as cards
from cards.actions import ListCases, ShowMine, ShowUnreachable
from domain.alert import Alert
from domain.case import Case, Status
from domain.errors import NotFound
from domain.event import CaseId
from domain.log import LogEntry
from domain.people import Person, PersonId, PupilId, Role
from storage.outbox import AGAIN
from storage.tables import OutboxRow

router = Router()
OWN_ENTRIES = 200
LATELY = timedelta(days=14)
OF_NO_CASE = ("digest", "week.", "year.")
_LEADERS = (Role.PRINCIPAL, Role.DEPUTY, Role.LINE_LEADER, Role.AKS_BASE_LEADER)


def filtered(which: Filter, turn: Turn) -> list[Case]:
    """The cases the asker is on, narrowed."""
    cases = turn.tx.cases.visible(turn.actor.id)
    if which.classes or which.grades:
        cases = [case for case in cases if _class_of(case) in which.classes or case.grade in which.grades]
    if "forfalt" in which.states:
        overdue = late(cases, turn)
        cases = [case for case in cases if case.id in overdue]
    if "ikke tatt imot" in which.states:
        cases = [case for case in cases if case.status is Status.REPORTED]
    if "mine" in which.states:
        cases = [case for case in cases if _mine(case, turn)]
    return cases


def _class_of(case: Case) -> str:
    return (case.school_class or "").replace(" ", "").upper()


def _mine(case: Case, turn: Turn) -> bool:
    """The cases one has taken, or that are about one's own class or grade."""
    person = turn.actor
    return case.received_by == person.id or case.school_class in person.classes or case.grade in person.grades


@router.on(ListCases)
def list_cases(action: ListCases, turn: Turn) -> Show:
    which = read_filter(action.which)
    cases = filtered(which, turn)
    pupils = {p.id: p for p in turn.tx.pupils.some(_pupils_of(cases))}
    return Show(cards.cases_card(cases, pupils, which.name, action.page, late(cases, turn)))


@router.on(ShowMine)
def mine(action: ShowMine, turn: Turn) -> Show:
    tx, me = turn.tx, turn.actor.id
    entries = tx.events.logged_by(me, offset=0, limit=OWN_ENTRIES)
    names = {p.id: f"{p.name}, {p.school_class}" for p in tx.pupils.some(e.pupil_id for e in entries if e.pupil_id)}
    own = cards.Mine(
        steps=tuple(my_steps(turn)),
        today=turn.today,
        drafts=tuple(draft for draft in tx.drafts.of(me) if not draft.expired(turn.now)),
        alerts=tuple((alert, _status(alert, turn)) for alert in tx.alerts.of_reporter(me)),
        entries=tuple((entry, names.get(_pupil(entry), "ukjent elev")) for entry in entries),
        cases=len(tx.cases.visible(me)),
    )
    return Show(cards.mine_card(own, turn.plan, action.page))


@router.on(ShowUnreachable)
def show_unreachable(action: ShowUnreachable, turn: Turn) -> Show:
    return Show(cards.unreachable_card(unreachable(turn), action.page, _lost(turn)))


def _lost(turn: Turn) -> list[cards.Lost]:
    """What did not arrive lately; of cases only the viewer's own: that there is one may be a secret (law 3)."""
    rows = turn.tx.outbox.lost(turn.now - LATELY)
    known = [(row.kind.removesuffix(AGAIN), _whom(row, turn), row.settled_at) for row in rows if _may_know(row, turn)]
    return [(kind, whom, at) for kind, whom, at in known if at]


def _whom(row: OutboxRow, turn: Turn) -> str:
    return turn.tx.people.name(PersonId(row.recipient_id)) if row.recipient_id else "en kanal"


def _may_know(row: OutboxRow, turn: Turn) -> bool:
    if row.kind.startswith(OF_NO_CASE):
        return True
    try:
        turn.tx.cases.get(CaseId(row.subject_id.partition("/")[0]), turn.actor.id)
    except NotFound:
        return False
    return True


def unreachable(turn: Turn) -> list[Person]:
    """Staff the bot cannot write to, leaders first, then by name."""
    staff = staff_of(turn)
    return sorted((person for person in staff.people if person.id not in staff.reachable), key=_leaders_first)


def _leaders_first(person: Person) -> int:
    return next((rank for rank, role in enumerate(_LEADERS) if person.has(role)), len(_LEADERS))


def _pupils_of(cases: list[Case]) -> list[PupilId]:
    return [case.pupil_id for case in cases if case.pupil_id]


def _pupil(entry: LogEntry) -> PupilId:
    return entry.pupil_id or PupilId("")


def _status(alert: Alert, turn: Turn) -> str:
    """What the reporter may know of the case: that it has been taken."""
    received = [turn.tx.cases.received_at(case_id) for case_id in alert.cases]
    return "Tatt imot" if all(received) else "Venter på å bli tatt imot"
