"""A colleague of every role in every standing to one case, put into the database before anyone says a word."""

from dataclasses import replace
from datetime import timedelta

from domain.activity_plan.activity_plan import ActivityPlan, Level, Measure
from domain.alert.alert import Alert, AlertForm, Draft, Suspicion
from domain.case.case import Case, Status
from domain.case.log import LogEntry
from domain.event import Event, EventKind
from domain.ids import AlertId, CaseId, DraftId, EntryId, MeasureId, PersonId, PupilId, new_id
from domain.people.person import Role
from domain.text.form_draft import FormDraft
from storage.database import Database
from storage.unit_of_work import Tx
from tests.kit.school import FACT, MONDAY, NAMES, SCHOOL, STAFF, _person

STANDINGS = ("barred", "outsider", "left", "member")


class World:
    """A colleague of every role in every standing; a case; and each member's own draft, alert and log."""

    def __init__(self, database: Database) -> None:
        self.people = {f"{role.name}-{standing}": (role, standing) for role in Role for standing in STANDINGS}
        staff = [
            _person(key.lower(), role, grades="6", classes="6A")
            if standing == "outsider"
            else _person(key.lower(), role)
            for key, (role, standing) in self.people.items()
        ]
        with database.begin() as unit:
            unit.school(SCHOOL).people.replace([*STAFF.values(), *staff])
        with database.begin() as unit:
            tx = unit.school(SCHOOL)
            self.ids = {p.upn.split("@")[0]: p.id for p in tx.people.known.values()}
            pupil = next(p for p in tx.pupils.read_all() if p.name == NAMES[0])
            self.case = _case(tx, "2026-001", self._in("member"), self._in("barred"), pupil.id)
            self.measures = self._carried(tx, _case(tx, "2026-002", frozenset(), self._in("barred"), pupil.id))
            self.own = {key: self._belongings(tx, key, pupil.id) for key in self.people}
        with database.begin() as unit:
            stay = [p for p in staff if not p.upn.startswith(tuple(k.lower() for k in self.people if "left" in k))]
            unit.school(SCHOOL).people.replace([*STAFF.values(), *stay])

    def _in(self, standing: str) -> frozenset[PersonId]:
        return frozenset(self.ids[key.lower()] for key, (_, where) in self.people.items() if where == standing)

    def _carried(self, tx: Tx, case: Case) -> dict[str, str]:
        """A measure for each member, of a case they are not on. Who is barred or has left is named in it too, as if a
        rule had slipped.
        """
        measures = {
            key: Measure(
                id=MeasureId(new_id()),
                level=Level.CLASS,
                what=FACT,
                who=tuple(self.ids[f"{role.name}-{one}".lower()] for one in ("member", "barred", "left")),
                start=MONDAY.date(),
                evaluate_on=MONDAY.date() + timedelta(days=7),
            )
            for key, (role, standing) in self.people.items()
            if standing == "member"
        }
        by = self.ids["principal-member"]
        whole = ActivityPlan(case_id=case.id, measures=tuple(measures.values()))
        tx.activity_plans.save(replace(whole, version=1, adopted_at=MONDAY, adopted_by=by), by, MONDAY)
        return {key: measure.id for key, measure in measures.items()}

    def _belongings(self, tx: Tx, key: str, pupil: PupilId) -> dict[str, str]:
        person = self.ids[key.lower()]
        draft = Draft(id=DraftId(new_id()), school_id=SCHOOL, owner=person, started_at=MONDAY)
        tx.drafts.start(draft)
        alert = Alert(
            id=AlertId(new_id()),
            school_id=SCHOOL,
            draft_id=DraftId(new_id()),
            reporter=person,
            sent_at=MONDAY,
            form=AlertForm(unknown_pupil=True, facts=FACT, suspicion=Suspicion.EMPLOYEE),
            cases=(self.case.id,),
            references=(self.case.reference,),
            told=(),
        )
        tx.alerts.add(
            alert, Event(kind=EventKind.ALERT_SENT, at=MONDAY, by=person, case_id=self.case.id, alert_id=alert.id)
        )
        entry = LogEntry(
            id=EntryId(new_id()),
            school_id=SCHOOL,
            author=person,
            logged_at=MONDAY,
            occurred_at=MONDAY,
            type="annet",
            text=FACT,
            pupil_id=pupil,
        )
        tx.events.log(entry)
        form = FormDraft(
            id=tx.form_drafts.id_of(person, "case.log"),
            form="case.log",
            kept_at=MONDAY,
            case_id=self.case.id,
            ids={"case_id": self.case.id, "entry_id": new_id()},
            answers={"text": FACT},
        )
        tx.form_drafts.keep(form, person, "case.log")
        own = {"case": self.case.id, "draft": draft.id, "alert": alert.id, "entry": entry.id, "form": form.id}
        return own | {"measure": self.measures.get(key, "")}


def _case(tx: Tx, reference: str, members: frozenset[PersonId], barred: frozenset[PersonId], pupil: PupilId) -> Case:
    """The barred stand among the members too, as if a rule had slipped: the gate keeps them out all the same."""
    case = Case(
        id=CaseId(new_id()),
        school_id=SCHOOL,
        reference=reference,
        status=Status.REPORTED,
        opened_at=MONDAY,
        plan_version="2026-27.1",
        pupil_id=pupil,
        enhanced=True,
        members=members | barred,
        barred=barred,
        acknowledge_by=MONDAY + timedelta(days=1),
        start_meeting_by=MONDAY.date(),
    )
    tx.cases.open(case)
    return case
