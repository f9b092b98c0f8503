from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.activity_plan.activity_plan import ActivityPlan, Level, drop_measure, joined, put_measure, write
from domain.activity_plan.effect import adopt, lacking, quality_questions, wanting
from domain.activity_plan.versions import changes, described, told
from domain.errors import Invalid, Refused
from domain.ids import CaseId, PersonId
from domain.school_plan.procedure import PlanText
from domain.text.concurrent_edits import mark_of
from domain.value import from_json, to_json
from tests.kit.people.cast import person
from tests.kit.school import MONDAY
from tests.kit.steps.activity_plans import EMPTY, STAFF, START, TODAY, measure, renewed, whole, with_measure


def test_the_law_wants_a_problem_and_a_measure_with_all_that_belongs_to_it() -> None:
    assert [lack.field for lack in lacking(EMPTY)] == ["problem", "measures"]
    assert lacking(whole()) == []


def test_a_suggestion_of_the_guardians_that_is_not_followed_needs_a_reason() -> None:
    suggested = {PlanText.GUARDIANS_SUGGESTIONS: "Bytte klasse"}
    with pytest.raises(Invalid) as refusal:
        write(whole(), suggested, followed=False)
    assert refusal.value.field == "guardians_not_used_because"
    reasoned = write(
        whole(), {**suggested, PlanText.GUARDIANS_NOT_USED_BECAUSE: "Eleven vil ikke selv"}, followed=False
    )
    assert lacking(reasoned) == []
    unreasoned = replace(reasoned, texts=whole().texts | suggested)
    assert [lack.field for lack in lacking(unreasoned)] == ["guardians_not_used_because"]


def test_a_suggestion_that_is_followed_has_no_reason_against_it() -> None:
    with pytest.raises(Invalid, match="Dere har svart ja") as refusal:
        write(whole(), {PlanText.GUARDIANS_NOT_USED_BECAUSE: "Eleven vil ikke selv"}, followed=True)
    assert refusal.value.field == "followed"


@pytest.mark.parametrize("problem", ["", "a", "Utrygt.", "..............."])
def test_a_word_or_a_dot_is_no_problem_to_be_solved(problem: str) -> None:
    assert [lack.field for lack in lacking(replace(whole(), texts={PlanText.PROBLEM: problem}))] == ["problem"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"what": ""}, "what"),
        ({"what": "."}, "what"),
        ({"what": "1234567890"}, "what"),
        ({"who": ()}, "who"),
        ({"who": (PersonId("foresatt"),)}, "who"),
        ({"end": START - timedelta(days=1)}, "end"),
        ({"evaluate_on": START - timedelta(days=1)}, "evaluate_on"),
        ({"evaluate_on": START + timedelta(days=29)}, "evaluate_on"),
        ({"end": None, "evaluate_on": START + timedelta(weeks=27)}, "evaluate_on"),
        ({"end": START + timedelta(days=366)}, "end"),
        ({"start": date(2025, 11, 22), "evaluate_on": date(2025, 12, 1)}, "start"),
        ({"start": START + timedelta(weeks=27)}, "start"),
        ({"start": START - timedelta(days=9), "evaluate_on": START - timedelta(days=2)}, "evaluate_on"),
    ],
)
def test_a_measure_is_whole_or_refused(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        with_measure(EMPTY, measure(**change))
    assert refusal.value.field == field


def test_a_measure_is_replaced_by_its_id_and_taken_out() -> None:
    again = with_measure(whole(), measure(what="To voksne ute"))
    assert [m.what for m in again.measures] == ["To voksne ute"]
    assert drop_measure(again, "m1").measures == ()
    with pytest.raises(Refused):
        drop_measure(again, "m2")


def test_a_day_that_has_passed_since_it_was_set_may_stay() -> None:
    later = measure().evaluate_on + timedelta(days=2)
    longer = measure(end=START + timedelta(days=28))
    assert put_measure(whole(), longer, STAFF, later).measures == (longer,)
    with pytest.raises(Invalid, match="passert"):
        put_measure(whole(), measure("m2"), STAFF, later)


def test_what_a_form_was_opened_on_has_a_mark_of_its_own() -> None:
    marks = [mark_of(whole()), mark_of(EMPTY), mark_of(measure()), mark_of(""), mark_of("a", None), mark_of(None, "a")]
    assert len(set(marks)) == 6
    assert mark_of(from_json(ActivityPlan, to_json(whole()))) == mark_of(whole())


def test_a_plan_is_put_into_effect_once_for_each_wording() -> None:
    first = adopt(whole(), STAFF, person("social"), MONDAY)
    assert (first.version, first.in_effect, first.adopted_by) == (1, True, "social")
    with pytest.raises(Refused, match="allerede satt i verk"):
        adopt(first, STAFF, person("social"), MONDAY)
    changed = write(first, {PlanText.FINDINGS: "Mer"}, followed=None)
    assert (changed.version, changed.in_effect) == (1, False)
    assert adopt(changed, STAFF, person("social"), MONDAY).version == 2


def test_a_plan_that_lacks_something_is_not_put_into_effect() -> None:
    with pytest.raises(Refused, match=r"hvilket problem"):
        adopt(EMPTY, STAFF, person("social"), MONDAY)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"ended": TODAY}, "Ingen av tiltakene gjelder fra nå av."),
        ({"end": TODAY - timedelta(days=1)}, "Ingen av tiltakene gjelder fra nå av."),
        ({"evaluate_on": TODAY - timedelta(days=1)}, "«Voksen ved ballbingen i storefri» er passert. Evaluer først"),
        ({"who": (PersonId("sluttet"),)}, "De som skulle gjennomføre «Voksen ved ballbingen i storefri»"),
    ],
)
def test_a_plan_that_does_nothing_is_not_put_into_effect(change: dict[str, Any], why: str) -> None:
    """Law 7: a measure has someone who carries it out, a time, and a day it is evaluated."""
    idle = replace(whole(), measures=(measure(**change),))
    with pytest.raises(Refused, match=why):
        adopt(idle, STAFF, person("social"), MONDAY)
    assert lacking(idle) == [], "as a record of what was, it has what the law wants"


