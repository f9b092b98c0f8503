"""A case of the pupil who may have violated, with a plan of its own, linked to the one it came from (L871–880)."""

from dataclasses import replace

from domain.alert.roles import named_violators
from domain.alert.routing import About, members_by_rule
from domain.case.case import Case
from domain.case.members import of_kin, without
from domain.case.new_case import linked_case, year_of
from domain.errors import Invalid, Refused
from domain.ids import CaseId, new_id
from domain.message import CaseSubject, MessageKind
from domain.people.person import Pupil
from domain.steps.progress import Step
from domain.steps.record import Taken
from domain.steps.take_step import done
from services.case_file import CaseFile
from services.people.staff import pupil_in, staff_of
from services.steps.other_pupil import move_talks
from services.steps.take_step import open_step
from services.turn import Turn


def link_case(file: CaseFile, step_id: str, record_id: str, group: str, pupil_id: str, turn: Turn) -> Case | None:
    """The new case; None when it was opened by an earlier press. Raises `Invalid` for a pupil who has one already."""
    if file.history.took(record_id, step_id, Taken.DONE):
        return None
    return _link(file, open_step(file, step_id), record_id, pupil_in(turn, group, pupil_id), turn)


def link_case_of_named(file: CaseFile, step_id: str, record_id: str, pupil_id: str, turn: Turn) -> Case | None:
    """As `link_case`, of one whom an alert of the case named. Raises `Refused` for anyone else."""
    if file.history.took(record_id, step_id, Taken.DONE):
        return None
    step = open_step(file, step_id)
    pupil = next((one for one in named_in_case(file, turn) if one.id == pupil_id), None)
    if pupil is None:
        raise Refused("Eleven har allerede en egen sak, eller står ikke i varselet. Åpne saken på nytt.")
    return _link(file, step, record_id, pupil, turn)


def named_in_case(file: CaseFile, turn: Turn) -> list[Pupil]:
    """Who may have violated by the alerts of the case, and has no case of the kind yet."""
    named = [pupil for pupil in named_violators([alert.form for alert in file.alerts]) if pupil in file.pupils]
    linked = turn.tx.cases.pupils_of(file.case.links, named)
    return [file.pupils[pupil] for pupil in named if pupil not in {*linked, file.case.pupil_id}]


def _link(file: CaseFile, step: Step, record_id: str, pupil: Pupil, turn: Turn) -> Case:
    if turn.tx.cases.pupils_of(file.case.links, [pupil.id]):
        raise Invalid("pupil", "Eleven har allerede en egen sak som er knyttet til denne.")
    other = _opened(file.case, pupil, turn)
    if {pupil.id, *named_violators([alert.form for alert in file.alerts])} == {pupil.id}:
        move_talks(file, CaseFile(other, turn.tx, turn.school_plan))
    file.take(done(step, record_id, turn.actor, turn.now))
    file.save(replace(file.case, links=(*file.case.links, other.id)))
    return other


def _opened(case: Case, pupil: Pupil, turn: Turn) -> Case:
    about, routing = About.of(pupil), turn.school_plan.routing
    staff = staff_of(turn)
    members = members_by_rule(about, staff, routing, case.barred, enhanced=False, past_the_school=False)
    kin = staff.kin(about)
    reference = turn.tx.cases.next_reference(year_of(turn.now))
    case_id = CaseId(new_id())
    first = without(case, kin)
    other, event = linked_case(case_id, reference, first, pupil, members, turn.school_plan, turn.actor, turn.now)
    turn.tx.cases.open(other, event, *of_kin(other, kin, turn.now))
    turn.tx.outbox.put_all(
        MessageKind.CASE_JOINED, CaseSubject(case_id=other.id), sorted(other.members - {turn.actor.id}), turn.now
    )
    return other
