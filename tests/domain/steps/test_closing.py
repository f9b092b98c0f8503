from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.activity_plan.activity_plan import drop_measure
from domain.activity_plan.effect import adopt
from domain.case.case import Status
from domain.documents.filing import Filing, check_filing, to_file
from domain.documents.wording import Known, worded
from domain.errors import Invalid, Refused
from domain.event import Event, EventKind
from domain.ids import PersonId, RecordId
from domain.school_plan.procedure import Answer, Branch, Does
from domain.steps.closing import Closing, ClosingAnswers, Standing, close, last_closing, not_safe, reopen
from domain.steps.progress import Progress, Step, StepState
from domain.steps.record import Given, StepRecord, Taken
from domain.steps.wording import remark
from domain.value import from_json, to_json
from tests.kit.people.cast import case, person
from tests.kit.school import MONDAY, the_plan
from tests.kit.steps.activity_plans import STAFF, whole

SOCIAL = person("social")
LAST = next(step for step in the_plan().procedure.steps if step.does is Does.CLOSE)
OPEN = Step(rule=LAST, state=StepState.OPEN)
NOTHING_LEFT = Progress(steps=(OPEN,), branch=None, safe_adult=None, raised_on=None, records=())
TODAY = MONDAY.date()


def closes(step: Step = OPEN, **said: str) -> Status:
    answers = ClosingAnswers(**({"safe_now": "ja", "pupil_words": "Det går fint nå", "reason": "Alle er enige"} | said))
    closed, record = close(case(), step, Standing(progress=NOTHING_LEFT), "r1", answers, SOCIAL, MONDAY)
    assert record.taken is Taken.DONE
    assert closed.closed_at == MONDAY
    return closed.status


def test_a_case_is_closed_on_the_pupils_own_words() -> None:
    assert closes() is Status.CLOSED


