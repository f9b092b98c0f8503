"""What is typed in the forms of a plan becomes a measure, results and answers, or is refused at its field."""

from collections.abc import Mapping

import pytest

from domain.activity_plan.evaluation import Often
from domain.activity_plan.form_fields import answers_in, measure_fields, measure_in
from domain.errors import Invalid
from tests.kit.steps.activity_plans import measure


def test_a_measure_comes_back_as_it_was_typed() -> None:
    assert measure_in(measure_fields(measure()), measure().id) == measure()


@pytest.mark.parametrize(
    ("typed", "field"), [({"level": "by"}, "level"), ({"start": ""}, "start"), ({"evaluate_on": ""}, "evaluate_on")]
)
def test_a_measure_has_a_level_and_its_days(typed: Mapping[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        measure_in({**measure_fields(measure()), **typed}, measure().id)
    assert refusal.value.field == field


def test_a_short_question_is_answered_with_one_of_the_answers() -> None:
    assert answers_in({"first": "ofte", "second": ""}) == {"first": Often("ofte")}
    with pytest.raises(Invalid, match="Velg fra listen") as refusal:
        answers_in({"first": "kanskje"})
    assert refusal.value.field == "first"
