"""All about one employee, through that employee's own gates (law 2): nothing of a case the person is barred from."""

from datetime import datetime

from documents.parts.model import Document
from documents.subject_access.employee import OfEmployee, of_employee
from documents.subject_access.mask import HandedOut
from domain.documents.subject_access import doings
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.school_plan.school_plan import SchoolPlan
from services.subject_access.of_pupil import cases_open_to, require_all_read
from storage.unit_of_work import Tx

ALL = 100_000


def employee_document(person: Person, tx: Tx, school_plan: SchoolPlan, now: datetime) -> Document:
    require_all_read(tx)
    cases = sorted(cases_open_to(person.id, tx, now), key=lambda case: (case.opened_at, case.reference))
    traces = [(one.at, one.kind, one.reference) for one in tx.trail.of(by=person.id, until=now)]
    told = OfEmployee(
        person=person,
        absence=tx.absences.newest().get(person.id),
        quiet=tx.absences.newest_quiet().get(person.id),
        cases=cases,
        alerts=[(alert, tx.events.of_alert(alert.id)) for alert in tx.alerts.of_reporter(person.id)],
        entries=tx.events.logged_by(person.id, offset=0, limit=ALL),
        measures=tx.measures.of(person.id, oslo_date(now)),
        done=doings(traces, {case.reference for case in cases}),
        school_plan=school_plan,
        made_at=now,
    )
    return of_employee(told, HandedOut(tx.pupils.read_all(), None, tx.people.known, who=person.id))
