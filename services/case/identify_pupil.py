"""It becomes known who the pupil of a case is."""

from domain.alert.alert import AlertForm, Suspicion
from domain.alert.routing import About, route
from domain.case.case import identify
from domain.case.members import of_kin
from domain.people.person import Pupil
from services.case.disqualify import someone_left
from services.case.tell_joined import tell_joined
from services.case_file import CaseFile
from services.people.staff import staff_of
from services.turn import Turn


def join_pupil(file: CaseFile, pupil: Pupil, turn: Turn) -> None:
    """Those the plan puts on the pupil's case join it, and are told; next of kin go off it. Raises `Refused`."""
    before, form, staff = file.case, AlertForm(suspicion=Suspicion.NONE), staff_of(turn)
    routed = route(form, About.of(pupil), turn.actor.id, staff, turn.school_plan.routing)
    joining = frozenset() if before.enhanced else routed.members
    known, event = identify(before, pupil, joining, turn.actor, turn.now, routed.kin)
    known = someone_left(known, staff, turn) if routed.kin else known
    tell_joined(before, file.save(known, event, *of_kin(known, routed.kin, turn.now)), turn)
