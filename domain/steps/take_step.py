"""Taking the steps of a case: doing one, handing it over, putting it off, or saying that it is not needed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.case.case import Case
from domain.case.members import decides
from domain.days import ANY_DAY, Days
from domain.errors import Invalid, Refused
from domain.event import Details, Event, EventKind, Joined
from domain.ids import PersonId, RecordId
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from domain.people.person import Person, Role
from domain.school_plan.procedure import DATES, PEOPLE, PROSE, Answer, Does, Question, StepRule
from domain.steps.progress import Progress, Step, StepState
from domain.steps.record import Given, StepRecord, Taken
from domain.text.entered import Unreadable, YearOutOfRange, day_of
from domain.text.prose import WORDS, letters

REASON_MIN = 3
MOST_POSTPONED = timedelta(weeks=6)


def require_step(progress: Progress, step_id: str) -> Step:
    """The step, when it can be taken now. Raises `Refused` with what to do instead."""
    step = progress.step(step_id)
    if step is None:
        raise Refused("Dette steget hører ikke til saken. Vis saken på nytt.")
    if step.again:
        return step
    if step.state is StepState.DONE:
        raise Refused("«{title}» er gjort. Vis saken for å se hva som er neste steg.", title=step.rule.title)
    if step.state is StepState.ALWAYS:
        raise Refused("«{title}» gjelder hele tiden, og krysses ikke av.", title=step.rule.title)
    if step.state is not StepState.OPEN:
        raise Refused("«{title}» kan ikke tas nå. Vis saken for å se hva som mangler.", title=step.rule.title)
    return step


def for_incident(step: Step, incident_id: str, case: Case) -> Step:
    """The step as a form spoke of it: of this incident, also when somebody has seen to it since.

    Raises `Refused` for an incident that the case does not have.
    """
    if not incident_id or step.incident is None:
        return step
    incident = next((one.id for one in case.incidents if one.id == incident_id), None)
    if incident is None:
        raise Refused("Dette steget hører ikke til saken. Vis saken på nytt.")
    return replace(step, incident=incident)


def answer_field(question: Question) -> str:
    """What the form calls the input of a question."""
    return field_of(question.id)


def field_of(question_id: str) -> str:
    """As `answer_field`, by the question's id."""
    return f"answers-{question_id}"


def asked_of(rule: StepRule, answers: Mapping[str, str]) -> list[Question]:
    """The questions of a step that what was chosen leaves."""
    choice = next((answers.get(q.id, "") for q in rule.asks if q.answer is Answer.CHOICE), "")
    return [q for q in rule.asks if q.when_choice in {None, choice}]


def complete(
    step: Step,
    record_id: str,
    answers: Mapping[str, str],
    staff: frozenset[PersonId],
    by: Person,
    now: datetime,
    days: Days = ANY_DAY,
) -> StepRecord:
    """The step is done, with what it asks for: `answers` by question, as a form sends them, its days held against
    `days`.

    A step done after its due day says by how many days (Oslo days). Raises `Invalid` at the first answer that cannot
    be taken.
    """
    if step.rule.does not in {Does.WORK, Does.OUTCOME}:
        raise Refused("«{title}» gjøres på en annen måte. Vis saken på nytt.", title=step.rule.title)
    today = oslo_date(now)
    asked = asked_of(step.rule, answers)
    told = {question.id: answers.get(question.id, "").strip() for question in asked}
    given = tuple(one for q in asked if (one := _given(q, told[q.id], staff, _typed(q, told[q.id], today, days))))
    _require_what_must_be(step.rule, asked, given)
    said = {one.kind: one.day for one in given if one.day}
    on = said.get(Answer.DATE, today)
    for question in asked:
        if question.answer is Answer.COMING_DATE and Answer.DATE in said and said.get(Answer.COMING_DATE, on) < on:
            raise Invalid(answer_field(question), "Denne dagen kan ikke være før den første.")
    return done(step, record_id, by, now, on=on, answers=given)


def _require_what_must_be(rule: StepRule, asked: Iterable[Question], given: Iterable[Given]) -> None:
    """What was chosen can only be chosen with these answers: «ikke behov» only when the pupil has it safe (§ 12-4)."""
    chosen = {one.question: one.chosen for one in given}
    options = {option.id: option.label for question in rule.asks for option in question.options}
    for question in asked:
        if question.must_be and question.when_choice and question.must_be not in chosen.get(question.id, ()):
            outcome = options[question.when_choice]
            raise Invalid(
                answer_field(question), "Da kan ikke utfallet være «{outcome}». Velg et annet.", outcome=outcome
            )


