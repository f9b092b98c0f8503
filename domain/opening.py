"""From an alert to the cases it opens: one for each pupil who may not have a safe environment (design §3)."""

from datetime import datetime

from domain.alert import Alert
from domain.calendar import oslo_date
from domain.case import Case, Status
from domain.deadlines import acknowledge_due, identify_pupil_due, start_meeting_due
from domain.event import CaseId, Event
from domain.people import Pupil
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
        opened_at=now,
        plan_version=plan.version,
        pupil_id=pupil.id if pupil else None,
        grade=pupil.grade if pupil else None,
        school_class=pupil.school_class if pupil else None,
        enhanced=routed.enhanced,
        past_the_school=routed.past_the_school,
        serious=alert.form.serious,
        violence="vold" in alert.form.kinds,
        force=alert.form.physical_intervention,
        members=routed.members,
        barred=routed.barred,
        acknowledge_by=acknowledge_due(now, plan, serious=alert.form.serious or routed.enhanced),
        start_meeting_by=start_meeting_due(now, plan),
        identify_by=None if pupil else identify_pupil_due(now, plan),
    )
    return case, Event(kind="alert:sent", at=now, by=alert.reporter, case_id=case_id, alert_id=alert.id)


def year_of(now: datetime) -> int:
    """The year a case opened now is numbered in."""
    return oslo_date(now).year
