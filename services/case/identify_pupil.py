"""It becomes known who the pupil of a case is, and until then: who is to find out, and by when."""

from collections.abc import Iterable
from datetime import date

from domain.alert.alert import Alert, AlertForm, Suspicion
from domain.alert.routing import About, route
from domain.case.case import Case, identify
from domain.case.members import of_kin
from domain.correcting.another_pupil import require_new_in
from domain.ids import PersonId, new_id
from domain.people.person import Pupil
from domain.school_plan.procedure import Does
from domain.steps.progress import StepState
from domain.steps.take_step import done
from services.case.tell_joined import tell_joined
from services.case_file import CaseFile
from services.people.hand_over import someone_left
from services.people.staff import staff_of
from services.turn import Turn
from storage.unit_of_work import Tx


def find_out(file: CaseFile, pupil: Pupil, turn: Turn) -> None:
    """As `join_pupil`. Raises `Invalid`, too, for one who has another part in the alert: that is put right first."""
    require_new_in((alert.form for alert in file.alerts), pupil)
    join_pupil(file, pupil, turn)


def join_pupil(file: CaseFile, pupil: Pupil, turn: Turn) -> None:
    """Those the plan puts on the pupil's case join it, and are told; next of kin go off it. Raises `Refused`."""
    before, form, staff = file.case, AlertForm(suspicion=Suspicion.NONE), staff_of(turn)
    routed = route(form, About.of(pupil), turn.actor.id, staff, turn.school_plan.routing)
    joining = frozenset() if before.enhanced else routed.members
    step = file.progress.that(Does.IDENTIFY) if before.nobody_exposed else None
    known, event = identify(before, pupil, joining, turn.actor, turn.now, routed.kin)
    known = someone_left(known, staff, turn.school_plan) if routed.kin else known
    tell_joined(before, file.save(known, event, *of_kin(known, routed.kin, turn.now)), turn)
    if step and step.state is StepState.OPEN:
        file.take(done(step, new_id(), turn.actor, turn.now))


def to_identify(alerts: Iterable[Alert], tx: Tx) -> list[tuple[Alert, Case, date]]:
    """Of a reporter's own alerts those of a pupil who is still unknown, and by when to say who it is (Oslo).

    For the reporter, who need not be on the case, only the day and the number it was alerted under.
    """
    found = []
    for alert in (one for one in alerts if not one.form.exposed):
        with tx.failures.alone("alert", alert=alert.id):
            case = tx.cases.kept(alert.cases[0])
            if case.open and case.pupil_id is None and case.identify_by:
                found.append((alert, case, case.identify_by))
    return found


def still_to_ask(cases: Iterable[Case], tx: Tx) -> set[PersonId]:
    """Who has alerted of a pupil nobody knows yet in these open cases."""
    unknown = [one for case in cases if case.pupil_id is None for one in case.family]
    return {alert.reporter for alert in tx.alerts.of_cases(unknown)} if unknown else set()