def done(
    step: Step,
    record_id: str,
    by: Person,
    now: datetime,
    *,
    on: date | None = None,
    answers: tuple[Given, ...] = (),
    until: date | None = None,
) -> StepRecord:
    """The bare record of a step that was done on a day; `until` is when one that comes again is due next."""
    today = oslo_date(now)
    record = replace(_record(step, record_id, Taken.DONE, by, now), on=on or today, answers=answers, until=until)
    if step.due is None:
        return record
    late, written = (max(0, (day - step.due).days) for day in (on or today, today))
    return replace(record, days_late=late, written_late=written)


def not_needed(step: Step, record_id: str, reason: str, by: Person, now: datetime) -> StepRecord:
    """Only where the procedure allows it, and never without a reason."""
    if step.rule.required:
        raise Refused("«{title}» må gjøres. Fristen kan flyttes, med en grunn.", title=step.rule.title)
    return replace(_record(step, record_id, Taken.NOT_NEEDED, by, now), reason=require_reason(reason))


def may_be_postponed(step: Step) -> bool:
    """Not what the law has a clock for (§§ 12-4 to 12-6): receiving an alert, telling the owner, the start meeting, and
    new measures for a pupil who does not have it safe.
    """
    return not step.rule.start_meeting_clock and step.rule.does not in _AT_ONCE


_AT_ONCE = {Does.RECEIVE, Does.IDENTIFY, Does.OWNER_NOTICE, Does.NEW_MEASURES}


def may_take(person: Person, whose: Iterable[Person]) -> bool:
    """The step is its owners', and leaders and the social teacher may always take it."""
    return person in whose or may(person, Permission.COORDINATE_CASE)


NEEDS = {
    Does.RECEIVE: Permission.LEAD_CASE,
    Does.IDENTIFY: Permission.COORDINATE_CASE,
    Does.OWNER_NOTICE: Permission.DECIDE_ENHANCED,
    Does.OWN_CASE: Permission.COORDINATE_CASE,
}
"""What a step asks of whoever does it, beyond working on the case."""


def may_press(person: Person, rule: StepRule, whose: Iterable[Person], case: Case) -> bool:
    """Whether the button of an open step is for this person: some ask for a permission of their own."""
    if rule.does is Does.OTHER_CASES:
        return decides(case, person)
    if needs := NEEDS.get(rule.does):
        return may(person, needs)
    return may(person, Permission.WORK_CASE) and may_take(person, whose)


def postpone(step: Step, record_id: str, until: date, reason: str, by: Person, now: datetime) -> StepRecord:
    """Put off to a later day, where that is allowed. Raises `Invalid` for a day that is not later."""
    if not may_be_postponed(step):
        raise Refused("Fristen for «{title}» kan ikke flyttes.", title=step.rule.title)
    if until <= max(oslo_date(now), step.due or date.min):
        raise Invalid("until", "Velg en dag etter fristen som er nå.")
    if until > oslo_date(now) + MOST_POSTPONED:
        raise Invalid("until", "Velg en dag innen seks uker. Da ser dere på det på nytt.")
    return replace(_record(step, record_id, Taken.POSTPONED, by, now), until=until, reason=require_reason(reason))


def hand_over(step: Step, record_id: str, person: Person, case: Case, by: Person, now: datetime) -> StepRecord:
    """The step is someone's by name. Only a member of the case can have it (law 2)."""
    if person.id not in case.members or not person.active:
        raise Invalid("person", "Velg en som er med i saken.")
    if not may_press(person, step.rule, [person], case):
        raise Invalid("person", "{name} kan ikke gjøre dette steget. Velg en annen.", name=person.name)
    return replace(_record(step, record_id, Taken.HANDED_OVER, by, now), person=person.id)


def map_again(step: Step, record_id: str, reason: str, by: Person, now: datetime) -> StepRecord:
    """«Ny kartlegging» instead of closing (L942–953): what follows the mapping is to be done again."""
    if not step.rule.back_to:
        raise Refused("«{title}» kan ikke gå tilbake.", title=step.rule.title)
    return replace(_record(step, record_id, Taken.BACK, by, now), reason=require_reason(reason))


def given_steps(rule: StepRule, record: StepRecord) -> set[PersonId]:
    """Who got steps to take by this record: by name, or as the pupil's safe adult."""
    named = {q.id for q in rule.asks if q.hands or q.answer is Answer.SAFE_ADULT}
    people = {given.person for given in record.answers if given.question in named and given.person}
    return people | ({record.person} if record.taken is Taken.HANDED_OVER and record.person else set())


