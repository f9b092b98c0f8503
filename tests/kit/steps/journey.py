"""A case taken through the procedure by its rules alone, a day at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.activity_plan.activity_plan import ActivityPlan, write
from domain.activity_plan.effect import adopt, lacking
from domain.activity_plan.evaluation import (
    Evaluation,
    MeasureResult,
    Next,
    Worked,
    apply,
    check_evaluation,
    needs_new,
)
from domain.activity_plan.intervals import suggested_day, to_evaluate
from domain.case.case import receive
from domain.case.deadlines import acknowledge_due, start_meeting_due
from domain.case.owner_notice import decide_owner_notice
from domain.correcting.undo import require_undoable, undo
from domain.days import Days, sureness
from domain.ids import RecordId
from domain.incident import Mark, OwnerDecision, OwnerNotice
from domain.oslo import at_oslo, oslo_date
from domain.people.person import Person
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import DATES, PEOPLE, Answer, Does, PlanText, Question
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.closing import SAFE, ClosingAnswers, Standing, close, reopen
from domain.steps.progress import Progress, Step, StepState, progress
from domain.steps.record import StepRecord, Taken
from domain.steps.take_step import (
    answer_field,
    complete,
    done,
    hand_over,
    map_again,
    not_needed,
    postpone,
    require_step,
)
from tests.kit.people.cast import case, everyone, ids, incident, person
from tests.kit.school import the_plan
from tests.kit.steps.activity_plans import measure, renewed, whole

THE_PLAN = the_plan()
MONDAY = date(2026, 11, 23)
MEMBERS = ids("principal", "line", "social", "teacher", "base")
STAFF = frozenset(someone.id for someone in everyone())
SOCIAL = person("social")
RAISED = {Answer.RAISED}


def noon(day: date) -> datetime:
    return at_oslo(day, time(12))


def later(days: int, day: date = MONDAY) -> date:
    return day + timedelta(days=days)


def replanned(school_plan: SchoolPlan = THE_PLAN, **by_step: Mapping[str, Any] | None) -> SchoolPlan:
    """The plan with some fields of some of its steps written otherwise; without those that are None."""
    steps = [
        step.model_dump(mode="json") | dict(by_step.get(step.id) or {})
        for step in school_plan.procedure.steps
        if by_step.get(step.id, {}) is not None
    ]
    return SchoolPlan.model_validate(school_plan.model_dump(mode="json") | {"procedure": {"steps": steps}})


def said(question: Question, on: date) -> str:
    """Something that answers the question; of a day to come, the next school day."""
    if question.answer is Answer.COMING_DATE:
        return SchoolCalendar(THE_PLAN.calendar).next_school_day(on).isoformat()
    if question.answer in DATES:
        return on.isoformat()
    if question.answer in PEOPLE:
        return "teacher"
    return ",".join(option.id for option in question.options[: 9 if question.answer is Answer.CHECKS else 1]) or "Ord"


def sure_of(asked: Iterable[Question], answers: Mapping[str, str]) -> Days:
    """Whoever tells of these days has been asked about them, and means them."""
    told = ((answer_field(q), answers.get(q.id, "")) for q in asked if q.answer in DATES)
    return Days(sure=frozenset(sureness(name, date.fromisoformat(day)) for name, day in told if day))


class Journey:
    """The case as it stands, and everything that was done with its steps."""

    def __init__(
        self,
        opened: date = MONDAY,
        *,
        school_plan: SchoolPlan = THE_PLAN,
        at_aks: bool = False,
        serious: bool = False,
        **change: Any,  # noqa: ANN401  (any type)
    ) -> None:
        at = noon(opened)
        first = incident(1, *([Mark.SERIOUS] if serious else []), told_at=at)
        self.plan = school_plan
        self.at_aks = at_aks
        self.by = SOCIAL
        self.records: list[StepRecord] = []
        self.evaluations: list[Evaluation] = []
        self.written: ActivityPlan | None = None
        self.in_effect: ActivityPlan | None = None
        self.case = case(
            opened_at=at,
            members=MEMBERS,
            acknowledge_by=acknowledge_due(at, school_plan, serious=serious),
            start_meeting_by=start_meeting_due(at, school_plan),
            **({"incidents": (first,)} | change),
        )

    @property
    def now(self) -> Progress:
        return progress(self.case, self.records, self.plan, at_aks=self.at_aks)

    @property
    def open(self) -> set[str]:
        return {step.rule.id for step in self.now.open}

    @property
    def _next_id(self) -> str:
        return f"record{len(self.records)}"

    def step(self, step_id: str) -> Step:
        found = self.now.step(step_id)
        assert found, f"{step_id} is not a step of this case"
        return found

    def due(self, step_id: str) -> date | None:
        step = self.step(step_id)
        assert step.state is StepState.OPEN, f"{step_id}: {step.state}"
        return step.due

    def takes(self, step_id: str, on: date, until: date | None = None, /, **answers: str) -> None:
        """Do the step on that day, with something said to all it asks; `answers` by question."""
        step = require_step(self.now, step_id)
        match step.rule.does:
            case Does.RECEIVE:
                taken = receive(self.case, self.by, noon(on))
                assert taken
                self.case = taken[0]
            case Does.OWNER_NOTICE:
                decision = OwnerDecision(notice=OwnerNotice.NOTIFIED, at=noon(on), by=self.by.id)
                self.case = decide_owner_notice(self.case, self.case.undecided[0].id, decision, self.by)[0]
            case Does.CLOSE:
                last = ClosingAnswers(safe_now=SAFE, pupil_words="Det går bra", reason="Alle er enige")
                stands = Standing(progress=self.now, written=self.written, in_effect=self.in_effect)
                self.case, record = close(self.case, step, stands, self._next_id, last, self.by, noon(on))
                self.records.append(record)
            case Does.NEW_MEASURES:
                self._writes_what_lacks()
                self.adopts(on)
                until = self.in_effect.next_evaluation if self.in_effect else None
                self.records.append(done(step, self._next_id, self.by, noon(on), until=until))
            case Does.WORK | Does.OUTCOME:
                given = {q.id: said(q, on) for q in step.rule.asks if q.required or q.answer not in RAISED}
                days = sure_of(step.rule.asks, given | answers)
                self.records.append(complete(step, self._next_id, given | answers, STAFF, self.by, noon(on), days))
            case _:
                if step.rule.does is Does.PLAN:
                    self._writes_what_lacks()
                    self.adopts(on)
                self.records.append(done(step, self._next_id, self.by, noon(on), until=until))

    def _writes_what_lacks(self) -> None:
        if self.written and lacking(self.written):
            self.written = write(self.written, {PlanText.PROBLEM: whole().text(PlanText.PROBLEM)}, followed=None)

    def adopts(self, on: date) -> None:
        """The plan as it is written, or one with all the law wants, is put into effect; with a new measure when that is
        wanted.
        """
        plan, wanted = whole() if self.written is None or self.written.in_effect else self.written, self.wants_new
        if wanted:
            added = measure(f"m{len(self.records)}", what=f"En voksen følger hver dag ({len(self.records)})")
            plan = replace(plan, measures=(*plan.measures, added))
        before = self.in_effect if wanted else None
        self.written = self.in_effect = adopt(renewed(plan, on), STAFF, self.by, noon(on), other_than=before)

    @property
    def wants_new(self) -> bool:
        """Whether the measures in effect have not been enough."""
        step = self.now.that(Does.NEW_MEASURES)
        return step is not None and step.state is StepState.OPEN

    def evaluates(
        self,
        on: date,
        *,
        safe: bool | None = True,
        worked: Worked = Worked.YES,
        becomes: Next = Next.CONTINUE,
        wait: int = 0,
        because: str = "",
    ) -> None:
        """The measures that are due are evaluated, all with the same result; again the last day there is, or `wait`
        weeks after it. `because`: why, and why a pupil who was not asked was not.
        """
        step, plan = self.now.that(Does.EVALUATE), self.in_effect
        assert step
        assert plan
        assert plan.adopted_at
        asked = to_evaluate(plan, on)
        latest = suggested_day(step.rule, on, SchoolCalendar(self.plan.calendar), first=False)
        told = Evaluation(
            case_id=plan.case_id,
            plan_version=plan.version,
            on=on,
            results=tuple(MeasureResult(measure=one.id, worked=worked, next=becomes) for one in asked),
            pupil_words="Slik er det nå",
            guardians_view="Enige",
            present="Mor og sosiallærer",
            safe_now=safe,
            not_asked_because="" if safe is not None else because,
            next_on=latest + timedelta(weeks=wait),
            later_because=because,
            at=noon(on),
            by=self.by.id,
        )
        evaluation = check_evaluation(told, asked, oslo_date(plan.adopted_at), latest, on)
        self.evaluations.append(evaluation)
        agreed, unchanged = apply(plan, evaluation), self.written is plan
        self.written = agreed if unchanged or self.written is None else apply(self.written, evaluation)
        self.in_effect = agreed
        record = done(step, self._next_id, self.by, noon(on), until=agreed.next_evaluation)
        over, new = agreed.next_evaluation is None, needs_new(evaluation, agreed)
        self.records.append(replace(record, over=over, new_measures=new))

    def takes_all(self, *step_ids: str, on: date = MONDAY) -> None:
        for step_id in step_ids:
            self.takes(step_id, on)

    def to_the_outcome(self, choice: str, on: date = MONDAY) -> None:
        """All that comes before the measures, and what the start meeting decided."""
        self.takes_all("ta_imot", "avklaringssamtale", "telefon_foresatte", "innkalling", "trygghetsperson", on=on)
        self.takes_all("kartleggingssamtale", "elevsamtale", "observasjon", on=on)
        self.takes("oppstartsmøte", on, valg=choice)

    def to_the_plan(self, on: date = MONDAY) -> None:
        """An activity plan in effect from that day."""
        self.to_the_outcome("aktivitetsplan", on)
        self.takes_all("analysemøte", "planmøte", "iverksette", on=on)

    def postpones(self, step_id: str, until: date, on: date, reason: str = "Eleven er syk") -> None:
        step = require_step(self.now, step_id)
        self.records.append(postpone(step, self._next_id, until, reason, self.by, noon(on)))

    def skips(self, step_id: str, on: date = MONDAY, reason: str = "Ikke aktuelt her") -> None:
        self.records.append(not_needed(require_step(self.now, step_id), self._next_id, reason, self.by, noon(on)))

    def maps_again(self, step_id: str, on: date, reason: str = "Det har begynt igjen") -> None:
        self.records.append(map_again(require_step(self.now, step_id), self._next_id, reason, self.by, noon(on)))

    def undoes(self, step_id: str, on: date, by: Person = person("line")) -> None:  # noqa: B008  (on purpose)
        """What of it can be undone, by a leader with a reason."""
        step = self.step(step_id)
        last = require_undoable(step)
        self.records.append(undo(step, self._next_id, last.id, "Det ble ikke gjort", by, noon(on)))

    def hands_over(self, step_id: str, to: Person, on: date) -> None:
        step = require_step(self.now, step_id)
        self.records.append(hand_over(step, self._next_id, to, self.case, self.by, noon(on)))

    def opens_again(self, on: date) -> None:
        reason = "Foresatte har ringt"
        self.case, record, _ = reopen(self.case, self.now, self._next_id, reason, self.by, noon(on))
        self.records.append(record)


def received(opened: date = MONDAY, **case: Any) -> Journey:  # noqa: ANN401  (any type)
    journey = Journey(opened, **case)
    journey.takes("ta_imot", opened)
    return journey


def planned(day: date) -> Journey:
    """A case with a plan that was put into effect on the day the case was opened."""
    journey = Journey(day)
    journey.to_the_plan(day)
    return journey


def recorded(step: str, taken: Taken, on: date = MONDAY, **fields: Any) -> StepRecord:  # noqa: ANN401  (any type)
    return StepRecord(id=RecordId("r"), step=step, taken=taken, at=noon(on), by=SOCIAL.id, **fields)
