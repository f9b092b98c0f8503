"""Taking the steps of a case: doing one, handing it over, putting it off, or saying that it is not needed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from domain.access import Permission, may
from domain.calendar import oslo_date
from domain.case import Case
from domain.errors import Invalid, Refused
from domain.event import Event
from domain.log import WORDS, letters
from domain.people import Person, PersonId, Role
from domain.procedure import PEOPLE, Answer, Does, Question, StepPlan
from domain.progress import Progress, State, Step
from domain.step_history import RecordId, StepRecord, Taken

PROSE = {Answer.TEXT, Answer.TEXT_2, Answer.TEXT_3, Answer.TEXT_4, Answer.QUOTE, Answer.REASON}
DATES = {Answer.DATE, Answer.DATE_2, Answer.RAISED}
REASON_MIN = 3
MOST_POSTPONED = timedelta(weeks=6)
LONG_AGO = timedelta(days=365)


def require_step(progress: Progress, step_id: str) -> Step:
    """The step, when it can be taken now. Raises `Refused` with what to do instead."""
    step = progress.step(step_id)
    if step is None:
        raise Refused("Dette steget hører ikke til saken. Åpne saken på nytt.")
    if step.again:
        return step
    if step.state is State.DONE:
        raise Refused("«{title}» er gjort. Åpne saken for å se hva som er neste steg.", title=step.plan.title)
    if step.state is not State.OPEN:
        raise Refused("«{title}» kan ikke tas nå. Åpne saken for å se hva som mangler.", title=step.plan.title)
    return step


def complete(
    step: Step, record_id: str, answers: Mapping[Answer, str], staff: frozenset[PersonId], by: Person, now: datetime
) -> StepRecord:
    """The step is done, with what it asks for. Raises `Invalid` at the first answer that cannot be taken.

    A step done after its due day says by how many days (Oslo days).
    """
    if step.plan.does not in {Does.WORK, Does.OUTCOME}:
        raise Refused("«{title}» gjøres på en annen måte. Åpne saken på nytt.", title=step.plan.title)
    today = oslo_date(now)
    choice = answers.get(Answer.CHOICE, "")
    asked = [q for q in step.plan.asks if q.when_choice in {None, choice}]
    taken = {q.answer: _checked(q, answers.get(q.answer, "").strip(), staff, today) for q in asked}
    if Answer.DATE in taken and "" < taken.get(Answer.DATE_2, "") < taken[Answer.DATE]:
        raise Invalid("date_2", "Denne dagen kan ikke være før den første.")
    on = date.fromisoformat(taken[Answer.DATE]) if Answer.DATE in taken else today
    return done(step, record_id, by, now, on=on, answers={name: value for name, value in taken.items() if value})


def done(
    step: Step,
    record_id: str,
    by: Person,
    now: datetime,
    *,
    on: date | None = None,
    answers: Mapping[Answer, str] | None = None,
    until: date | None = None,
) -> StepRecord:
    """The bare record of a step that was done on a day; `until` is when one that comes again is due next."""
    on = on or oslo_date(now)
    late = max(0, (on - step.due).days) if step.due else 0
    return _record(step, record_id, Taken.DONE, by, now).model_copy(
        update={"on": on, "answers": dict(answers or {}), "days_late": late, "until": until}
    )


def not_needed(step: Step, record_id: str, reason: str, by: Person, now: datetime) -> StepRecord:
    """Only where the procedure allows it, and never without a reason."""
    if step.plan.required:
        raise Refused("«{title}» må gjøres. Det kan utsettes, med en grunn.", title=step.plan.title)
    return _record(step, record_id, Taken.NOT_NEEDED, by, now).model_copy(update={"reason": _reason(reason)})


def may_be_postponed(step: Step) -> bool:
    """Not what the law has a clock for: receiving an alert, telling the owner, the start meeting (§§ 12-4 to 12-6)."""
    return not step.plan.start_meeting_clock and step.plan.does not in {Does.RECEIVE, Does.OWNER_NOTICE}


def may_take(person: Person, whose: Iterable[Person]) -> bool:
    """The step is its owners', and leaders and the social teacher may always take it."""
    return person in whose or may(person, Permission.COORDINATE_CASE)


def postpone(step: Step, record_id: str, until: date, reason: str, by: Person, now: datetime) -> StepRecord:
    """Put off to a later day, where that is allowed. Raises `Invalid` for a day that is not later."""
    if not may_be_postponed(step):
        raise Refused("Fristen for «{title}» kan ikke utsettes.", title=step.plan.title)
    if until <= max(oslo_date(now), step.due or date.min):
        raise Invalid("until", "Velg en dag etter fristen som er nå.")
    if until > oslo_date(now) + MOST_POSTPONED:
        raise Invalid("until", "Velg en dag innen seks uker. Da ser dere på det på nytt.")
    changed = {"until": until, "reason": _reason(reason)}
    return _record(step, record_id, Taken.POSTPONED, by, now).model_copy(update=changed)


