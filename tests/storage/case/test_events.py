import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.evaluation import Baseline, Evaluation, Often
from domain.case.log import LogEntry
from domain.documents.filing import Filing
from domain.documents.wording import Known, worded
from domain.errors import NotFound, Refused
from domain.event import Details, Event, EventKind, Joined
from domain.ids import AlertId, CaseId, EntryId, IncidentId, PersonId, PupilId, RecordId, SchoolId
from domain.incident import Mark, OwnerNotice
from domain.school_plan.procedure import Answer
from domain.steps.record import Given, StepRecord, Taken
from domain.value import from_json, to_json
from storage.case.history import History
from storage.database import Database
from storage.engine.rows import Stale
from storage.unit_of_work import Tx
from tests.kit.damage import rows_of
from tests.kit.people.cast import alert, case, pupil
from tests.kit.school import FACT, MONDAY, SCHOOL
from tests.storage.conftest import Begin, happened

TEACHER = PersonId("teacher")
PUPIL = pupil().id


def entry(key: str = "entry1", *, minutes: int = 0, on: PupilId | None = PUPIL, case: str | None = None) -> LogEntry:
    return LogEntry(
        id=EntryId(key),
        school_id=SCHOOL,
        author=TEACHER,
        logged_at=MONDAY + timedelta(hours=3),
        occurred_at=MONDAY + timedelta(minutes=minutes),
        type="observasjon",
        text=FACT,
        quote="«Kanarisitat»",
        pupil_id=None if case else on,
        case_id=CaseId(case) if case else None,
    )


def history_of(tx: Tx, *cases: str, pupil_id: PupilId | None = None) -> History:
    return tx.events.history([*map(CaseId, cases)], pupil_id)


def timeline(tx: Tx, *cases: str, pupil_id: PupilId | None = None, offset: int = 0, limit: int = 9) -> list[str]:
    items = history_of(tx, *cases, pupil_id=pupil_id).timeline(offset, limit)
    return [item.kind if isinstance(item, Event) else item.id for item in items]


@pytest.fixture
def history(school: Begin) -> Begin:
    """A case with three events, an entry on it, and two entries on the pupil."""
    with school() as tx:
        tx.cases.open(case(), happened(EventKind.ALERT_SENT), happened(EventKind.CASE_RECEIVED, minutes=20))
        tx.cases.open(case(2))
        tx.events.add(happened(EventKind.CASE_READ, minutes=30))
        tx.events.log(entry("on_case", minutes=10, case="case1"))
        tx.events.log(entry("before", minutes=-60))
        tx.events.log(entry("of_another", on=pupil(1).id))
    return school


def test_a_timeline_is_newest_first_with_what_was_logged_before_the_case(history: Begin) -> None:
    with history() as tx:
        assert timeline(tx, "case1", pupil_id=PUPIL) == ["case:received", "on_case", "alert:sent", "before"]
        assert history_of(tx, "case1", pupil_id=PUPIL).count == 4
        assert timeline(tx, "case1") == ["case:received", "on_case", "alert:sent"]
        assert timeline(tx, "case2") == []
        assert history_of(tx, "case2").count == 0


def test_a_timeline_comes_in_pages(history: Begin) -> None:
    with history() as tx:
        assert timeline(tx, "case1", pupil_id=PUPIL, limit=3) == ["case:received", "on_case", "alert:sent"]
        assert timeline(tx, "case1", pupil_id=PUPIL, offset=3, limit=3) == ["before"]


def test_an_event_comes_back_as_it_went_in(school: Begin) -> None:
    told = Details(person=PersonId("line"), passed_on=True)
    system = replace(happened(EventKind.NOTICE_UNREACHED), by=None, details=told)
    with school() as tx:
        tx.cases.open(case(), system)
        (read,) = history_of(tx, "case1").timeline()
        assert read == system
        assert worded(system, Known({PersonId("line"): "Ansatt Line"})) == (
            "Skolemiljø nådde ikke Ansatt Line. Neste i rekken er varslet."
        )


