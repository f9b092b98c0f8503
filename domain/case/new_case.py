"""From an alert to the cases it opens: one for each pupil who may not have a safe environment."""

from datetime import datetime
from typing import Any

from domain.alert.alert import Alert, AlertForm
from domain.alert.roles import force_recorded_in, named_violators
from domain.alert.routing import Routed
from domain.case.case import Case, Status
from domain.case.deadlines import acknowledge_due, identify_pupil_due, start_meeting_due
from domain.errors import Invalid
from domain.event import Event, EventKind
from domain.ids import CaseId, IncidentId, PersonId
from domain.incident import Incident, Mark
from domain.oslo import oslo_date
from domain.people.person import Person, Pupil
from domain.school_plan.school_plan import SchoolPlan


def open_case(
    case_id: CaseId,
    reference: str,
    alert: Alert,
    pupil: Pupil | None,
    routed: Routed,
    school_plan: SchoolPlan,
    number: int = 0,
) -> tuple[Case, Event]:
    """A case of one pupil, or of a pupil yet unknown, with the plan's clocks started; `number` of the alert's."""
    now = alert.sent_at
    case = Case(
        id=case_id,
        school_id=alert.school_id,
        reference=reference,
        status=Status.REPORTED,
        enhanced=routed.enhanced,
        past_the_school=routed.past_the_school,
        incidents=(incident_of(alert, routed, school_plan, number),),
        nobody_exposed=bool(alert.form.pupils) and not alert.form.exposed,
        members=routed.members,
        barred=routed.barred,
        acknowledge_by=acknowledge_due(now, school_plan, serious=alert.form.serious or routed.enhanced),
        identify_by=None if pupil else identify_pupil_due(now, school_plan),
        **_opened(pupil, school_plan, now),
    )
    return case, Event(kind=EventKind.ALERT_SENT, at=now, by=alert.reporter, case_id=case_id, alert_id=alert.id)


def incident_of(alert: Alert, routed: Routed, school_plan: SchoolPlan, number: int = 0) -> Incident:
    """What an alert tells of, with the marks that have duties of their own (L551–557; § 12-4, § 12-5, § 13-5)."""
    form = alert.form
    said = {
        Mark.SERIOUS: form.serious,
        Mark.VIOLENCE: school_plan.pick_lists.violence(form.kinds),
        Mark.FORCE: form.physical_intervention and number == force_recorded_in(form),
        Mark.STAFF: routed.enhanced,
        Mark.NAMED_LATE: form.named_late,
        Mark.PUPIL_NAMED: bool(named_violators([form])),
        Mark.VIOLATION: _by_a_pupil(form, routed, school_plan),
    }
    return Incident(
        id=IncidentId(alert.id),
        told_at=alert.sent_at,
        alert=alert.id,
        marks=frozenset(mark for mark, told in said.items() if told),
        intervened=form.physical_intervention or school_plan.pick_lists.done_at_once(form.immediate_actions),
        force_on=form.force_against if said[Mark.FORCE] else None,
    )


def _by_a_pupil(form: AlertForm, routed: Routed, school_plan: SchoolPlan) -> bool:
    """A pupil is named, or it is a violation with nobody who works here suspected of it (L841–864)."""
    by_staff = routed.enhanced or routed.past_the_school
    return bool(named_violators([form])) or (not by_staff and school_plan.pick_lists.violation(form.kinds))


def linked_case(
    case_id: CaseId,
    reference: str,
    other: Case,
    pupil: Pupil,
    members: frozenset[PersonId],
    school_plan: SchoolPlan,
    by: Person,
    now: datetime,
) -> tuple[Case, Event]:
    """A case of the pupil who violates, linked to the one it came from; the same people are barred (L871–880)."""
    if pupil.id == other.pupil_id:
        raise Invalid("pupil", "Dette er eleven saken allerede gjelder.")
    case = Case(
        id=case_id,
        school_id=other.school_id,
        reference=reference,
        status=Status.RECEIVED,
        members=(members | {by.id}) - other.barred,
        barred=other.barred,
        acknowledge_by=now,
        received_at=now,
        received_by=by.id,
        links=(other.id,),
        violator=True,
        **_opened(pupil, school_plan, now),
    )
    return case, Event(kind=EventKind.CASE_LINKED, at=now, by=by.id, case_id=case_id)


def _opened(pupil: Pupil | None, school_plan: SchoolPlan, now: datetime) -> dict[str, Any]:
    """What every new case has: whose it is, the plan it keeps, and the clock of its start meeting."""
    return {
        "opened_at": now,
        "plan_version": school_plan.version,
        "pupil_id": pupil.id if pupil else None,
        "grade": pupil.grade if pupil else None,
        "school_class": pupil.school_class if pupil else None,
        "start_meeting_by": start_meeting_due(now, school_plan),
    }


def year_of(now: datetime) -> int:
    """The year a case opened now is numbered in."""
    return oslo_date(now).year
