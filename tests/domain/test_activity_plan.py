from datetime import date, timedelta
from typing import Any

import pytest

from domain.activity_plan import (
    ActivityPlan,
    Level,
    Measure,
    MeasureId,
    adopt,
    changes,
    drop_measure,
    lacking,
    put_measure,
    quality_questions,
    write,
)
from domain.errors import Invalid, Refused
from domain.event import CaseId
from domain.people import PersonId
from tests.kit.cast import ids, person
from tests.kit.school import MONDAY

STAFF = ids("teacher", "social")
START = date(2026, 11, 24)
EMPTY = ActivityPlan(case_id=CaseId("case1"))


def measure(key: str = "m1", **change: object) -> Measure:
    whole = Measure(
        id=MeasureId(key),
        level=Level.CLASS,
        what="Voksen ved ballbingen i storefri",
        who=(PersonId("teacher"),),
        start=START,
        end=START + timedelta(days=21),
        evaluate_on=START + timedelta(days=7),
    )
    return whole.model_copy(update=change)


def whole() -> ActivityPlan:
    written = write(EMPTY, {"problem": "Er alene i friminuttene og blir holdt utenfor leken"}, followed=None)
    return put_measure(written, measure(), STAFF)


def test_the_law_wants_a_problem_and_a_measure_with_all_that_belongs_to_it() -> None:
    assert [lack.field for lack in lacking(EMPTY)] == ["problem", "measures"]
    assert lacking(whole()) == []


def test_a_suggestion_of_the_guardians_that_is_not_followed_needs_a_reason() -> None:
    refused = write(whole(), {"guardians_suggestions": "Bytte klasse"}, followed=False)
    assert [lack.field for lack in lacking(refused)] == ["guardians_not_used_because"]
    reasoned = write(refused, {"guardians_not_used_because": "Eleven vil ikke selv"}, followed=False)
    assert lacking(reasoned) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"what": ""}, "what"),
        ({"who": ()}, "who"),
        ({"who": (PersonId("foresatt"),)}, "who"),
        ({"end": START - timedelta(days=1)}, "end"),
        ({"evaluate_on": START - timedelta(days=1)}, "evaluate_on"),
    ],
)
def test_a_measure_is_whole_or_refused(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        put_measure(EMPTY, measure(**change), STAFF)
    assert refusal.value.field == field


def test_a_measure_is_replaced_by_its_id_and_taken_out() -> None:
    again = put_measure(whole(), measure(what="To voksne ute"), STAFF)
    assert [m.what for m in again.measures] == ["To voksne ute"]
    assert drop_measure(again, "m1").measures == ()
    with pytest.raises(Refused):
        drop_measure(again, "m2")


def test_a_plan_is_put_into_effect_once_for_each_wording() -> None:
    first = adopt(whole(), person("social"), MONDAY)
    assert (first.version, first.in_effect, first.adopted_by) == (1, True, "social")
    with pytest.raises(Refused, match="allerede satt i verk"):
        adopt(first, person("social"), MONDAY)
    changed = write(first, {"findings": "Mer"}, followed=None)
    assert (changed.version, changed.in_effect) == (1, False)
    assert adopt(changed, person("social"), MONDAY).version == 2


def test_a_plan_that_lacks_something_is_not_put_into_effect() -> None:
    with pytest.raises(Refused, match=r"hvilket problem"):
        adopt(EMPTY, person("social"), MONDAY)


def test_what_one_may_ask_oneself_is_asked_and_not_enforced() -> None:
    poor = put_measure(EMPTY, measure(level=Level.INDIVIDUAL, end=None, what="Vanlig tilsyn"), STAFF)
    assert len(quality_questions(poor, at_aks=True)) == 8
    rich = put_measure(whole(), measure("m2", level=Level.AKS), STAFF)
    texts = {"maintaining_factors": "Frie overganger", "best_interests": "Ja", "pupil_suggestions": "Være inne"}
    assert quality_questions(write(rich, texts, followed=True), at_aks=True) == []


def test_the_next_evaluation_is_the_soonest_of_a_measure_that_still_runs() -> None:
    ended = measure("m2", evaluate_on=START + timedelta(days=3), end=START)
    two = put_measure(whole(), ended, STAFF)
    assert two.next_evaluation == START + timedelta(days=7)
    assert EMPTY.next_evaluation is None


def test_what_changed_between_two_versions() -> None:
    before = put_measure(whole(), measure("m2", what="Fast lekeplass"), STAFF)
    after = write(drop_measure(before, "m2"), {"findings": "Nytt"}, followed=None)
    later = measure(
        what="To voksne",
        who=(PersonId("social"),),
        level=Level.SCHOOL,
        end=None,
        start=START + timedelta(days=1),
        evaluate_on=START + timedelta(days=9),
    )
    after = put_measure(put_measure(after, later, STAFF), measure("m3", what="Egen voksen"), STAFF)
    assert changes(None, after) == ["Første versjon."]
    assert changes(after, after) == []
    assert changes(before, after) == [
        "Endret: Hva viser undersøkelsene?",
        "Tiltak lagt til: Egen voksen",
        "Tiltak tatt ut: Fast lekeplass",
        (
            "Tiltak endret: To voksne (før: Voksen ved ballbingen i storefri, andre ansvarlige, Klasse → Skole, "
            "start 24.11.2026 → 25.11.2026, slutt 15.12.2026 → uten dag, evalueres 01.12.2026 → 03.12.2026)"
        ),
    ]


def test_what_did_not_change_is_not_said() -> None:
    before = put_measure(whole(), measure(), STAFF)
    longer = put_measure(before, measure(end=START + timedelta(days=28)), STAFF)
    assert changes(before, longer) == [
        "Tiltak endret: Voksen ved ballbingen i storefri (slutt 15.12.2026 → 22.12.2026)"
    ]
    reworded = put_measure(before, measure(what="To voksne"), STAFF)
    assert changes(before, reworded) == ["Tiltak endret: To voksne (før: Voksen ved ballbingen i storefri)"]
