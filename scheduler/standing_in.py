"""When a notice cannot reach someone, or nobody takes an alert, the next in line is told (never against law 3)."""

from collections.abc import Sequence
from datetime import datetime

from domain.alert import Told
from domain.case import Case
from domain.event import CaseId, Event
from domain.people import Person, PersonId
from domain.plan import Plan, Recipient, Routing
from domain.routing import About, Staff, next_in_line
from storage.tables import OutboxRow
from storage.unit_of_work import Tx


def pass_on(row: OutboxRow, tx: Tx, plan: Plan, now: datetime) -> None:
    """Tell whoever stands in for the recipient's role, put them on the case, and let the case say so.

    When there is nobody left to tell, the reporter is: someone must say it aloud (law 3, law 4).
    """
    if row.kind != "alert.notice" or row.recipient_id is None:
        return
    case = tx.cases.unguarded(CaseId(row.subject_id))
    away = tx.people.get(PersonId(row.recipient_id))
    stand_ins = _stand_ins(case, [away], tx, plan.routing)
    joining = frozenset(told.person for told in stand_ins) - case.members - case.barred
    text = f"Boten nådde ikke {away.name}." + (" Neste i rekken er varslet." if stand_ins else "")
    event = Event(kind="notice:unreached", at=now, by=None, text=text, case_id=case.id)
    tx.cases.save(case.model_copy(update={"members": case.members | joining}), event)
    tx.outbox.put_all("alert.notice", case.id, sorted(told.person for told in stand_ins), now)
    nobody = not tx.outbox.reaches_someone(case.id)
    for alert in tx.alerts.of_cases([case.id]):
        told = (*(t for t in alert.told if t.person != away.id), *(t for t in stand_ins if t not in alert.told))
        tx.alerts.save(alert.model_copy(update={"told": told, "ring": alert.ring or nobody}))
        if nobody:
            tx.outbox.put("alert.unreached", case.id, alert.reporter, now, key=alert.id)


def bring_in(case: Case, silent: Sequence[Person], tx: Tx, plan: Plan, now: datetime) -> Case:
    """Those who were told take no notice of the alert: whoever is next in line joins the case, and it says so."""
    next_ones = {told.person for told in _stand_ins(case, silent, tx, plan.routing)}
    joining = frozenset(next_ones) - case.members - case.barred - case.removed
    if not joining:
        return case
    text = "Ingen har tatt imot varselet. Neste i rekken er med i saken."
    event = Event(kind="notice:untaken", at=now, by=None, text=text, case_id=case.id)
    return tx.cases.save(case.model_copy(update={"members": case.members | joining}), event)


def _stand_ins(case: Case, away: Sequence[Person], tx: Tx, routing: Routing) -> list[Told]:
    if case.past_the_school:
        return []
    gone = {person.id for person in away}
    people = tx.people.active()
    reachable = tx.references.reachable(p.entra_object_id for p in people)
    staff = Staff(people, frozenset(p.id for p in people if p.entra_object_id in reachable and p.id not in gone))
    about = About(grade=case.grade, school_class=case.school_class)
    told = (t for line in _lines(case, away, routing) for t in next_in_line(line, about, staff, case.barred))
    return list({t.person: t for t in told}.values())


def _lines(case: Case, away: Sequence[Person], routing: Routing) -> list[Recipient]:
    lines = (routing.employee_suspected,) if case.enhanced else routing.recipients
    return [line for line in lines if any(person.has(line.role) for person in away)]
