"""It becomes known who the pupil of a case is."""

from domain.alert.alert import AlertForm, Suspicion
from domain.alert.routing import About, route
from domain.case.case import identify
from domain.ids import new_id
from domain.people.person import Pupil
from domain.school_plan.procedure import Does
from domain.steps.progress import StepState
from domain.steps.take_step import done
from services.case.tell_joined import tell_joined
from services.case_file import CaseFile
from services.people.staff import staff_of
from services.turn import Turn


def join_pupil(file: CaseFile, pupil: Pupil, turn: Turn) -> None:
    """Those the plan puts on the pupil's case join it, and are told. Raises `Refused`."""
    before, form = file.case, AlertForm(suspicion=Suspicion.NONE)
    routed = route(form, About.of(pupil), turn.actor.id, staff_of(turn), turn.school_plan.routing)
    joining = frozenset() if before.enhanced else routed.members
    step = file.progress.that(Does.IDENTIFY)
    tell_joined(before, file.save(*identify(before, pupil, joining, turn.actor, turn.now)), turn)
    if step and step.state is StepState.OPEN:
        file.take(done(step, new_id(), turn.actor, turn.now))