def test_days_of_evaluation_that_have_passed_are_told_of_in_a_line() -> None:
    past = TODAY - timedelta(days=1)
    first, second = measure(evaluate_on=past), measure("m2", what="Fast lekeplass", evaluate_on=past)
    every = [str(lack) for lack in wanting(replace(whole(), measures=(first, second)), STAFF, TODAY)]
    assert every == [
        "Dagen for å evaluere er passert for alle tiltakene. Evaluer først, eller velg en ny dag for hvert."
    ]
    third = measure("m3", what="Egen voksen")
    (some,) = [str(lack) for lack in wanting(replace(whole(), measures=(first, second, third)), STAFF, TODAY)]
    assert "«Voksen ved ballbingen i storefri» og «Fast lekeplass» er passert." in some


def test_a_plan_in_effect_is_right_also_when_its_measures_are_over_but_not_when_nobody_is_left_to_do_them() -> None:
    over = renewed(adopt(whole(), STAFF, person("social"), MONDAY), TODAY - timedelta(days=60))
    assert wanting(over, STAFF, TODAY) == []
    assert [str(lack)[:25] for lack in wanting(over, frozenset(), TODAY)] == ["De som skulle gjennomføre"]


def test_what_an_evaluation_has_ended_does_not_come_to_life() -> None:
    ended = replace(whole(), measures=(measure(ended=TODAY),))
    with pytest.raises(Invalid, match="legg inn et nytt"):
        with_measure(ended, measure(what="Voksen ved ballbingen hele dagen"))


def test_what_one_may_ask_oneself_is_asked_and_not_enforced() -> None:
    poor = with_measure(EMPTY, measure(level=Level.INDIVIDUAL, end=None, what="Vanlig tilsyn"))
    assert len(quality_questions(poor, at_aks=True, asked_first=False)) == 10
    told = {"for_pupil": "En voksen er med ute"}
    rich = with_measure(with_measure(whole(), measure(**told)), measure("m2", level=Level.AKS, **told))
    texts = {
        PlanText.PROBLEM_FOR_PUPIL: "Jeg er alene ute",
        PlanText.MAINTAINING_FACTORS: "Frie overganger",
        PlanText.BEST_INTERESTS: "Ja",
        PlanText.PUPIL_SUGGESTIONS: "Være inne",
    }
    assert quality_questions(write(rich, texts, followed=True), at_aks=True, asked_first=True) == []


def test_the_next_evaluation_is_the_soonest_of_a_measure_that_no_evaluation_has_ended() -> None:
    soon = measure("m2", evaluate_on=START + timedelta(days=3), end=START)
    two = with_measure(whole(), soon)
    assert two.next_evaluation == START + timedelta(days=3), "also of one whose days have passed"
    ended = replace(two, measures=(measure(), replace(soon, ended=START)))
    assert (ended.next_evaluation, [m.id for m in ended.going_on]) == (START + timedelta(days=7), ["m1"])
    assert EMPTY.next_evaluation is None


