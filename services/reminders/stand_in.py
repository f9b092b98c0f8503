"""When a notice cannot reach someone, or nobody takes an alert, the next in line is told (never against law 3).

One that comes late is told of too.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.alert.alert import Told
from domain.alert.routing import About, Staff, stand_ins
from domain.case.case import Case
from domain.event import Details, Event, EventKind
from domain.message import CasesSubject, CaseSubject, GatheredSubject, MessageKind, Subject
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.school_plan.school_plan import Routing, SchoolPlan
from services.alert_notices import cases_told_of, notice_of
from storage.outbox.message import Queued
from storage.unit_of_work import Tx

LATE = timedelta(minutes=10)
_NOTICES = (MessageKind.ALERT_NOTICE, MessageKind.ALERT_OF_SEVERAL, MessageKind.ALERTS_GATHERED)


def pass_on(message: Queued, tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Tell whoever stands in for the recipient's role, put them on the case, and let the case say so.

    When there is nobody left to tell, the reporter is: someone must say it aloud (law 3, law 4).
    """
    if message.recipient is None or message.kind not in _NOTICES:
        return
    away = tx.people.get(message.recipient)
    for case in _told_of(message.subject, away, tx, oslo_date(now)):
        with tx.alone("case", case=case.id):
            _pass_on(case, away, tx, school_plan, now)


def came_late(message: Queued, tx: Tx, now: datetime) -> None:
    """A notice has come, long after it was sent: when someone was told of an alert is then, and the case says so."""
    if message.recipient is None or message.kind not in _NOTICES or now - message.created_at < LATE:
        return
    told = tx.people.get(message.recipient)
    for case in _told_of(message.subject, told, tx, oslo_date(now)):
        details = Details(person=told.id)
        tx.events.add(Event(kind=EventKind.NOTICE_REACHED, at=now, by=None, details=details, case_id=case.id))


def _told_of(subject: Subject, away: Person, tx: Tx, today: date) -> Sequence[Case]:
    match subject:
        case CaseSubject(case_id=case_id):
            return [tx.cases.unguarded(case_id)]
        case CasesSubject() | GatheredSubject():
            return tx.cases.those(cases_told_of(subject, tx), away.id, today)
        case _:
            return []


def _pass_on(case: Case, away: Person, tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    alerts = tx.alerts.of_cases([case.id])
    kind, subject = notice_of(case.id, alerts)
    next_ones = _stand_ins(case, [away], tx, school_plan.routing)
    joining = frozenset(told.person for told in next_ones) - case.members - case.barred
    details = Details(person=away.id, passed_on=bool(next_ones))
    event = Event(kind=EventKind.NOTICE_UNREACHED, at=now, by=None, details=details, case_id=case.id)
    saved = tx.cases.save(case, replace(case, members=case.members | joining), event)
    tx.outbox.put_all(kind, subject, sorted(told.person for told in next_ones), now)
    nobody = not tx.outbox.reached(kind, subject) & saved.members
    for alert in alerts:
        told = (*(t for t in alert.told if t.person != away.id), *(t for t in next_ones if t not in alert.told))
        tx.alerts.save(replace(alert, told=told, ring=alert.ring or nobody))
        if nobody:
            about = CaseSubject(case_id=case.id)
            tx.outbox.put(MessageKind.ALERT_UNREACHED, about, alert.reporter, now, key=alert.id)


def bring_in(case: Case, silent: Sequence[Person], tx: Tx, school_plan: SchoolPlan, now: datetime) -> Case:
    """Those who were told take no notice of the alert: whoever is next in line joins the case, and it says so."""
    next_ones = {told.person for told in _stand_ins(case, silent, tx, school_plan.routing)}
    joining = frozenset(next_ones) - case.members - case.barred - case.removed
    if not joining:
        return case
    event = Event(kind=EventKind.NOTICE_UNTAKEN, at=now, by=None, case_id=case.id)
    return tx.cases.save(case, replace(case, members=case.members | joining), event)


def _stand_ins(case: Case, away: Sequence[Person], tx: Tx, routing: Routing) -> list[Told]:
    if case.past_the_school:
        return []
    gone = {person.id for person in away}
    people = tx.people.active()
    reachable = tx.references.reachable(p.entra_object_id for p in people)
    staff = Staff(people, frozenset(p.id for p in people if p.entra_object_id in reachable and p.id not in gone))
    about = About(grade=case.grade, school_class=case.school_class)
    return stand_ins(away, about, staff, routing, case.barred, enhanced=case.enhanced)
