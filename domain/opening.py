"""From an alert to the cases it opens: one for each pupil who may not have a safe environment (design §3)."""

from datetime import datetime
from typing import Any

from domain.alert import Alert
from domain.calendar import oslo_date
from domain.case import Case, Status
from domain.deadlines import acknowledge_due, identify_pupil_due, start_meeting_due
from domain.errors import Invalid
from domain.event import CaseId, Event
from domain.people import Person, PersonId, Pupil
from domain.plan import Plan
from domain.routing import Routed


def open_case(
    case_id: CaseId,
    reference: str,
    alert: Alert,
    pupil: Pupil | None,
    routed: Routed,
    plan: Plan,
) -> tuple[Case, Event]:
    """A case of one pupil, or of a pupil yet unknown, with the plan's clocks started."""
    now = alert.sent_at
    case = Case(
        id=case_id,
        school_id=alert.school_id,
        reference=reference,
        status=Status.REPORTED,
        enhanced=routed.enhanced,
        past_the_school=routed.past_the_school,
        serious=alert.form.serious,
        violence="vold" in alert.form.kinds,
        force=alert.form.physical_intervention,
        members=routed.members,
        barred=routed.barred,
        acknowledge_by=acknowledge_due(now, plan, serious=alert.form.serious or routed.enhanced),
        identify_by=None if pupil else identify_pupil_due(now, plan),
        **_opened(pupil, plan, now),
    )
    return case, Event(kind="alert:sent", at=now, by=alert.reporter, case_id=case_id, alert_id=alert.id)


def linked_case(
    case_id: CaseId,
    reference: str,
    other: Case,
    pupil: Pupil,
    members: frozenset[PersonId],
    plan: Plan,
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
        **_opened(pupil, plan, now),
    )
    text = "Egen sak for eleven, med egen plan."
    return case, Event(kind="case:linked", at=now, by=by.id, text=text, case_id=case_id)


def _opened(pupil: Pupil | None, plan: Plan, now: datetime) -> dict[str, Any]:
    """What every new case has: whose it is, the plan it keeps, and the clock of its start meeting."""
    return {
        "opened_at": now,
        "plan_version": plan.version,
        "pupil_id": pupil.id if pupil else None,
        "grade": pupil.grade if pupil else None,
        "school_class": pupil.school_class if pupil else None,
        "start_meeting_by": start_meeting_due(now, plan),
    }


def year_of(now: datetime) -> int:
    """The year a case opened now is numbered in."""
    return oslo_date(now).year
