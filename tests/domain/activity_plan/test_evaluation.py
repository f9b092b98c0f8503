from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.effect import adopt
from domain.activity_plan.evaluation import (
    Baseline,
    Evaluation,
    MeasureResult,
    Next,
    Often,
    Worked,
    apply,
    before_after,
    check_baseline,
    check_evaluation,
    needs_new,
    rounds,
)
from domain.activity_plan.intervals import AT_A_TIME, suggested_day, to_evaluate
from domain.activity_plan.versions import described, wordings
from domain.errors import Invalid
from domain.ids import CaseId, MeasureId, PersonId
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import Does
from tests.kit.people.cast import person
from tests.kit.school import MONDAY, the_plan
from tests.kit.school_plans import altered
from tests.kit.steps.activity_plans import STAFF, measure, renewed, whole, with_measure

TODAY = MONDAY.date()
RULES = the_plan()
STEP = next(step for step in RULES.procedure.steps if step.does is Does.EVALUATE)
CALENDAR = SchoolCalendar(RULES.calendar)
BEGAN = TODAY - timedelta(days=7)
LATEST = TODAY + timedelta(days=21)
PLAN = with_measure(whole(), measure("m2", what="Fast lekeplass"))


def evaluation(**change: Any) -> Evaluation:  # noqa: ANN401  (any type)
    results = tuple(
        MeasureResult(measure=MeasureId(key), worked=Worked.PARTLY, next=Next.CONTINUE) for key in ("m1", "m2")
    )
    taken = Evaluation(
        case_id=CaseId("case1"),
        plan_version=1,
        on=TODAY,
        results=results,
        safe_now=True,
        pupil_words="Det er litt bedre",
        present="Mor og sosiallærer",
        guardians_view="Mor er fornøyd",
        answers={"first": Often.SELDOM},
        next_on=TODAY + timedelta(days=21),
        at=MONDAY,
        by=PersonId("social"),
    )
    return replace(taken, **change)


def checked(told: Evaluation, plan: ActivityPlan = PLAN) -> Evaluation:
    return check_evaluation(told, plan.going_on, BEGAN, LATEST, TODAY)


def ended(*, first: Next = Next.END) -> tuple[MeasureResult, ...]:
    becomes = {"m1": first, "m2": Next.END}
    return tuple(MeasureResult(measure=MeasureId(k), worked=Worked.YES, next=n) for k, n in becomes.items())


def test_an_evaluation_hears_the_pupil_and_sets_the_next_day() -> None:
    assert checked(evaluation()) == evaluation()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pupil_words": ""}, "pupil_words"),
        ({"pupil_words": "-"}, "pupil_words"),
        ({"safe_now": False, "pupil_words": ""}, "pupil_words"),
        ({"safe_now": None, "pupil_words": ""}, "not_asked_because"),
        ({"present": "."}, "present"),
        ({"guardians_view": ""}, "guardians_view"),
        ({"next_on": LATEST + timedelta(days=1)}, "later_because"),
        ({"next_on": LATEST + timedelta(weeks=22), "later_because": "-"}, "later_because"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": BEGAN - timedelta(days=1)}, "on"),
        ({"results": ()}, "worked-m1"),
        ({"next_on": None}, "next_on"),
        ({"next_on": TODAY}, "next_on"),
        ({"on": BEGAN, "next_on": BEGAN + timedelta(days=1)}, "next_on"),
        ({"next_on": TODAY + timedelta(weeks=27)}, "next_on"),
    ],
)
def test_what_is_missing_is_said_at_its_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        checked(evaluation(**change))
    assert refusal.value.field == field


def test_when_all_measures_end_there_is_no_next_day() -> None:
    done = evaluation(results=ended(), next_on=None)
    assert checked(done) == done
    assert checked(evaluation(results=ended())) == done, "also when the form suggested one"


def test_a_pupil_who_is_not_asked_needs_no_words_but_a_reason() -> None:
    told = evaluation(safe_now=None, pupil_words="", not_asked_because="Eleven er syk")
    assert checked(told).safe_in_words == "Ikke spurt: Eleven er syk"
    assert (evaluation().safe_in_words, evaluation(safe_now=None).safe_in_words) == ("Ja", "")


