"""An activity plan is put into effect, by whoever has the step."""

from domain.activity_plan.activity_plan import ActivityPlan, unadopted
from domain.activity_plan.carrying import newly_told
from domain.activity_plan.effect import adopt, wanting
from domain.activity_plan.parts import all_texts
from domain.case.case import require_open
from domain.errors import Invalid, Refused
from domain.event import Details, Event, EventKind
from domain.message import CaseSubject, MessageKind
from domain.school_plan.procedure import Does
from domain.steps.progress import Step, StepState
from domain.steps.record import Taken
from domain.steps.take_step import done, may_take, owners
from domain.text.concurrent_edits import mark_of
from services.case_file import CaseFile
from services.people.guard_names import guard
from services.turn import Turn


def step_to_adopt(file: CaseFile, turn: Turn) -> Step | None:
    """For whoever has the step, and coordinators, once it has opened; also for a later version, and whenever the pupil
    must have new measures.
    """
    adopting, new = file.progress.that(Does.PLAN), file.progress.that(Does.NEW_MEASURES)
    opened = [step for step in (adopting, new) if step and step.state is StepState.OPEN]
    done_before = [adopting] if adopting and adopting.state is StepState.DONE else []
    step = next(iter([*opened, *done_before]), None)
    if step is None or not file.case.open:
        return None
    return step if may_take(turn.actor, owners(step, file.progress, file.case, file.people)) else None


def to_adopt(file: CaseFile) -> ActivityPlan:
    """The plan as written. After a new mapping it is put into effect again, whether or not anything is changed."""
    adopting = file.progress.that(Does.PLAN)
    again = adopting is not None and adopting.state is StepState.OPEN
    return unadopted(file.plan) if again else file.plan


def not_enough(file: CaseFile) -> ActivityPlan | None:
    """The version in effect, when the pupil must have other measures than those."""
    new = file.progress.that(Does.NEW_MEASURES)
    return file.in_effect if new and new.state is StepState.OPEN else None


def lacks(file: CaseFile, turn: Turn) -> list[Invalid]:
    """What must be put right before the plan can be put into effect."""
    return wanting(to_adopt(file), file.staff, turn.today, other_than=not_enough(file))


def adopt_plan(file: CaseFile, record_id: str, seen: str, turn: Turn) -> bool:
    """A press made twice is one. False when the plan is another than was `seen`."""
    require_open(file.case)
    if file.history.took(record_id, "", Taken.DONE):
        return True
    plan, step = file.plan, step_to_adopt(file, turn)
    if step is None:
        raise Refused(
            "Du kan ikke sette planen i verk nå. Vis saken: der står det hva som mangler, og hvem som kan gjøre det."
        )
    if seen != mark_of(plan):
        return False
    _require_no_new_names(file, plan, turn)
    before = file.in_effect
    adopted = adopt(to_adopt(file), file.staff, turn.actor, turn.now, other_than=not_enough(file))
    file.save_plan(adopted, turn.actor.id, turn.now)
    file.take(done(step, record_id, turn.actor, turn.now, until=adopted.next_evaluation))
    file.save(file.case, _adopted(adopted, file, turn))
    _tell_doers(before, adopted, file, turn)
    return True


def _tell_doers(before: ActivityPlan | None, plan: ActivityPlan, file: CaseFile, turn: Turn) -> None:
    """Those who have something new to do, once for each version; the one who put it into effect knows."""
    who = sorted(newly_told(before, plan, turn.today) & file.staff - {turn.actor.id})
    subject = CaseSubject(case_id=file.case.id)
    turn.tx.outbox.put_all(MessageKind.MEASURE_GIVEN, subject, who, turn.now, key=str(plan.version))


def _require_no_new_names(file: CaseFile, plan: ActivityPlan, turn: Turn) -> None:
    """A pupil may have come to the class, or into the case, since the texts were saved."""
    try:
        guard(file, all_texts(plan), plan.confirmed_names, {}, turn)
    except Invalid as found:
        raise Refused("{found} Åpne teksten der navnet står, og lagre den.", found=found) from None


def _adopted(plan: ActivityPlan, file: CaseFile, turn: Turn) -> Event:
    details = Details(version=plan.version)
    return Event(kind=EventKind.PLAN_ADOPTED, at=turn.now, by=turn.actor.id, details=details, case_id=file.case.id)
