"""Taking the steps of a case. Every press carries the id of the record it makes, so that twice is once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from domain.case.case import require_open
from domain.case.deadlines import require_school_day
from domain.case.members import off_by_rule
from domain.errors import Refused
from domain.event import Off
from domain.message import CaseSubject, MessageKind
from domain.school_plan.procedure import DATES, Branch
from domain.steps.closing import past_its_day
from domain.steps.progress import Step
from domain.steps.record import StepRecord, Taken
from domain.steps.take_step import (
    asked_of,
    complete,
    field_of,
    for_incident,
    given_steps,
    hand_over,
    joining,
    map_again,
    may_take,
    not_needed,
    postpone,
    require_step,
)
from services.case.occurred_at import days_of
from services.case.tell_joined import tell_joined
from services.case_file import CaseFile
from services.people.changed import replaced
from services.people.guard_names import NO_REASONS, Reasons, guard_once
from services.people.staff import colleague
from services.steps.other_pupil import id_there, is_of_another, keep_in, own_case
from services.turn import Turn


def open_step(file: CaseFile, step_id: str) -> Step:
    """The step, when it can be taken now. Raises `Refused`."""
    require_open(file.case)
    return require_step(file.progress, step_id)


def own_step(file: CaseFile, step_id: str, turn: Turn, incident_id: str = "") -> Step:
    """The step, of the incident its form spoke of. Raises `Refused` for those on the case whose it is not."""
    step = open_step(file, step_id)
    if not may_take(turn.actor, file.owners_of(step)):
        raise Refused("En annen har ansvaret for «{title}». Be om å få det gitt videre til deg.", title=step.rule.title)
    return for_incident(step, incident_id, file.case)


def next_step(file: CaseFile, turn: Turn) -> Step | None:
    """What waits for the one who asks, what is late first."""
    waiting = (step for step in file.progress.open if step.waits and may_take(turn.actor, file.owners_of(step)))
    return min(waiting, key=lambda step: not step.overdue(turn.today), default=None)


def take_step(
    file: CaseFile,
    step_id: str,
    record_id: str,
    answers: Mapping[str, str],
    turn: Turn,
    incident_id: str = "",
    reasons: Reasons = NO_REASONS,
) -> None:
    """«Ferdig»: `answers` by question, as the form sends them, and `reasons` why another pupil's name must stand there.
    Raises `Invalid` for one that cannot be taken.
    """

    def completed(step: Step) -> StepRecord:
        days = days_of(file, turn, step.incident)
        record = complete(step, record_id, answers, file.staff, turn.actor, turn.now, days)
        if step.rule.leads_to(record.choice) is Branch.NO_NEED and file.in_effect:
            raise Refused("Det er satt tiltak i verk. Evaluer dem, og avslutt saken derfra.")
        return record

    rule = file.school_plan.procedure.by_id.get(step_id)
    asked = asked_of(rule, answers) if rule else []
    words = [answers.get(question.id, "") for question in asked if question.answer not in DATES]
    _once(file, step_id, record_id, turn, Taken.DONE, completed, *words, incident_id=incident_id, reasons=reasons)


def hand_step_over(file: CaseFile, step_id: str, record_id: str, person_id: str, turn: Turn) -> None:
    def handed(step: Step) -> StepRecord:
        return hand_over(step, record_id, colleague(turn, person_id), file.case, turn.actor, turn.now)

    _once(file, step_id, record_id, turn, Taken.HANDED_OVER, handed, person_id)


def postpone_step(
    file: CaseFile, step_id: str, record_id: str, until: date, reason: str, turn: Turn, reasons: Reasons = NO_REASONS
) -> None:
    def put_off(step: Step) -> StepRecord:
        require_school_day(file.school_plan, "until", until)
        return postpone(step, record_id, until, reason, turn.actor, turn.now)

    _once(file, step_id, record_id, turn, Taken.POSTPONED, put_off, reason, until.isoformat(), reasons=reasons)


def skip_step(
    file: CaseFile,
    step_id: str,
    record_id: str,
    reason: str,
    turn: Turn,
    incident_id: str = "",
    reasons: Reasons = NO_REASONS,
) -> None:
    """«Ikke nødvendig»."""

    def skipped(step: Step) -> StepRecord:
        return not_needed(step, record_id, reason, turn.actor, turn.now)

    _once(file, step_id, record_id, turn, Taken.NOT_NEEDED, skipped, reason, incident_id=incident_id, reasons=reasons)


def investigate_again(
    file: CaseFile, step_id: str, record_id: str, reason: str, turn: Turn, reasons: Reasons = NO_REASONS
) -> None:
    """«Ny kartlegging»."""

    def mapped(step: Step) -> StepRecord:
        record = map_again(step, record_id, reason, turn.actor, turn.now)
        late = past_its_day(file.progress, turn.today)
        return replace(record, new_measures=file.lacks_measures or None, overdue=late)

    _once(file, step_id, record_id, turn, Taken.BACK, mapped, reason, reasons=reasons)


def _once(
    file: CaseFile,
    step_id: str,
    record_id: str,
    turn: Turn,
    taken: Taken,
    make: Callable[[Step], StepRecord],
    *words: str,
    incident_id: str = "",
    reasons: Reasons = NO_REASONS,
) -> None:
    """The record is added and the case moves on; a second press does nothing, and is refused with other `words`.

    Who got steps by this is on the case from now on, and is told, also when on it already. What was said of another
    pupil goes into that pupil's own case.
    """
    own = own_case(step_id, file, turn) if taken is Taken.DONE else None
    there = own is not None and own.history.took(id_there(record_id), step_id, taken, *words)
    if there or file.history.took(record_id, step_id, taken, *words):
        return
    before, step = file.case, own_step(file, step_id, turn, incident_id)
    record, safe_adult = _answered_for(make(step), own or file, reasons, turn), file.progress.safe_adult
    grown, events = joining(before, step.rule, record, file.colleagues)
    file.take(keep_in(own, record) if own else record)
    smaller, told = off_by_rule(grown, replaced(file, safe_adult, turn), Off.REPLACED, turn.now)
    saved = file.save(smaller, *events, *told)
    tell_joined(before, saved, turn)
    given = given_steps(step.rule, record) - (saved.members - before.members) - {turn.actor.id}
    turn.tx.outbox.put_all(
        MessageKind.STEP_GIVEN, CaseSubject(case_id=saved.id), sorted(given), turn.now, key=record.id
    )


def _answered_for(record: StepRecord, file: CaseFile, reasons: Reasons, turn: Turn) -> StepRecord:
    """With why other pupils' names stand in it. What another pupil says is asked about in that pupil's own case, and
    nowhere while there is none: it is shown in the form alone.
    """
    if record.taken is Taken.DONE and is_of_another(record.step, file):
        return record
    texts = {field_of(given.question): given.text for given in record.answers} | {"reason": record.reason}
    return replace(record, names_reason=guard_once(file, texts, reasons, turn))
