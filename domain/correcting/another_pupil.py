"""A case turns out to be about another pupil than it was first said to be."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.alert.alert import AlertForm
from domain.case.case import Case, Changed, happened, require_open, require_reason
from domain.errors import Invalid, Refused
from domain.event import Details, EventKind
from domain.ids import PersonId, PupilId, RecordId, new_id
from domain.incident import Incident
from domain.people.person import Person, Pupil
from domain.school_plan.procedure import Answer, Does
from domain.steps.progress import Progress
from domain.steps.record import StepRecord, Taken


def give_another_pupil(
    case: Case,
    pupil: Pupil,
    members: frozenset[PersonId],
    reason: str,
    by: Person,
    now: datetime,
    *,
    changes_parts: bool = False,
) -> Changed:
    """The clocks go on from the day they started. Of the wrong pupil the history says only that there was one.

    `members`: who is on it from now on, the bars aside. `changes_parts`: the right one stands in its alert already, and
    the two change parts. Raises `Refused` and `Invalid`.
    """
    wrong = dict.fromkeys((*case.wrong_pupils, _until_now(case, pupil)))
    right = replace(
        case,
        pupil_id=pupil.id,
        grade=pupil.grade,
        school_class=pupil.school_class,
        wrong_pupils=tuple(one for one in wrong if one != pupil.id),
        incidents=tuple(_of_the_right(one, case, pupil, changes_parts=changes_parts) for one in case.incidents),
        members=members - case.barred - case.removed,
    )
    details = Details(reason=require_reason(reason))
    return right, happened(case, EventKind.CASE_ANOTHER_PUPIL, by, now, details)


def _until_now(case: Case, pupil: Pupil) -> PupilId:
    """Whom the case has been about, when that may be changed to this pupil."""
    require_open(case)
    if case.pupil_id is None:
        raise Refused(
            "Eleven i sak {reference} er ikke kjent ennå. Trykk «Finn ut hvem eleven er».", reference=case.reference
        )
    if case.merged_from:
        raise Refused(
            "Sak {reference} er slått sammen av flere. Del dem først, så kan hver av dem rettes.",
            reference=case.reference,
        )
    if pupil.id == case.pupil_id:
        raise Invalid("pupil", "Saken gjelder allerede denne eleven.")
    return case.pupil_id


def _of_the_right(incident: Incident, case: Case, pupil: Pupil, *, changes_parts: bool) -> Incident:
    """Force that was used on the wrong one was used on the right one (§ 13-5); and the other way when they change."""
    if incident.force_on == case.pupil_id:
        return replace(incident, force_on=pupil.id)
    return replace(incident, force_on=case.pupil_id) if changes_parts and incident.force_on == pupil.id else incident


def require_new_in(forms: Iterable[AlertForm], pupil: Pupil) -> None:
    """Raises `Invalid` for a pupil whom one of the alerts names already, with a part of their own in it."""
    if any(pupil.id in form.pupils for form in forms):
        raise Invalid("pupil", "Denne eleven står i varselet fra før. Rett rollen, eller velg en annen.")


def require_not_exposed_in(forms: Iterable[AlertForm], pupil: Pupil) -> None:
    """Raises `Invalid` for a pupil who has a case by one of the alerts."""
    if any(pupil.id in form.exposed for form in forms):
        raise Invalid("pupil", "Denne eleven har sin egen sak etter varselet. Velg en annen.")


_OF_THE_PUPIL = {Answer.QUOTE, Answer.SAFE_ADULT, Answer.RAISED}


def of_the_wrong_pupil(progress: Progress, by: Person, now: datetime, *, talks: bool) -> list[StepRecord]:
    """What undoes what was said by the wrong pupil, or with their guardians: the right ones are to be asked. `talks`:
    those with the one who may have violated are theirs too.
    """
    rules = [step.rule for step in progress.steps if step.rule.does is Does.WORK]
    asked = {
        rule.id
        for rule in rules
        if _OF_THE_PUPIL & {question.answer for question in rule.asks} or (talks and rule.other_pupil)
    }
    return [
        StepRecord(
            id=RecordId(new_id()),
            step=record.step,
            taken=Taken.UNDONE,
            at=now,
            by=by.id,
            undoes=record.id,
            of_another=True,
        )
        for record in progress.records
        if record.step in asked and record.taken is Taken.DONE
    ]


def members_then(
    members: frozenset[PersonId],
    by_old_rule: frozenset[PersonId],
    by_new_rule: frozenset[PersonId],
    let_in: frozenset[PersonId],
) -> frozenset[PersonId]:
    """Who was there by the wrong pupil's class or grade alone goes off; `let_in` are those somebody has let in."""
    return (members - (by_old_rule - let_in)) | by_new_rule