def test_what_changed_between_two_versions_is_told_in_the_words_of_both() -> None:
    before = with_measure(whole(), measure("m2", what="Fast lekeplass"))
    later = measure(what="To voksne ute", who=(PersonId("social"),), end=None, start=START + timedelta(days=1))
    after = write(drop_measure(before, "m2"), {PlanText.FINDINGS: "Nytt"}, followed=True)
    after = with_measure(with_measure(after, later), measure("m3", what="Egen voksen"))
    names = {PersonId("teacher"): "Kontaktlærer", PersonId("social"): "Sosiallærer"}
    assert (changes(None, after, names), told(None, [])) == ([], "Første versjon")
    assert changes(after, after, names) == []
    found = changes(before, after, names)
    as_it_was = "Klasse: {what}. Kontaktlærer, fra 24.11.2026 til 15.12.2026, evalueres 1.12.2026"
    assert [(change.what, change.before, change.after) for change in found] == [
        ("Endret: Hva viser undersøkelsene?", "", "Nytt"),
        ("Endret: Følger dere foresattes forslag?", "", "Ja"),
        (
            "Endret tiltak",
            as_it_was.format(what="Voksen ved ballbingen i storefri"),
            "Klasse: To voksne ute. Sosiallærer, fra 25.11.2026 uten sluttdag, evalueres 1.12.2026",
        ),
        ("Nytt tiltak", "", as_it_was.format(what="Egen voksen")),
        ("Tiltak tatt ut", as_it_was.format(what="Fast lekeplass"), ""),
    ]
    assert told(before, found).startswith("Endret: Hva viser undersøkelsene? · Endret: Følger")
    ended = measure(ended=date(2026, 11, 30), who=(PersonId("sluttet"),))
    assert described(ended, names).endswith("Ukjent, fra 24.11.2026 til 15.12.2026, avsluttet i evaluering 30.11.2026")


def test_what_a_person_wrote_of_a_change_is_told_as_it_may_be_and_who_does_it_by_name() -> None:
    before = with_measure(whole(), measure("m2", what="Sitter hos NN", answers="NN slo"))
    after = with_measure(before, measure("m2", what="Sitter hos NN", later_because="NN er borte"))
    after = write(after, {PlanText.FINDINGS: "NN"}, followed=before.guardians_followed)
    by = "Ansatt NN, fra 24.11.2026 til 15.12.2026, evalueres 1.12.2026"
    found = changes(before, after, {PersonId("teacher"): "Ansatt NN"}, lambda text: text.replace("NN", "[elev A]"))
    assert [(change.before, change.after) for change in found] == [
        ("", "[elev A]"),
        (
            f"Klasse: Sitter hos [elev A]. Svarer på: [elev A] slo. {by}",
            f"Klasse: Sitter hos [elev A]. {by}, fordi: [elev A] er borte",
        ),
    ]


def test_two_plans_of_one_pupil_become_one_and_no_word_is_lost() -> None:
    other_case = CaseId("case2")
    assert joined(None, None, EMPTY.case_id) is None
    assert joined(whole(), None, EMPTY.case_id) == whole()
    adopted = replace(adopt(whole(), STAFF, person("line"), MONDAY), case_id=other_case)
    moved = joined(None, adopted, EMPTY.case_id)
    assert moved == whole()
    texts = {
        PlanText.PROBLEM: "Blir dyttet",
        PlanText.FINDINGS: "Det skjer",
        PlanText.GUARDIANS_NOT_USED_BECAUSE: "Eleven vil ikke",
    }
    gone = with_measure(write(EMPTY, texts, followed=False), measure("m2"))
    kept = adopt(whole(), STAFF, person("line"), MONDAY)
    both = joined(kept, gone, EMPTY.case_id)
    assert both
    assert both.text(PlanText.PROBLEM) == f"{kept.text(PlanText.PROBLEM)}\n\nBlir dyttet"
    assert both.text(PlanText.FINDINGS) == "Det skjer"
    assert {m.id for m in both.measures} == {"m1", "m2"}
    assert (both.version, both.in_effect, both.guardians_followed) == (1, False, False)


def test_the_names_confirmed_in_either_plan_stay_confirmed() -> None:
    kept = replace(whole(), confirmed_names={"problem": {"ola": "Broren"}})
    gone = replace(whole(), confirmed_names={"problem": {"kari": "Søsteren"}, "m1": {"per": "Vennen"}})
    both = joined(kept, gone, EMPTY.case_id)
    assert both
    assert both.confirmed_names == {"problem": {"kari": "Søsteren", "ola": "Broren"}, "m1": {"per": "Vennen"}}


def test_a_measure_is_told_of_alike_whoever_was_ticked_first() -> None:
    names = {PersonId("teacher"): "Lærer", PersonId("social"): "Sosiallærer"}
    told_of = {described(measure(who=who), names) for who in (tuple(names), tuple(names)[::-1])}
    assert len(told_of) == 1
    assert "Lærer, Sosiallærer, fra" in told_of.pop()


def test_measures_that_were_not_enough_are_followed_by_others() -> None:
    """Another day alone is the same measure (§ 12-4)."""
    failed = adopt(whole(), STAFF, person("social"), MONDAY)
    later = replace(whole(), measures=tuple(replace(one, end=None) for one in whole().measures))
    says = [one.template for one in wanting(later, STAFF, TODAY, other_than=failed)]
    assert says == ["Eleven har det ikke trygt med disse tiltakene. Legg inn et nytt, eller endre et."]
    assert wanting(with_measure(whole(), measure("m2", what="To voksne ute")), STAFF, TODAY, other_than=failed) == []


def test_a_measure_that_is_evaluated_later_says_why() -> None:
    told = described(measure(later_because="Leirskole"), {PersonId("teacher"): "Ansatt Teacher"})
    assert told.endswith("evalueres 1.12.2026, fordi: Leirskole")