def test_all_that_may_be_known_of_an_event_comes_back(school: Begin) -> None:
    everything = Details(
        person=PersonId("line"),
        how=Joined.AS_SAFE_ADULT,
        reason="Kjenner eleven",
        words=FACT,
        reference="2026-002",
        marks=(Mark.SERIOUS, Mark.FORCE),
        notice=OwnerNotice.NOTIFIED,
        day=date(2026, 11, 23),
        document="26/1",
        fingerprint="ab12",
        version=3,
        answers={"first": "aldri"},
        receives=("ny sak",),
        passed_on=True,
        verb="sak",
        subject="case1",
    )
    told = replace(happened(EventKind.CASE_MARKED), details=everything)
    with school() as tx:
        tx.cases.open(case(), told)
        assert history_of(tx, "case1").timeline() == [told]
        assert tx.events.of_kind(EventKind.CASE_MARKED, [CaseId("case1")]) == [told]
        assert tx.events.of_kind(EventKind.CASE_MERGED, [CaseId("case1")]) == []


def test_an_entry_comes_back_and_is_its_authors(history: Begin) -> None:
    with history() as tx:
        assert tx.events.entry(EntryId("before")) == entry("before", minutes=-60)
        assert tx.events.entry(EntryId("nothing")) is None
        assert tx.events.own_entry(EntryId("before"), TEACHER) == entry("before", minutes=-60)
        assert tx.events.own_entry(EntryId("nothing"), TEACHER) is None
        with pytest.raises(NotFound):
            tx.events.own_entry(EntryId("before"), PersonId("aks"))
        assert [e.id for e in tx.events.logged_by(TEACHER, offset=0, limit=9)] == ["of_another", "before"]
        assert tx.events.logged_by(PersonId("aks"), offset=0, limit=9) == []


def test_an_id_that_is_an_events_is_nobodys_entry(school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case())
        tx.events.add_once("given", happened(EventKind.ALERT_ADDED, FACT))
        assert tx.events.entry(EntryId("given")) is None
        assert tx.events.own_entry(EntryId("given"), TEACHER) is None
        with pytest.raises(NotFound, match="Begynn på nytt"):
            tx.events.log(entry("given", case="case1"))
        assert tx.events.entry(EntryId("given")) is None


def test_a_button_pressed_twice_adds_once(school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case())
        tx.alerts.add(alert())
        assert tx.events.add_once("given", happened(EventKind.ALERT_ADDED, "Kanaritillegg", alert="alert1"))
    with school() as tx:
        assert not tx.events.add_once("given", happened(EventKind.ALERT_ADDED, "Noe annet", alert="alert1"))
        assert [e.details.words for e in tx.events.of_alert(AlertId("alert1"))] == ["Kanaritillegg"]


def test_another_schools_history_is_not_here(database: Database, history: Begin) -> None:
    with database.begin() as unit:
        unit.schools.ensure(SchoolId("annen"))
        other = unit.school(SchoolId("annen"))
        assert timeline(other, "case1", pupil_id=PUPIL) == []
        assert other.events.entry(EntryId("before")) is None


def taken(key: str, step: str = "observasjon", *, minutes: int = 0, what: Taken = Taken.DONE) -> StepRecord:
    return StepRecord(
        id=RecordId(key),
        step=step,
        taken=what,
        at=MONDAY + timedelta(minutes=minutes),
        by=TEACHER,
        on=MONDAY.date(),
        answers=(
            Given(question="observert", kind=Answer.TEXT, text=FACT),
            Given(question="sitat", kind=Answer.QUOTE, text="«Kanarisitat»"),
            Given(question="møtedag", kind=Answer.COMING_DATE, day=date(2026, 12, 1)),
            Given(question="undersøker_videre", kind=Answer.PERSON, person=PersonId("line")),
            Given(question="avkryss", kind=Answer.CHECKS, chosen=("rett_plan", "selv")),
        ),
        person=PersonId("line"),
        incident=IncidentId("incident1"),
        until=date(2026, 12, 4),
        reason="Kanarigrunn",
        days_late=2,
    )


@pytest.fixture
def worked(history: Begin) -> Begin:
    """The same case, with two steps taken; the first to be written was taken last."""
    with history() as tx:
        tx.events.step(CaseId("case1"), taken("step1", minutes=90))
        tx.events.step(CaseId("case1"), taken("step2", "medelever", minutes=40, what=Taken.NOT_NEEDED))
        tx.events.step(CaseId("case2"), taken("step3"))
    return history


def test_what_was_done_with_a_step_comes_back_as_it_went_in(worked: Begin) -> None:
    with worked() as tx:
        assert history_of(tx, "case2").steps == [taken("step3")]
        bare = StepRecord(id=RecordId("bare"), step="evaluere", taken=Taken.DONE, at=MONDAY, by=TEACHER)
        tx.events.step(CaseId("case2"), bare)
        assert history_of(tx, "case2").steps == [taken("step3"), bare]


