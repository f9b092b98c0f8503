"""Force against a pupil (§ 13-5): whose record it is, and how many times this school year."""

from datetime import time

from domain.alert.alert import Alert, Suspicion
from domain.alert.put_right import as_put_right, with_force
from domain.case.case import say_force_on
from domain.event import EventKind
from domain.ids import IncidentId, PupilId
from domain.incident import Incident, Mark
from domain.oslo import at_oslo
from domain.people.person import Pupil
from domain.school_plan.fields import Condition
from domain.steps.progress import Step
from domain.steps.record import StepRecord
from services.case_file import CaseFile
from services.turn import Turn


def used_on(file: CaseFile, step: Step) -> Pupil | None:
    """The pupil the step is about; None when that is not known, or the step is about something else."""
    incident = next((one for one in file.case.incidents if one.id == step.incident), None)
    if step.rule.when is not Condition.FORCE or incident is None:
        return None
    return file.pupils.get(incident.force_on) if incident.force_on else None


def times_used_on(pupil: Pupil, file: CaseFile, turn: Turn) -> int:
    """How often this school year, as far as those on the case may know: an alert about staff counts only in its own."""
    first = at_oslo(turn.school_plan.calendar.first_school_day, time())
    own = {alert.id for alert in file.alerts}
    alerts = (one for one in turn.tx.alerts.sent_since(first) if one.id in own or one.form.suspicion is Suspicion.NONE)
    told = {str(alert.id) for alert in alerts if _against(alert, pupil.id)}
    return len(told | {str(one.id) for one in file.case.incidents if one.told_at >= first and _on(one, pupil.id)})


def say_whom(file: CaseFile, incident_id: IncidentId, pupil: Pupil, record_id: str, turn: Turn) -> None:
    """On whom force was used; the count of that pupil follows. Pressed twice is once. Raises `Refused`."""
    if file.history.has(record_id, EventKind.CASE_FORCE_ON):
        return
    case, event = say_force_on(file.case, incident_id, pupil.id, turn.actor, turn.now)
    by = next((one.alert for one in case.incidents if one.id == incident_id), None)
    file.put_right(with_force(alert, pupil.id) for alert in file.sent if alert.id == by)
    file.add_once(record_id, event)
    file.save(case)


def on_another(record: StepRecord, file: CaseFile) -> bool:
    """Whether what was done is about force on another than the pupil of the case: until it is said on whom, too."""
    rule = file.school_plan.procedure.by_id.get(record.step)
    return rule is not None and rule.when is Condition.FORCE and not file.case.force_is_on_own(record.incident)


def on_whom(record: StepRecord, file: CaseFile) -> PupilId | None:
    """The pupil of its incident; None until that is said."""
    return next((one.force_on for one in file.case.incidents if one.id == record.incident), None)


def _against(alert: Alert, pupil: PupilId) -> bool:
    form, told = as_put_right(alert).form, alert.put_right.force_against
    return form.force_against == pupil and (form.physical_intervention or told is not None)


def _on(incident: Incident, pupil: PupilId) -> bool:
    return Mark.FORCE in incident.marks and incident.force_on == pupil
