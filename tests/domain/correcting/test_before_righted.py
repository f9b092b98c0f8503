"""What was said before it was put right whom a case is about is told as nobody's; what was done stands."""

from dataclasses import replace

import pytest

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.evaluation import Baseline, Evaluation, Often
from domain.case.log import LogEntry
from domain.correcting.before_righted import step_without_quote, without_anothers_words
from domain.event import Details, EventKind
from domain.ids import CaseId, EntryId, PersonId, RecordId
from domain.school_plan.procedure import Answer, PlanText
from domain.steps.record import Given, StepRecord, Taken
from tests.kit.school import MONDAY, SCHOOL

CASE, BY = CaseId("case1"), PersonId("teacher")
LOG = LogEntry(
    id=EntryId("e"), school_id=SCHOOL, author=BY, logged_at=MONDAY, occurred_at=MONDAY, type="annet", text="Sett"
)
EVALUATION = Evaluation(
    case_id=CASE,
    plan_version=1,
    on=MONDAY.date(),
    results=(),
    pupil_words="Fint",
    guardians_view="Bra",
    present="Alle",
    safe_now=True,
    answers={"first": Often.NEVER},
    at=MONDAY,
    by=BY,
)
STEP = StepRecord(id=RecordId("r"), step="oppstartsmote", taken=Taken.DONE, at=MONDAY, by=BY)
CHOSEN = Given(question="valg", kind=Answer.CHOICE, chosen=("ikke_behov",))


def test_a_log_stands_without_the_quote() -> None:
    assert without_anothers_words(EventKind.LOG_ADDED, replace(LOG, quote="Au")) == replace(LOG, of_another=True)
    assert without_anothers_words(EventKind.LOG_ADDED, LOG) == LOG, "nothing was said"


def test_an_evaluation_was_made_but_nobody_was_heard_in_it() -> None:
    bare = replace(EVALUATION, pupil_words="", guardians_view="", present="", safe_now=None, answers={})
    assert without_anothers_words(EventKind.PLAN_EVALUATION, EVALUATION) == replace(bare, of_another=True)


def test_the_short_questions_are_unanswered() -> None:
    asked = Baseline(case_id=CASE, on=MONDAY.date(), answers={"first": Often.NEVER}, at=MONDAY, by=BY)
    assert without_anothers_words(EventKind.PLAN_BASELINE, asked) == replace(asked, answers={})


def test_a_plan_has_its_problem_but_no_suggestions() -> None:
    texts = {PlanText.PROBLEM: "Alene", PlanText.PUPIL_SUGGESTIONS: "En venn", PlanText.GUARDIANS_SUGGESTIONS: "Ring"}
    written = ActivityPlan(case_id=CASE, texts=texts, guardians_followed=True)
    own = ActivityPlan(case_id=CASE, texts={PlanText.PROBLEM: "Alene"})
    assert without_anothers_words(EventKind.PLAN_SNAPSHOT, written) == own


@pytest.mark.parametrize("kind", [EventKind.PLAN_READ_ALOUD, EventKind.PLAN_ASKED_FIRST])
def test_that_it_was_read_or_asked_stands(kind: EventKind) -> None:
    said = Details(day=MONDAY.date(), words="Ute", reason="Ja", answers={"first": "aldri"})
    assert without_anothers_words(kind, said) == Details(day=MONDAY.date(), of_another=True)


def test_what_no_pupil_said_is_as_it_was() -> None:
    told = Details(words="Det var en annen")
    assert without_anothers_words(EventKind.ALERT_WRONG, told) == told


def test_what_a_step_decided_stands_without_the_quote() -> None:
    said = replace(STEP, answers=(CHOSEN, Given(question="sitat", kind=Answer.QUOTE, text="Det går bra")))
    assert step_without_quote(said) == replace(STEP, answers=(CHOSEN,), of_another=True)
    assert step_without_quote(replace(STEP, answers=(CHOSEN,))) == replace(STEP, answers=(CHOSEN,))