@pytest.mark.parametrize("field", ["pupil_words", "reason"])
@pytest.mark.parametrize("said", ["  ", "-", "…"])
def test_it_is_not_closed_without_words(field: str, said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        closes(OPEN, **{field: said})
    assert refusal.value.field == field


def test_a_case_is_not_closed_without_an_answer() -> None:
    with pytest.raises(Invalid, match="Velg hva eleven svarte"):
        closes(safe_now="")


def test_only_the_last_step_closes() -> None:
    other = the_plan().procedure.by_id["observasjon"]
    with pytest.raises(Refused, match="siste steget"):
        closes(Step(rule=other, state=StepState.OPEN))


def test_what_the_law_wants_is_done_before_a_case_is_closed_and_the_rest_is_written_down() -> None:
    steps = the_plan().procedure.by_id
    said = ClosingAnswers(safe_now="ja", pupil_words="Fint", reason="Enige")
    watched = Step(rule=steps["observasjon"], state=StepState.OPEN)
    told = replace(NOTHING_LEFT, steps=(Step(rule=steps["skoleeier"], state=StepState.OPEN), watched, OPEN))
    with pytest.raises(Refused, match=r"må dette gjøres: Meld fra til skoleeier\."):
        close(case(), OPEN, Standing(progress=told), "r1", said, SOCIAL, MONDAY)
    left = replace(NOTHING_LEFT, steps=(watched, OPEN))
    _, record = close(case(), OPEN, Standing(progress=left), "r1", said, SOCIAL, MONDAY)
    assert record.not_done == ("observasjon",)
    assert remark(record, the_plan().procedure.titles) == "Ikke gjort: Observer eleven."


def test_what_was_past_its_day_when_a_case_is_closed_is_kept_with_the_day() -> None:
    steps = the_plan().procedure.by_id
    said = ClosingAnswers(safe_now="ja", pupil_words="Fint", reason="Enige")
    late = Step(rule=steps["observasjon"], state=StepState.OPEN, due=TODAY - timedelta(days=3))
    today = Step(rule=steps["medelever"], state=StepState.OPEN, due=TODAY)
    last = replace(OPEN, due=TODAY - timedelta(days=1))
    stands = Standing(progress=replace(NOTHING_LEFT, steps=(late, today, last)))
    _, record = close(case(), last, stands, "r1", said, SOCIAL, MONDAY)
    assert record.overdue == {"observasjon": late.due}, "the last step says itself how late it was"
    assert record.days_late == 1
    assert from_json(StepRecord, to_json(record)) == record


def test_where_there_were_measures_a_plan_with_the_legal_fields_was_in_effect_and_nothing_else_is_written() -> None:
    said = ClosingAnswers(safe_now="ja", pupil_words="Fint", reason="Enige")
    planned = replace(NOTHING_LEFT, branch=Branch.SHORT_PLAN)
    good = adopt(whole(), STAFF, SOCIAL, MONDAY)
    emptied = replace(good, measures=())
    taken_out = drop_measure(good, "m1")
    for written, in_effect, why in (
        (None, None, "ingen plan er satt i verk"),
        (whole(), None, "ingen plan er satt i verk"),
        (emptied, emptied, "ingen plan er satt i verk"),
        (taken_out, good, "endret uten å være satt i verk"),
    ):
        with pytest.raises(Refused, match=why):
            close(
                case(),
                OPEN,
                Standing(progress=planned, written=written, in_effect=in_effect),
                "r1",
                said,
                SOCIAL,
                MONDAY,
            )
    for written in (good, None):
        stands = Standing(progress=planned, written=written, in_effect=good)
        assert close(case(), OPEN, stands, "r1", said, SOCIAL, MONDAY)[0].status is Status.CLOSED


def test_a_closed_case_is_opened_again_with_a_reason() -> None:
    said = ClosingAnswers(safe_now="ja", pupil_words="Fint", reason="Enige")
    closed, record = close(case(), OPEN, Standing(progress=NOTHING_LEFT), "r1", said, SOCIAL, MONDAY)
    late = replace(record, id=RecordId("r2"), taken=Taken.POSTPONED)
    now = Progress(steps=(), branch=None, safe_adult=None, raised_on=None, records=(record, late))
    opened, again, event = reopen(closed, now, "r3", "Det har begynt igjen", SOCIAL, MONDAY)
    assert (opened.status, opened.closed_at) == (Status.RECEIVED, None)
    assert (again.step, again.taken) == (LAST.id, Taken.REOPENED)
    assert worded(event, Known({})) == "Saken er åpnet igjen. Grunn: Det har begynt igjen"
    with pytest.raises(Invalid):
        reopen(closed, now, "r4", " ", SOCIAL, MONDAY)
    with pytest.raises(Refused):
        reopen(opened, now, "r5", "En gang til", SOCIAL, MONDAY)


def filing(kind: str, *, version: int = 0, number: str = "26/1", days: int = 0) -> Filing:
    on = TODAY.fromordinal(TODAY.toordinal() + days)
    return Filing(kind=kind, number=number, on=on, version=version, at=MONDAY, by=PersonId("social"))


def test_a_filing_has_a_number_and_a_day_that_has_come() -> None:
    assert check_filing(filing("plan"), TODAY) == filing("plan")
    for wrong, field in ((filing("plan", number=""), "number"), (filing("plan", days=1), "on")):
        with pytest.raises(Invalid) as refusal:
            check_filing(wrong, TODAY)
        assert refusal.value.field == field


def test_what_happened_and_each_version_wait_until_they_are_filed() -> None:
    before, after = MONDAY - timedelta(hours=1), MONDAY + timedelta(hours=1)
    assert to_file([], {"varsel": None, "samtale": None}, {"plan": 0}) == []
    done = {"varsel": before, "brev": None, "samtale": before, "alt": before}
    assert to_file([], done, {"plan": 2}) == ["varsel", "samtale", "alt", "plan"]
    filed = [filing("varsel"), filing("plan", version=1), filing("samtale"), filing("alt")]
    assert to_file(filed, done, {"plan": 2}) == ["plan"]
    filed.append(filing("plan", version=2))
    assert to_file(filed, done, {"plan": 2}) == []
    again = done | {"samtale": after, "alt": after}
    assert to_file(filed, again, {"plan": 2}) == ["samtale", "alt"], "a new talk, and closed once more"
    assert to_file(filed, done | {"varsel": after, "brev": before}, {"plan": 2}) == ["varsel", "brev"]


def closing_record(days: int, step: str = LAST.id, **change: Any) -> StepRecord:  # noqa: ANN401  (any type)
    at = MONDAY + timedelta(days=days)
    return StepRecord(id=RecordId(f"c{days}"), step=step, taken=Taken.DONE, at=at, by=PersonId("social"), **change)


def test_the_last_closing_stands_whatever_has_happened_since() -> None:
    procedure = the_plan().procedure
    safe = next(step.id for step in procedure.steps if any(q.answer is Answer.SAFE_ADULT for q in step.asks))

    def adult(days: int, person_id: str) -> StepRecord:
        given = Given(question="hvem", kind=Answer.SAFE_ADULT, person=PersonId(person_id))
        return closing_record(days, safe, answers=(given,))

    first = closing_record(2)
    reopened = replace(closing_record(3), taken=Taken.REOPENED)
    assert last_closing([adult(1, "teacher")], [], procedure) is None
    records = [adult(1, "teacher"), first, reopened, adult(4, "base")]
    found = last_closing(records, [], procedure)
    assert found == Closing(at=first.at, record=first, safe_adult=PersonId("teacher")), "as it was then"
    again = closing_record(5)
    assert last_closing([*records, again], [], procedure) == Closing(
        at=again.at, record=again, safe_adult=PersonId("base")
    )
    left = Event(kind=EventKind.CASE_PUPIL_LEFT, at=MONDAY + timedelta(days=9), by=None)
    assert last_closing([first], [left], procedure) == Closing(at=left.at, record=None, safe_adult=None)


def test_a_record_reads_back_as_it_was_written() -> None:
    record = StepRecord(id=RecordId("r"), step="observasjon", taken=Taken.DONE, at=MONDAY, by=PersonId("p"), on=TODAY)
    assert from_json(StepRecord, to_json(record)) == record


def test_a_no_is_kept_in_the_pupils_own_words_and_maps_again() -> None:
    said = ClosingAnswers(safe_now="nei", pupil_words="Det er ikke bra", reason="")
    record = not_safe(OPEN, "r1", said, SOCIAL, MONDAY)
    assert (record.taken, record.quote, record.reason) == (Taken.BACK, "Det er ikke bra", "")
    with pytest.raises(Invalid, match="Skriv elevens egne ord"):
        not_safe(OPEN, "r1", replace(said, pupil_words="-"), SOCIAL, MONDAY)
