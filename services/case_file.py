"""The file of a case: what is read of it is read at most once."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.evaluation import Evaluation
from domain.alert.alert import Alert
from domain.alert.put_right import as_put_right
from domain.case.case import Case, Status
from domain.errors import Refused
from domain.event import Event
from domain.ids import CaseId, IncidentId, PersonId, PupilId
from domain.incident import Incident
from domain.lateness.first_days import ENDED, FirstDays
from domain.oslo import oslo_date
from domain.people.person import Person, Pupil, Role
from domain.privacy.names.close import Close, close_to
from domain.protection.reporter import knows_reporter, told_without, without_reporter
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.progress import Progress, Step, StepState, progress
from domain.steps.record import StepRecord
from domain.steps.take_step import owners
from domain.translation.plan_in_language import in_language
from services.case_ties import once_with, related_pupils
from storage.case.history import History, Item
from storage.unit_of_work import Tx


class CaseFile:
    """`case` is the case as it stands: what is saved through the file is seen by whoever reads on in the turn.

    `turn.case(id)` gives the file of a case that came through the gate; the rules of an alert make files of the
    reporter's cases too, and show nothing of them. `viewer` is whom it is shown to; None for rules.
    """

    def __init__(self, case: Case, tx: Tx, now: SchoolPlan, viewer: Person | None = None) -> None:
        self.case = case
        self._viewer = viewer
        self._tx = tx
        self._now = now

    @cached_property
    def school_plan(self) -> SchoolPlan:
        """The plan the case was opened under, in the language of the plan of now."""
        then = self._tx.school_plans.of(self._tx.school_id, self.case.plan_version, self._now)
        return in_language(then, self._now.language)

    @cached_property
    def history(self) -> History:
        incidents = {incident.id for incident in self.case.incidents}
        return self._tx.events.history(self.case.family, self.case.pupil_id, incidents)

    @cached_property
    def progress(self) -> Progress:
        """Where the case stands, by its own history and the plan it was opened under."""
        at_aks = self.pupil is not None and self.pupil.at_aks
        return progress(self.case, self.history.steps, self.school_plan, at_aks=at_aks, gone=self._tx.people.gone)

    @cached_property
    def first_days(self) -> FirstDays:
        """By which days its steps were to be done at first."""
        ended = [event for kind in ENDED for event in self.history.of_kind(kind)]
        return FirstDays(self.progress.records, ended, self.school_plan.procedure)

    @cached_property
    def sent(self) -> list[Alert]:
        """The alerts behind the case as they were sent, oldest first."""
        return self._tx.alerts.of_cases(self.case.family)

    @property
    def alerts(self) -> list[Alert]:
        """As whoever it is shown to reads them, oldest first: who reported may be hidden. Rules ask `sent`."""
        righted, viewer = map(as_put_right, self.sent), self._viewer
        return [without_reporter(one, viewer.id) for one in righted] if viewer and self._unnamed else [*righted]

    def timeline(self, offset: int = 0, limit: int | None = None) -> list[Item]:
        """A part of what happened, newest first, as whoever it is shown to reads it."""
        items, unnamed = self.history.timeline(offset, limit), self._unnamed
        return [told_without(one, unnamed) if isinstance(one, Event) else one for one in items]

    @property
    def _unnamed(self) -> frozenset[PersonId]:
        """Of whom the viewer is not to know that they reported. What a plan has promised a reporter, a later holds."""
        viewer, case = self._viewer, self.case
        if viewer is None or knows_reporter(viewer, case, self.history.joined):
            return frozenset()
        promised = self.school_plan.routing.hide_reporter or self._now.routing.hide_reporter
        return frozenset(alert.reporter for alert in self.sent) - {viewer.id} if promised else frozenset()

    @cached_property
    def pupils(self) -> dict[PupilId, Pupil]:
        """The case's own, those of its alerts, and whom force was used on."""
        named = [pupil for alert in self.alerts for pupil in alert.form.pupils]
        wanted = dict.fromkeys([*filter(None, [self.case.pupil_id, *self._force_on]), *named])
        return {pupil.id: pupil for pupil in self._tx.pupils.some(wanted)}

    @property
    def pupil(self) -> Pupil | None:
        return self.pupils.get(self.case.pupil_id) if self.case.pupil_id else None

    def incident(self, incident_id: str | None) -> Incident:
        """The incident; when none is said, the first whose decision is awaited. Raises `Refused`."""
        known = {incident.id: incident for incident in self.case.incidents}
        found = known.get(IncidentId(incident_id)) if incident_id else next(iter(self.case.undecided), None)
        if found is None and not self.case.incidents:
            raise Refused("Sak {reference} krever ikke at du melder fra til skoleeier.", reference=self.case.reference)
        return found or self.case.incidents[0]

    @property
    def people(self) -> list[Person]:
        return self._tx.people.active()

    @property
    def members(self) -> list[Person]:
        return [person for person in self.people if person.id in self.case.members]

    @property
    def colleagues(self) -> list[Person]:
        """Whom a step or a measure may name: the staff, those on the case first, never someone barred (law 3)."""
        staff = [p for p in self.people if p.id not in self.case.barred and not p.has(Role.SCHOOL_OWNER)]
        return sorted(staff, key=lambda person: person.id not in self.case.members)

    @property
    def staff(self) -> frozenset[PersonId]:
        """Who may do something in the case."""
        return frozenset(person.id for person in self.colleagues)

    @cached_property
    def owners(self) -> dict[str, tuple[Person, ...]]:
        """Whose each step is that can be taken, by the step's id."""
        people, now = self.people, self.progress
        theirs = [step for step in now.steps if step.again or step.state is StepState.OPEN]
        return {step.rule.id: tuple(owners(step, now, self.case, people)) for step in theirs}

    def owners_of(self, step: Step) -> tuple[Person, ...]:
        return self.owners.get(step.rule.id, ())

    @property
    def written(self) -> ActivityPlan | None:
        """The plan as it was last written, in effect or not."""
        return next((plan for plan in reversed(self.history.plans) if plan.case_id == self.case.id), None)

    @property
    def plan(self) -> ActivityPlan:
        """As `written`, or an empty one."""
        return self.written or ActivityPlan(case_id=self.case.id)

    @property
    def lacks_measures(self) -> bool:
        """Whether a plan has been in effect, and nothing of it goes on."""
        return self.in_effect is not None and not self.in_effect.going_on

    @property
    def in_effect(self) -> ActivityPlan | None:
        """The version that was put into effect last, as the evaluations have left it; None before the first."""
        return self.history.in_effect

    @property
    def versions(self) -> list[ActivityPlan]:
        """Those that were put into effect, as they were then, oldest first."""
        found: dict[tuple[str, int], ActivityPlan] = {}
        for plan in self.history.plans:
            if plan.version:
                found.setdefault((plan.case_id, plan.version), plan)
        return list(found.values())

    @property
    def left(self) -> list[ActivityPlan]:
        """Each of `versions` as its evaluations have left it."""
        return list({(p.case_id, p.version): p for p in self.history.plans if p.in_effect}.values())

    @property
    def first_in_effect(self) -> date | None:
        """The day (Oslo) the plan first was put into effect."""
        first = next(iter(self.versions), None)
        return oslo_date(first.adopted_at) if first and first.adopted_at else None

    @property
    def evaluations(self) -> list[Evaluation]:
        """Oldest first."""
        return self.history.evaluations

    @cached_property
    def related_pupils(self) -> frozenset[PupilId]:
        """The other pupils the case has, or has had, to do with: never to show."""
        return related_pupils(self.case, self.sent, self.history, self._once, self._tx)

    @cached_property
    def _once(self) -> list[CaseId]:
        return once_with(self.case, self.history, self._tx)

    def close(self, others: Iterable[Pupil]) -> Close:
        """Who is known by one name alone in what is written of it: those who have gone with the pupil since the first
        of its history, and of the cases it has been one with, and those it has to do with.
        """
        opened = (one.opened_at for one in (self.case, *self._tx.cases.some(self._once)))
        began = min(filter(None, (*opened, self.history.began)))
        return close_to(others, self.pupil or self._unread, oslo_date(began), self.related_pupils)

    @property
    def _unread(self) -> Pupil | None:
        """A pupil who cannot be read, as far as the case tells."""
        case = self.case
        if case.pupil_id is None or case.grade is None or case.school_class is None:
            return None
        return Pupil(
            id=case.pupil_id,
            school_id=case.school_id,
            external_id="",
            name="",
            grade=case.grade,
            school_class=case.school_class,
        )

    @property
    def _force_on(self) -> list[PupilId]:
        return [one.force_on for one in self.case.incidents if one.force_on]

    def save(self, changed: Case, *events: Event) -> Case:
        """The case as it becomes, with what its history says of it. Raises `Stale` when someone was first."""
        if changed.pupil_id != self.case.pupil_id:
            self.__dict__.pop("pupils", None)
        if changed.family != self.case.family:
            self.__dict__.pop("sent", None)
            self.__dict__.pop("pupils", None)
        self.case = self._tx.cases.save(self.case, changed, *events)
        if changed.status is Status.CLOSED:
            self._tx.form_drafts.drop_of_case(changed.id)
        self._read_anew()
        return self.case

    def renew(self, case: Case) -> None:
        """The case as it was saved by a rule that acts on many."""
        self.case = case
        self.__dict__.pop("pupils", None)
        self._read_anew()

    def put_right(self, alerts: Iterable[Alert]) -> None:
        """Alerts as sent, with what was wrong in them."""
        for alert in alerts:
            self._tx.alerts.save(alert)
        for name in ("sent", "pupils", "related_pupils"):
            self.__dict__.pop(name, None)

    def take(self, record: StepRecord) -> None:
        """Something was done with a step."""
        self._tx.events.step(self.case.id, record)
        self._read_anew()

    def save_plan(self, plan: ActivityPlan, by: PersonId, now: datetime, event_id: str = "") -> None:
        self._tx.activity_plans.save(plan, by, now, event_id)
        self._read_anew()

    def keep(self, event: Event, value: object, event_id: str) -> None:
        """A value of its own kind, under an id of the caller's."""
        self._tx.events.keep(event, value, event_id)
        self._read_anew()

    def add(self, *events: Event) -> None:
        self._tx.events.add(*events)
        self._read_anew()

    def add_once(self, event_id: str, event: Event) -> None:
        """A button pressed twice does no harm."""
        if not self.history.has(event_id, event.kind):
            self._tx.events.keep(event, event.details, event_id)
            self._read_anew()

    def _read_anew(self) -> None:
        """What was written is read with the rest when someone asks."""
        for name in ("history", "progress", "first_days", "owners", "related_pupils", "_once"):
            self.__dict__.pop(name, None)