def test_steps_come_in_the_order_they_happened(worked: Begin) -> None:
    with worked() as tx:
        assert [r.id for r in history_of(tx, "case1").steps] == ["step2", "step1"]
        assert [r.id for r in history_of(tx, "case1", "case2").steps] == ["step3", "step2", "step1"]
        assert history_of(tx, "case3").steps == []
        assert history_of(tx).steps == []


def test_the_steps_of_many_cases_come_at_once(worked: Begin) -> None:
    with worked() as tx:
        families = [[CaseId("case1")], [CaseId("case2")], [CaseId("case3")], [CaseId("case2"), CaseId("case1")]]
        found = tx.events.histories(families, [EventKind.STEP_TAKEN])
        assert [[record.id for record in one.steps] for one in found] == [
            ["step2", "step1"],
            ["step3"],
            [],
            ["step3", "step2", "step1"],
        ]
        assert [one.count for one in found] == [2, 1, 0, 3], "of these kinds and no others"


def test_a_case_was_opened_by_those_who_read_it_or_did_something(history: Begin) -> None:
    who = {"principal": EventKind.CASE_READ, "social": EventKind.CASE_LISTED, "deputy": EventKind.DOCUMENT_ASKED}
    with history() as tx:
        tx.events.add(*(replace(happened(kind), by=PersonId(one)) for one, kind in who.items()))
        tx.events.add(replace(happened(EventKind.NOTICE_UNTAKEN), by=None))
        tx.events.add(replace(happened(EventKind.CASE_READ), by=PersonId("aks"), case_id=CaseId("case2")))
        assert tx.trail.opened_by([CaseId("case1")]) == {"line", "teacher", "principal", "deputy"}
        assert "aks" in tx.trail.opened_by([CaseId("case1"), CaseId("case2")])


def test_a_case_was_last_logged_to_when_an_entry_or_a_step_was(worked: Begin) -> None:
    with worked() as tx:
        tx.events.add(happened(EventKind.CASE_READ, minutes=200))
        last = tx.events.last_logged([CaseId("case1"), CaseId("case2"), CaseId("case3")])
        assert last == {"case1": MONDAY + timedelta(minutes=90), "case2": MONDAY}


def test_a_press_on_a_step_is_taken_once(worked: Begin) -> None:
    with worked() as tx:
        step = taken("step1")
        assert history_of(tx, "case1").took("step1", step.step, step.taken)
        assert history_of(tx, "case1").took("step1", "", step.taken)
        assert not history_of(tx, "case1").took("step4", step.step, step.taken)
        assert not history_of(tx, "case1").took("step3", step.step, step.taken), "it is another case's"
    with worked() as tx, pytest.raises(Stale):
        tx.events.step(CaseId("case1"), taken("step1"))


def test_an_id_that_has_been_used_for_something_else_is_not_taken_for_a_second_press(worked: Begin) -> None:
    with worked() as tx:
        step, history = taken("step1"), history_of(tx, "case1")
        others = (("step1", "avslutt", step.taken), ("step1", "", Taken.REOPENED), ("on_case", "", step.taken))
        for used, step_id, how in others:
            with pytest.raises(Refused, match="allerede brukt til noe annet"):
                history.took(used, step_id, how)
        with pytest.raises(Refused, match="allerede brukt til noe annet"):
            history.has("step1", EventKind.LOG_ADDED)


def test_what_stands_under_an_id_is_known_by_its_kind_its_case_and_who_did_it(worked: Begin) -> None:
    case_id, line = CaseId("case1"), PersonId("line")
    with worked() as tx:
        assert tx.events.add_once("given", happened(EventKind.CASE_ANOTHER_PUPIL, minutes=200))
        assert tx.events.did("given", EventKind.CASE_ANOTHER_PUPIL, case_id, line)
        assert not tx.events.did("given", EventKind.CASE_MARKED, case_id, line)
        assert not tx.events.did("given", EventKind.CASE_ANOTHER_PUPIL, case_id, TEACHER)
        assert not tx.events.did("nothing", EventKind.CASE_ANOTHER_PUPIL, case_id, line)
        history = history_of(tx, "case1")
        assert history.is_of("step1", EventKind.STEP_TAKEN)
        assert not history.is_of("given", EventKind.STEP_TAKEN)
        assert history.is_of_before("step1")
        assert tx.events.kept(EventKind.STEP_TAKEN, CaseId("case2"), StepRecord) == [taken("step3")]