def test_a_later_day_has_a_reason_that_is_kept_only_when_it_is_later() -> None:
    later = evaluation(next_on=LATEST + timedelta(days=1), later_because="Eleven er på leirskole")
    assert checked(later) == later
    assert apply(PLAN, later).measures[0].later_because == "Eleven er på leirskole"
    assert checked(evaluation(later_because="Eleven er på leirskole")) == evaluation()
    assert checked(evaluation(results=ended(), later_because="Eleven er på leirskole")).later_because == ""


def test_a_pupil_who_does_not_have_it_safe_needs_other_measures_when_none_goes_on_or_one_does_not_work() -> None:
    all_ended, one_fails = evaluation(results=ended()), evaluation(results=failing())
    for told, safe, not_safe in ((all_ended, False, True), (one_fails, False, True), (evaluation(), False, None)):
        assert needs_new(told, apply(PLAN, told)) is safe
        for answer in (False, None):
            unsafe = replace(told, safe_now=answer)
            assert needs_new(unsafe, apply(PLAN, unsafe)) is not_safe


def failing() -> tuple[MeasureResult, ...]:
    return (replace(evaluation().results[0], worked=Worked.NO), *evaluation().results[1:])


def test_those_that_are_due_are_evaluated_a_few_at_a_time_and_the_others_keep_their_days() -> None:
    keys = [f"m{n}" for n in range(1, 8)]
    seven = replace(PLAN, measures=tuple(measure(key, evaluate_on=TODAY) for key in keys))
    late = replace(seven.measures[6], evaluate_on=TODAY - timedelta(days=3))
    sooner = replace(seven, measures=(*seven.measures[:6], late))
    assert [m.id for m in to_evaluate(sooner, TODAY)] == ["m7", "m1", "m2", "m3"]
    assert len(to_evaluate(seven, TODAY)) == AT_A_TIME
    far = replace(seven, measures=tuple(measure(k, evaluate_on=TODAY + timedelta(days=7 + (k > "m2"))) for k in keys))
    assert [m.id for m in to_evaluate(far, TODAY)] == ["m1", "m2"], "those of the soonest day"
    of_two = evaluation(next_on=LATEST)
    kept = {m.id: m.evaluate_on for m in apply(far, of_two).measures}
    assert kept == dict.fromkeys(keys, TODAY + timedelta(days=8)) | dict.fromkeys(("m1", "m2"), LATEST)
    done = evaluation(results=ended(), next_on=None)
    assert checked(done, replace(far, measures=far.measures[:2])) == done, "the others go on"
    assert apply(far, done).next_evaluation == TODAY + timedelta(days=8)
    assert to_evaluate(apply(replace(far, measures=far.measures[:2]), done), TODAY) == []


def test_a_measure_that_is_to_be_changed_says_so_until_it_is() -> None:
    agreed = apply(PLAN, evaluation(results=ended(first=Next.CHANGE)))
    assert [m.to_change for m in agreed.measures] == [True, False]
    assert "skal endres" in described(agreed.measures[0], {})
    again = apply(agreed, evaluation(results=evaluation().results[:1]))
    assert not again.measures[0].to_change


def test_what_ends_ends_today_and_the_rest_has_a_new_day() -> None:
    agreed = apply(PLAN, evaluation(results=ended(first=Next.CHANGE), next_on=date(2026, 12, 14)))
    first, second = agreed.measures
    assert first.evaluate_on == date(2026, 12, 14)
    assert measure().end
    assert first.end == max(measure().end or date.min, date(2026, 12, 14)), "what goes on lasts until it is evaluated"
    assert (second.end, second.ended, first.ended) == (measure().end, TODAY, None), "it had not begun"
    begun = apply(renewed(PLAN, TODAY), evaluation(results=ended())).measures[0]
    assert (begun.start, begun.end, begun.ended) == (TODAY, TODAY, TODAY)
    kept = apply(PLAN, evaluation(next_on=None))
    assert [m.evaluate_on for m in kept.measures] == [m.evaluate_on for m in PLAN.measures]


