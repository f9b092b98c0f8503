"""Lists of cases and of what is one's own. What the asker may not see is not counted either."""

import re

from bot.handlers.common import staff_of
from bot.handlers.working import late, my_steps
from bot.router import Router, Show, Turn
from cards import overview as cards
from cards.actions import ListCases, ShowMine, ShowUnreachable
from domain.alert import Alert
from domain.case import Case, Status
from domain.log import LogEntry
from domain.people import PupilId

router = Router()
OWN_ENTRIES = 200


_FILTERS = {
    "forfalt": re.compile(r"forfalt|over frist|for sent"),
    "ikke tatt imot": re.compile(r"ikke tatt|ubehandle|nye|venter"),
    "mine": re.compile(r"\bmine?\b"),
}
_GRADE = re.compile(r"\b(\d{1,2})\.?\s*(?:trinn|klasse|tr)\b")


def known_filter(typed: str) -> str:
    """The filters among the words typed, in our own words: nothing else a person wrote travels in a button (law 1)."""
    words = typed.casefold()
    grade = [f"{found[1]}. trinn"] if (found := _GRADE.search(words)) else []
    return ", ".join(grade + [name for name, pattern in _FILTERS.items() if pattern.search(words)])


def filtered(which: str, turn: Turn) -> list[Case]:
    """The cases the asker is on, narrowed by `known_filter`."""
    cases = turn.tx.cases.visible(turn.actor.id)
    if found := _GRADE.search(which):
        cases = [case for case in cases if case.grade == int(found[1])]
    if "forfalt" in which:
        overdue = late(cases, turn)
        cases = [case for case in cases if case.id in overdue]
    if "ikke tatt imot" in which:
        cases = [case for case in cases if case.status is Status.REPORTED]
    if "mine" in which:
        cases = [case for case in cases if _mine(case, turn)]
    return cases


def _mine(case: Case, turn: Turn) -> bool:
    """The cases one has taken, or that are about one's own class or grade."""
    person = turn.actor
    return case.received_by == person.id or case.school_class in person.classes or case.grade in person.grades


@router.on(ListCases)
def list_cases(action: ListCases, turn: Turn) -> Show:
    which = known_filter(action.which)
    cases = filtered(which, turn)
    pupils = {p.id: p for p in turn.tx.pupils.some(_pupils_of(cases))}
    return Show(cards.cases_card(cases, pupils, which, action.page, late(cases, turn)))


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
def unreachable(action: ShowUnreachable, turn: Turn) -> Show:
    staff = staff_of(turn)
    away = [person for person in staff.people if person.id not in staff.reachable]
    return Show(cards.unreachable_card(away, action.page))


def _pupils_of(cases: list[Case]) -> list[PupilId]:
    return [case.pupil_id for case in cases if case.pupil_id]


def _pupil(entry: LogEntry) -> PupilId:
    return entry.pupil_id or PupilId("")


def _status(alert: Alert, turn: Turn) -> str:
    """What the reporter may know of the case: that it has been taken."""
    received = [turn.tx.cases.received_at(case_id) for case_id in alert.cases]
    return "Tatt imot" if all(received) else "Venter på å bli tatt imot"