def hand_over(step: Step, record_id: str, person: Person, case: Case, by: Person, now: datetime) -> StepRecord:
    """The step is someone's by name. Only a member of the case can have it (law 2)."""
    if person.id not in case.members or not person.active:
        raise Invalid("person", "Velg en som er med i saken.")
    return _record(step, record_id, Taken.HANDED_OVER, by, now).model_copy(update={"person": person.id})


def map_again(step: Step, record_id: str, reason: str, by: Person, now: datetime) -> StepRecord:
    """«Ny kartlegging» instead of closing (L942–953): what follows the mapping is to be done again."""
    if not step.plan.back_to:
        raise Refused("«{title}» kan ikke gå tilbake.", title=step.plan.title)
    return _record(step, record_id, Taken.BACK, by, now).model_copy(update={"reason": _reason(reason)})


def given_steps(step: StepPlan, record: StepRecord) -> set[PersonId]:
    """Who got steps to take by this record: by name, or as the pupil's safe adult."""
    named = {q.answer for q in step.asks if q.hands or q.answer is Answer.SAFE_ADULT}
    people = {PersonId(record.answers[answer]) for answer in named if answer in record.answers}
    return people | ({record.person} if record.taken is Taken.HANDED_OVER and record.person else set())


def joining(case: Case, step: StepPlan, record: StepRecord, people: Iterable[Person]) -> tuple[Case, tuple[Event, ...]]:
    """Who got steps to take is on the case from now on, and the case says so.

    Raises `Invalid` for someone a leader has taken off it: only a leader lets them in again.
    """
    given = given_steps(step, record)
    new = [person for person in people if person.id in given - case.members]
    for person in new:
        if person.id in case.removed | case.barred:
            answer = next((answer for answer, value in record.answers.items() if value == person.id), Answer.PERSON)
            text = "En leder har tatt {name} ut av saken. Be lederen, eller velg en annen."
            raise Invalid(answer.name.lower(), text, name=person.name)
    grown = case.model_copy(update={"members": case.members | {person.id for person in new}})
    return grown, tuple(_joined(case, person, record) for person in new)


def _joined(case: Case, person: Person, record: StepRecord) -> Event:
    safe = record.answers.get(Answer.SAFE_ADULT) == person.id
    why = "som elevens trygghetsperson" if safe else "og har fått steg i den"
    text = f"{person.name} er med i saken {why}."
    return Event(kind="case:member_added", at=record.at, by=record.by, text=text, case_id=case.id)


def owners(step: Step, progress: Progress, case: Case, people: Iterable[Person]) -> list[Person]:
    """Whose step it is: the one it was handed to, else the members in the roles, else the next who answer for it."""
    members = [person for person in people if person.id in case.members and person.active]
    if step.handed_to:
        named = [person for person in members if person.id == step.handed_to]
        if named:
            return named
    safe = progress.safe_adult if step.plan.safe_adult else None
    mine = [person for person in members if person.has(*step.plan.owners) or person.id == safe]
    if mine:
        return mine
    lines = ([p for p in members if p.has(role)] for role in (Role.CONTACT_TEACHER, Role.LINE_LEADER, Role.PRINCIPAL))
    return next(filter(None, lines), members)


def _record(step: Step, record_id: str, taken: Taken, by: Person, now: datetime) -> StepRecord:
    return StepRecord(id=RecordId(record_id), step=step.plan.id, taken=taken, at=now, by=by.id)


def _reason(reason: str) -> str:
    if letters(reason) < REASON_MIN:
        raise Invalid("reason", "Skriv en kort grunn.")
    return reason.strip()


def _checked(question: Question, value: str, staff: frozenset[PersonId], today: date) -> str:
    field = question.answer.name.lower()
    if not value:
        if question.required:
            raise Invalid(field, "Fyll ut dette feltet.")
        return ""
    if question.answer in DATES:
        return _day(field, value, today, future=question.answer is Answer.DATE_2)
    if question.answer in PEOPLE and PersonId(value) not in staff:
        raise Invalid(field, "Velg fra listen.")
    chosen = value.split(",") if question.answer is Answer.CHECKS else [value]
    if question.options and not {option.id for option in question.options}.issuperset(chosen):
        raise Invalid(field, "Velg fra listen.")
    if question.required and question.answer in PROSE and letters(value) < WORDS:
        raise Invalid(field, "Skriv litt mer.")
    if question.all_of and len(set(chosen)) < len(question.options):
        raise Invalid(field, "Alle må være oppfylt før dette kan gjøres.")
    return value


def _day(field: str, value: str, today: date, *, future: bool) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Invalid(field, "Skriv en gyldig dato.") from None
    if day > today and not future:
        raise Invalid(field, "Dagen kan ikke være i fremtiden.")
    if day < today - LONG_AGO:
        raise Invalid(field, "Dagen er mer enn ett år siden. Sjekk årstallet.")
    return day.isoformat()
