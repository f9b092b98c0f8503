"""Activity plans and their evaluations: snapshots in the history, only ever added (law 5). And, behind a gate of their
own (law 2), the measures of those who carry them out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.carrying import Carried, carried
from domain.activity_plan.evaluation import Baseline, Evaluation
from domain.case.case import Case
from domain.errors import NotFound
from domain.event import Event, EventKind
from domain.ids import CaseId, MeasureId, PersonId
from domain.people.person import Person
from storage.case.cases import Cases
from storage.case.events import Events
from storage.engine.rows import Damaged, School
from storage.gate.roll import CARRIER, Roll
from storage.tables.case import CarrierRow

_TOLD_IN = (EventKind.PLAN_SNAPSHOT, EventKind.LOG_ADDED)


class ActivityPlans:
    """What is saved is the whole plan each time, so that every wording it ever had can be shown. They are read with
    the history of their case.
    """

    def __init__(self, session: Session, school: School, staff: Mapping[PersonId, Person], events: Events) -> None:
        self._roll = Roll(session, school, CarrierRow, CARRIER)
        self._staff = staff
        self._events = events

    def of_cases(self, cases: Sequence[CaseId]) -> dict[CaseId, ActivityPlan]:
        """The plans as last written, by case."""
        found = self._events.histories([[case_id] for case_id in cases], [EventKind.PLAN_SNAPSHOT])
        return {case_id: one.plans[-1] for case_id, one in zip(cases, found, strict=True) if one.plans}

    def save(self, plan: ActivityPlan, by: PersonId, now: datetime, event_id: str = "") -> None:
        event = Event(kind=EventKind.PLAN_SNAPSHOT, at=now, by=by, case_id=plan.case_id)
        self._events.keep(event, plan, event_id)
        if plan.in_effect:
            self._carried_by(plan)

    def evaluate(self, evaluation: Evaluation) -> None:
        kind, case_id = EventKind.PLAN_EVALUATION, evaluation.case_id
        self._events.keep(Event(kind=kind, at=evaluation.at, by=evaluation.by, case_id=case_id), evaluation)

    def ask_first(self, baseline: Baseline) -> None:
        kind, case_id = EventKind.PLAN_BASELINE, baseline.case_id
        self._events.keep(Event(kind=kind, at=baseline.at, by=baseline.by, case_id=case_id), baseline)

    def _carried_by(self, plan: ActivityPlan) -> None:
        """Where those who carry its measures out are to look for them from now on."""
        self._roll.keep(plan.case_id, plan.carriers, self._staff)


class Measures:
    """What each person is to do of the plans in effect: of a case one need not be on, and nothing else of it."""

    def __init__(
        self, session: Session, school: School, staff: Mapping[PersonId, Person], cases: Cases, events: Events
    ) -> None:
        self._roll = Roll(session, school, CarrierRow, CARRIER)
        self._school = school
        self._staff = staff
        self._cases = cases
        self._events = events

    def get(self, measure_id: MeasureId, viewer: PersonId, today: date) -> Carried:
        """The only way to one without being on its case. Raises `NotFound` alike for «does not exist», «not yours» and
        «no longer to be done».
        """
        found = next((one for one in self.of(viewer, today) if one.measure.id == measure_id), None)
        if found is None:
            raise NotFound("Fant ikke dette tiltaket. Skriv «mine» for å se hva du skal gjøre.")
        return found

    def of(self, viewer: PersonId, today: date) -> list[Carried]:
        """All that the viewer is to do now, the soonest evaluation first."""
        found = self._carried(self._named((case_id, viewer) for case_id in self._cases.ids()), today)
        return sorted(found, key=lambda one: (one.measure.evaluate_on, one.measure.id))

    def without_line(self, today: date) -> set[PersonId]:
        """Those who lack a line of this week on something: for rules, as `Cases.unguarded`."""
        planned = self._roll.used_by(self._cases.ids())
        named = self._named((case_id, person) for case_id in planned for person in self._staff)
        return {one.by for one in self._carried(named, today) if one.lacks_line(today)}

    def _named(self, pairs: Iterable[tuple[CaseId, PersonId]]) -> dict[CaseId, set[PersonId]]:
        """By case those whom its plan may name."""
        asked = {self._roll.key(*pair): pair for pair in pairs}
        by_case: dict[CaseId, set[PersonId]] = {}
        for key in self._roll.there(asked):
            case_id, person = asked[key]
            by_case.setdefault(case_id, set()).add(person)
        return by_case

    def _carried(self, by_case: dict[CaseId, set[PersonId]], today: date) -> list[Carried]:
        """Of these cases what these people are to do, told by the plan in effect of the case each has gone into."""
        people = {person.id for person in self._staff.values() if person.active}
        wanted: dict[CaseId, tuple[Case, set[PersonId]]] = {}
        for case, who in self._kept(by_case):
            wanted.setdefault(case.id, (case, set()))[1].update(who & people)
        those = [(case, who) for case, who in wanted.values() if who]
        histories = self._events.histories([case.family for case, _ in those], _TOLD_IN) if those else []
        return [
            one
            for (case, who), history in zip(those, histories, strict=True)
            for person in sorted(who)
            for one in carried(case, history.in_effect, person, history.lines_by(person), today)
        ]

    def _kept(self, by_case: dict[CaseId, set[PersonId]]) -> Iterator[tuple[Case, set[PersonId]]]:
        """Who is barred from the case they were named in is not let in by the one it has gone into."""
        for case_id, who in by_case.items():
            try:
                was = self._cases.unguarded(case_id)
                case = self._cases.kept(was.merged_into) if was.merged_into else was
            except Damaged as damaged:
                self._school.damaged(damaged)
                continue
            yield case, who - was.barred