def joining(case: Case, rule: StepRule, record: StepRecord, people: Iterable[Person]) -> tuple[Case, tuple[Event, ...]]:
    """Who got steps to take is on the case from now on, and the case says so.

    Raises `Invalid` for someone a leader has taken off it: only a leader lets them in again.
    """
    given = given_steps(rule, record)
    new = [person for person in people if person.id in given - case.members]
    for person in new:
        if person.id in case.removed | case.barred:
            field = next((q for q in rule.asks if (one := record.answer(q.id)) and one.person == person.id), None)
            where = answer_field(field) if field else "person"
            raise Invalid(
                where, "En leder har tatt {name} ut av saken. Be lederen, eller velg en annen.", name=person.name
            )
    grown = replace(case, members=case.members | {person.id for person in new})
    return grown, tuple(_joined(case, person, record) for person in new)


def _joined(case: Case, person: Person, record: StepRecord) -> Event:
    safe_adult = record.given(Answer.SAFE_ADULT)
    safe = safe_adult is not None and safe_adult.person == person.id
    details = Details(person=person.id, how=Joined.AS_SAFE_ADULT if safe else Joined.WITH_A_STEP)
    kind = EventKind.CASE_MEMBER_ADDED
    return Event(kind=kind, at=record.at, by=record.by, details=details, case_id=case.id)


def owners(step: Step, progress: Progress, case: Case, people: Iterable[Person]) -> list[Person]:
    """Whose step it is: the one it was handed to, else the members in the roles, else the next who answer for it."""
    members = [person for person in people if person.id in case.members and person.active]
    if step.handed_to:
        named = [person for person in members if person.id == step.handed_to]
        if named:
            return named
    safe = progress.safe_adult if step.rule.safe_adult else None
    mine = [person for person in members if person.has(*step.rule.owners) or person.id == safe]
    if mine:
        return mine
    lines = ([p for p in members if p.has(role)] for role in (Role.CONTACT_TEACHER, Role.LINE_LEADER, Role.PRINCIPAL))
    return next(filter(None, lines), members)


def _record(step: Step, record_id: str, taken: Taken, by: Person, now: datetime) -> StepRecord:
    record = StepRecord(id=RecordId(record_id), step=step.rule.id, taken=taken, at=now, by=by.id, due=step.due)
    return replace(record, incident=step.incident) if taken in {Taken.DONE, Taken.NOT_NEEDED} else record


def require_reason(reason: str) -> str:
    """As it is kept. Raises `Invalid` for one that says nothing, in the letters of any alphabet."""
    if letters(reason) < REASON_MIN:
        raise Invalid("reason", "Skriv en kort grunn.")
    return reason.strip()


def _given(question: Question, value: str, staff: frozenset[PersonId], day: date | None) -> Given | None:
    """The answer as it is kept, `day` of a day; None for one that was left empty and may be."""
    field = answer_field(question)
    if not value:
        if question.required:
            raise Invalid(field, "Fyll ut dette feltet.")
        return None
    bare = Given(question=question.id, kind=question.answer)
    if question.answer in DATES:
        return replace(bare, day=day)
    if question.answer in PEOPLE:
        if PersonId(value) not in staff:
            raise Invalid(field, "Velg fra listen.")
        return replace(bare, person=PersonId(value))
    if question.options:
        return replace(bare, chosen=_chosen(question, value))
    if question.required and question.answer in PROSE and letters(value) < WORDS:
        raise Invalid(field, "Skriv minst {letters} bokstaver.", letters=WORDS)
    return replace(bare, text=value)


def _chosen(question: Question, value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(value.split(","))) if question.answer is Answer.CHECKS else (value,)
    if not {option.id for option in question.options}.issuperset(chosen):
        raise Invalid(answer_field(question), "Velg fra listen.")
    if question.all_of and len(chosen) < len(question.options):
        raise Invalid(answer_field(question), "Alle må være oppfylt før dette kan gjøres.")
    return chosen


def _typed(question: Question, value: str, today: date, days: Days) -> date | None:
    """The day that was typed; None for what is none. It may have been raised before the incident (§ 12-6)."""
    if question.answer not in DATES or not value:
        return None
    field = answer_field(question)
    day = _day(field, value)
    if question.answer is Answer.COMING_DATE:
        return days.is_agreed(field, day, today)
    if question.answer is Answer.RAISED:
        return replace(days, since=None).has_been(field, day, today)
    return days.has_been(field, day, today)


def _day(field: str, value: str) -> date:
    try:
        return day_of(value)
    except YearOutOfRange:
        raise Invalid(field, "Sjekk årstallet.") from None
    except Unreadable:
        raise Invalid(field, "Skriv en gyldig dato.") from None