def test_a_measure_that_has_ended_is_not_asked_about_again() -> None:
    after = apply(PLAN, evaluation(results=ended(first=Next.CONTINUE)))
    assert [m.id for m in after.going_on] == ["m1"]
    of_the_first = evaluation(results=evaluation().results[:1])
    assert checked(of_the_first, after) == of_the_first


def baseline(**change: Any) -> Baseline:  # noqa: ANN401  (any type)
    answers = dict.fromkeys(("first", "second", "third"), Often.NEVER)
    asked = Baseline(case_id=CaseId("case1"), on=TODAY, answers=answers, at=MONDAY, by=PersonId("social"))
    return replace(asked, **change)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"answers": {"first": Often.NEVER}}, "second"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": TODAY - timedelta(days=366)}, "on"),
    ],
)
def test_the_first_answers_are_to_all_questions_on_a_day_that_has_come(change: dict[str, object], field: str) -> None:
    assert check_baseline(baseline(), None, TODAY) == baseline()
    with pytest.raises(Invalid) as refusal:
        check_baseline(baseline(**change), None, TODAY)
    assert refusal.value.field == field


def test_what_is_answered_before_the_measures_is_answered_before_they_begin() -> None:
    """It may be written down later."""
    assert check_baseline(baseline(on=BEGAN), BEGAN, TODAY) == baseline(on=BEGAN)
    with pytest.raises(Invalid, match=r"Tiltakene begynte 16\.11\.2026"):
        check_baseline(baseline(on=BEGAN + timedelta(days=1)), BEGAN, TODAY)


def test_an_evaluation_keeps_the_words_of_the_version_it_was_of() -> None:
    first = adopt(whole(), STAFF, person("social"), MONDAY)
    second = replace(with_measure(first, measure(what="To voksne ute i storefri")), version=2)
    others = replace(first, case_id=CaseId("case2"), measures=(measure("m9"),))
    assert wordings(evaluation(), [others, first, second]) == {"m1": "Voksen ved ballbingen i storefri"}
    assert wordings(evaluation(plan_version=2), [first, second]) == {"m1": "To voksne ute i storefri"}


def test_before_and_after_are_the_first_and_the_last_answer() -> None:
    assert before_after(None, [evaluation()]) == []
    assert before_after(baseline(), [evaluation()]) == [("Er du trygg på skolen?", "aldri", "sjelden")]
    better = evaluation(answers={"first": Often.ALWAYS, "second": Often.OFTEN}, on=TODAY + timedelta(days=21))
    assert before_after(None, [evaluation(), evaluation(answers={}), better]) == [
        ("Er du trygg på skolen?", "sjelden", "alltid")
    ]
    parts = [evaluation(), evaluation(answers={"first": Often.OFTEN})]
    assert rounds(None, parts) == [(TODAY, {"first": Often.OFTEN})], "the parts of one evaluation are one"
    assert [on for on, _ in rounds(baseline(on=BEGAN), [evaluation(), evaluation(answers={})])] == [BEGAN, TODAY]


@pytest.mark.parametrize(
    ("today", "first", "suggested"),
    [
        (date(2026, 11, 26), True, date(2026, 12, 3)),
        (date(2026, 11, 26), False, date(2026, 12, 17)),
        (date(2026, 12, 9), False, date(2026, 12, 18)),
        (date(2026, 12, 18), True, date(2027, 1, 4)),
        (date(2027, 6, 25), False, date(2027, 8, 9)),
    ],
    ids=["after a week", "every third week", "not on a closed day", "nor on a day that has been", "nor in the summer"],
)
def test_the_day_suggested_is_the_procedures_and_one_to_come(today: date, first: bool, suggested: date) -> None:
    assert suggested_day(STEP, today, CALENDAR, first=first) == suggested


def test_a_procedure_that_says_nothing_has_three_weeks() -> None:
    silent = altered(STEP, first_after=None, every=None)
    for step in (silent, None):
        assert suggested_day(step, TODAY, CALENDAR, first=True) == TODAY + timedelta(weeks=3)