@pytest.mark.parametrize("used", ["step3", "before", "given"])
def test_an_id_that_is_something_elses_is_refused_and_nothing_is_kept(worked: Begin, used: str) -> None:
    with worked() as tx:
        tx.events.add_once("given", happened(EventKind.ALERT_ADDED, FACT, case="case2"))
    with worked() as tx:
        with pytest.raises(NotFound, match="Begynn på nytt"):
            tx.events.step(CaseId("case1"), taken(used))
        with pytest.raises(NotFound, match="Begynn på nytt"):
            tx.events.log(entry(used, case="case1"))
        assert not history_of(tx, "case1").has(used, EventKind.LOG_ADDED)


def test_an_id_of_another_school_is_as_any_that_is_free_here(database: Database, worked: Begin) -> None:
    with database.begin() as unit:
        unit.schools.ensure(SchoolId("annen"))
        other = unit.school(SchoolId("annen"))
        assert not other.events.used("step1")
        assert other.events.add_once("step1", happened(EventKind.CHANNEL_BOUND, case=None))
        assert history_of(unit.school(SCHOOL), "case1").has("step1", EventKind.STEP_TAKEN)


def test_a_step_stands_in_the_timeline_and_is_nobodys_entry(worked: Begin) -> None:
    with worked() as tx:
        assert timeline(tx, "case1") == ["step1", "step2", "case:received", "on_case", "alert:sent"]
        assert history_of(tx, "case1").timeline(limit=1) == [taken("step1", minutes=90)]
        assert tx.events.entry(EntryId("step1")) is None
        assert tx.events.own_entry(EntryId("step1"), TEACHER) is None
        with pytest.raises(NotFound, match="Begynn på nytt"):
            tx.events.log(entry("step1", case="case1"))


def test_a_stolen_database_does_not_say_what_was_done_or_answered(worked: Begin, url: str) -> None:
    rows = rows_of(url, "SELECT * FROM events ORDER BY seq DESC LIMIT 3")
    assert len(rows) == 3
    for word in ("observasjon", "medelever", "Kanari", "ikke_nødvendig", "gjort"):
        assert word not in str(rows)
        assert word.encode() not in b"".join(bytes(row[-1]) for row in rows)


def test_another_school_sees_no_steps(database: Database, worked: Begin) -> None:
    with database.begin() as unit:
        unit.schools.ensure(SchoolId("annen"))
        other = unit.school(SchoolId("annen"))
        assert history_of(other, "case1", "case2").steps == []
        assert [one.count for one in other.events.histories([[CaseId("case1")]], [EventKind.STEP_TAKEN])] == [0]
        assert other.events.last_logged([CaseId("case1")]) == {}


def test_one_read_of_a_case_tells_all_there_is_of_it(worked: Begin) -> None:
    """Its plans, evaluations and filings among it, of which other items tell the timeline."""
    case_id, now = CaseId("case1"), MONDAY + timedelta(hours=3)
    plans = [ActivityPlan(case_id=case_id), ActivityPlan(case_id=case_id, version=1)]
    asked = [Baseline(case_id=case_id, on=now.date(), answers={"first": o}, at=now, by=TEACHER) for o in Often]
    evaluated = Evaluation(
        case_id=case_id, plan_version=1, on=now.date(), results=(), pupil_words="Fint", at=now, by=TEACHER
    )
    filed = Filing(kind="plan", number="26/1", on=now.date(), at=now, by=TEACHER)
    with worked() as tx:
        before = history_of(tx, "case1")
        assert (before.plans, before.evaluations, before.baseline, before.filings) == ([], [], None, [])
        for plan in plans:
            tx.activity_plans.save(plan, TEACHER, now)
        for baseline in asked:
            tx.activity_plans.ask_first(baseline)
        tx.activity_plans.evaluate(evaluated)
        tx.events.keep(replace(happened(EventKind.DOCUMENT_FILED), by=TEACHER), filed)
    with worked() as tx:
        told = history_of(tx, "case1")
        assert told.plans == plans
        assert told.evaluations == [evaluated]
        assert told.baseline == asked[-1], "the newest, when they were asked again"
        assert told.filings == [filed]
        assert told.entry(EntryId("on_case")) == entry("on_case", minutes=10, case="case1")
        assert (told.entry(EntryId("step1")), told.entry(EntryId("nothing"))) == (None, None)
        assert told.timeline() == before.timeline()
        assert tx.activity_plans.of_cases([case_id, CaseId("case2")]) == {case_id: plans[-1]}


