"""What is typed in the forms of a plan becomes a measure, results and answers, or is refused at its field."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from domain.activity_plan.activity_plan import WHAT_MAX, Level
from domain.activity_plan.evaluation import Often, Worked
from domain.activity_plan.form_fields import (
    EvaluationAnswers,
    answers_in,
    evaluation_fields,
    evaluation_in,
    measure_fields,
    measure_in,
    new_fields,
    with_example,
)
from domain.errors import Invalid
from domain.ids import PersonId
from tests.kit.school import MONDAY
from tests.kit.steps.activity_plans import measure, whole


def test_a_measure_comes_back_as_it_was_typed() -> None:
    assert measure_in(measure_fields(measure()), measure().id) == measure()


@pytest.mark.parametrize(
    ("typed", "field"), [({"level": "by"}, "level"), ({"start": ""}, "start"), ({"evaluate_on": ""}, "evaluate_on")]
)
def test_a_measure_has_a_level_and_its_days(typed: Mapping[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        measure_in({**measure_fields(measure()), **typed}, measure().id)
    assert refusal.value.field == field


EXAMPLES = {"aks_1": ("aks", "Tiltak som gjør det trygt på AKS")}


def test_a_chosen_example_is_what_is_to_be_done_at_its_level() -> None:
    typed = measure_fields(measure(what="")) | {"example": "aks_1"}
    made = measure_in(with_example(typed, EXAMPLES), measure().id)
    assert (made.level, made.what) == (Level.AKS, "Tiltak som gjør det trygt på AKS")
    assert with_example(typed | {"example": ""}, EXAMPLES)["what"] == ""
    again = with_example(typed | {"what": made.what}, EXAMPLES)
    assert again["what"] == made.what, "drawn again"


@pytest.mark.parametrize(("example", "what"), [("aks_1", "Egne ord"), ("aks_9", "")])
def test_an_example_is_one_that_is_offered_and_stands_alone(example: str, what: str) -> None:
    with pytest.raises(Invalid) as refusal:
        with_example({"what": what, "example": example}, EXAMPLES)
    assert refusal.value.field == "example"


def test_a_new_measure_begins_with_what_was_agreed_as_far_as_there_is_room() -> None:
    assert new_fields(MONDAY.date(), MONDAY.date(), "Voksen ved leken")["what"] == "Voksen ved leken"
    assert len(new_fields(MONDAY.date(), MONDAY.date(), "x" * 700)["what"]) == WHAT_MAX


def test_a_short_question_is_answered_with_one_of_the_answers() -> None:
    assert answers_in({"first": "ofte", "second": ""}) == {"first": Often("ofte")}
    with pytest.raises(Invalid, match="Velg fra listen") as refusal:
        answers_in({"first": "kanskje"})
    assert refusal.value.field == "first"


@pytest.mark.parametrize(
    ("worked", "becomes", "field"), [("kanskje", "fortsetter", "worked"), ("ja", "kanskje", "becomes")]
)
def test_each_measure_is_judged_by_what_the_form_offers(worked: str, becomes: str, field: str) -> None:
    plan = replace(whole(), version=1)
    (one,) = plan.going_on
    said = EvaluationAnswers(
        seen="",
        on=None,
        worked={one.id: worked if field == "worked" else next(iter(Worked))},
        becomes={one.id: becomes},
        safe_now="ja",
        not_asked_because="",
        pupil_words="Det går bra",
        present="Mor",
        guardians_view="",
        answers={},
        next_on=None,
        later_because="",
        names_reason={},
    )
    with pytest.raises(Invalid) as refusal:
        evaluation_in(said, plan, plan.going_on, PersonId("social"), MONDAY)
    assert refusal.value.field == f"{field}-{one.id}"


def heard(**change: Any) -> EvaluationAnswers:  # noqa: ANN401  (any type)
    said: dict[str, Any] = {
        "seen": "",
        "on": None,
        "worked": {},
        "becomes": {},
        "safe_now": "ikke_spurt",
        "not_asked_because": "Eleven er syk",
        "pupil_words": "",
        "present": "Mor",
        "guardians_view": "Mor er enig",
        "answers": {"first": "ofte"},
        "next_on": None,
        "later_because": "",
        "names_reason": {},
    }
    return EvaluationAnswers(**(said | change))


def test_the_rest_of_the_measures_begin_with_what_was_said_of_the_pupil() -> None:
    plan = replace(whole(), version=1)
    told = evaluation_in(heard(), plan, [], PersonId("social"), MONDAY)
    assert told.safe_now is None
    assert evaluation_fields(told) == {
        "on": "2026-11-23",
        "safe_now": "ikke_spurt",
        "not_asked_because": "Eleven er syk",
        "present": "Mor",
        "guardians_view": "Mor er enig",
        "first": "ofte",
    }
    with pytest.raises(Invalid, match="Velg hva eleven svarte"):
        evaluation_in(heard(safe_now="kanskje"), plan, [], PersonId("social"), MONDAY)