def test_a_family_tells_the_same_whether_it_is_read_alone_or_with_many(worked: Begin) -> None:
    """Also what happened at one moment in both of its cases comes in the order it was written down."""
    family = [CaseId("case1"), CaseId("case2")]
    with worked() as tx:
        for key, case_id in (("a", "case2"), ("b", "case1"), ("c", "case2")):
            tx.events.step(CaseId(case_id), taken(key, minutes=120))
        (among_many,) = tx.events.histories([family], [EventKind.STEP_TAKEN])
        alone = tx.events.history(family, None)
        assert [record.id for record in alone.steps][-3:] == ["a", "b", "c"]
        assert among_many.steps == alone.steps


def test_a_kind_follows_the_grammar() -> None:
    assert [kind for kind in EventKind if not re.fullmatch("[a-z_]+:[a-z_]+", kind)] == []


@given(st.sampled_from(["Case", "case", "case:", ":read", "case:read:2", "case read", "sak:åpnet", "case:other"]))
def test_a_kind_nobody_knows_is_not_written_down(kind: str) -> None:
    told = to_json(happened(EventKind.CASE_READ)).replace(EventKind.CASE_READ, kind)
    with pytest.raises(ValidationError, match="kind"):
        from_json(Event, told)


def test_whom_a_suspicion_has_been_said_to_be_about_is_in_the_history(school: Begin) -> None:
    with school() as tx:
        tx.cases.open(case())
        assert tx.events.history([case().id], None).named == []
        tx.events.add(replace(happened(EventKind.CASE_BARRED), details=Details(person=PersonId("aks"))))
        assert tx.events.history([case().id], None).named == ["aks"]
        assert tx.events.history([case().id], None).named_by(PersonId(happened(EventKind.CASE_BARRED).by or "")) == {
            "aks"
        }
        assert tx.events.history([case().id], None).named_by(PersonId("base")) == set()


def test_news_is_what_others_have_done_since_one_had_a_sight_of_the_case(school: Begin) -> None:
    line, later = PersonId("line"), MONDAY + timedelta(hours=2)
    with school() as tx:
        tx.cases.open(case())

        def news(listed_by: datetime = MONDAY) -> bool:
            return bool(tx.trail.news([case().id], line, listed_by))

        def did(kind: EventKind, by: PersonId | None, at: datetime = MONDAY) -> None:
            tx.events.add(Event(kind=kind, at=at, by=by, case_id=case().id))

        assert not news()
        did(EventKind.CASE_RECEIVED, TEACHER)
        assert news()
        did(EventKind.CASE_LISTED, line, later)
        assert news(), "the list was shown in the same look"
        assert not news(later)
        did(EventKind.CASE_READ, TEACHER)
        did(EventKind.CASE_PUT_OFF, TEACHER)
        did(EventKind.CASE_TAKEN_OVER, None)
        assert not news(later), "who has looked, what nobody is to know of, and what happens by rule is no news"
        did(EventKind.CASE_MARKED, TEACHER)
        assert news(later)
        did(EventKind.CASE_READ, line)
        assert not news()


def test_what_a_pupil_said_before_its_case_was_put_right_is_read_as_nobodys(school: Begin) -> None:
    """By the case it was written on: not what was said on one that has gone into it, nor on the pupil without one."""
    asked = Baseline(case_id=CaseId("case1"), on=MONDAY.date(), answers={"first": Often.NEVER}, at=MONDAY, by=TEACHER)
    record = StepRecord(id=RecordId("step1"), step="elevsamtale", taken=Taken.DONE, at=MONDAY, by=TEACHER)
    with school() as tx:
        tx.cases.open(case())
        tx.cases.open(case(2))
        for key, on in (("first", "case1"), ("other", "case2"), ("own", None)):
            tx.events.log(entry(key, case=on))
        tx.activity_plans.ask_first(asked)
        tx.events.step(CaseId("case1"), record)
        tx.events.add(happened(EventKind.CASE_ANOTHER_PUPIL))
        tx.events.log(entry("after", case="case1"))
        tx.events.step(CaseId("case1"), replace(record, id=RecordId("step2")))
    with school() as tx:
        read = history_of(tx, "case1", "case2", pupil_id=PUPIL)
        quotes = {one.id: one.quote for one in read.timeline() if isinstance(one, LogEntry)}
        assert [key for key, quote in quotes.items() if not quote] == ["first"]
        assert len(quotes) == 4
        assert read.baseline is None
        assert [read.is_of_before(one) for one in ("step1", "step2", "nothing")] == [True, False, False]
