from datetime import date
from typing import Any

import pytest

from domain.checks.procedure import OWN_CASE, DeadEnd, procedure_dry_run, procedure_problems, walk
from domain.school_plan.procedure import Branch, Does, Procedure
from domain.school_plan.school_plan import SchoolPlan
from tests.kit.steps.journey import MONDAY, THE_PLAN, noon, replanned

OPENED = noon(MONDAY)
BRANCHES = {
    Branch.FULL_PLAN: {"planmøte", "iverksette", "egen_sak", "evaluere", "følge_opp", "avslutt"},
    Branch.SHORT_PLAN: {"kort_tiltak", "kort_enighet", "kort_iverksette", "evaluere", "følge_opp", "avslutt"},
    Branch.NO_NEED: {"avslutt_ikke_behov"},
}
OF_A_BRANCH = {step.id for step in THE_PLAN.procedure.steps if step.branches}
INSTEAD = {"finn_eleven"}
"""Where nobody in the alert is exposed, «finn_utsatt» stands in its place."""
NOT_TAKEN = {"følge_med", "gripe_inn", "varsle"}
SPECIAL = {"skoleeier", "andre_saker", "eqs_vold", "fysisk_inngrep", "aks_opplevelse", "finn_utsatt"}


def problems(school_plan: SchoolPlan) -> list[str]:
    return list(procedure_problems(school_plan, OPENED))


def unchecked(**by_step: dict[str, Any]) -> SchoolPlan:
    """A plan that was not checked when it was made: steps of the school's, with fields put in by hand."""
    steps = tuple(step.model_construct(**dict(step) | by_step.get(step.id, {})) for step in THE_PLAN.procedure.steps)
    return SchoolPlan.model_construct(**dict(THE_PLAN) | {"procedure": Procedure.model_construct(steps=steps)})


@pytest.mark.parametrize("branch", Branch)
@pytest.mark.parametrize("opened", [MONDAY, date(2026, 12, 18), date(2027, 3, 19), date(2027, 6, 18)])
def test_each_branch_is_walked_to_its_end_also_over_the_holidays(branch: Branch, opened: date) -> None:
    taken = [step.rule.id for step in walk(THE_PLAN, noon(opened), branch)]
    assert len(taken) == len(set(taken))
    assert taken[-1].startswith("avslutt")
    assert BRANCHES[branch] <= set(taken)
    others = OF_A_BRANCH - {step.id for step in THE_PLAN.procedure.steps if step.belongs(branch)}
    assert set(taken) == THE_PLAN.procedure.by_id.keys() - NOT_TAKEN - others - INSTEAD


@pytest.mark.parametrize("branch", Branch)
def test_a_plain_case_is_walked_to_its_end_without_what_belongs_to_others(branch: Branch) -> None:
    plain = {step.rule.id for step in walk(THE_PLAN, OPENED, branch, everything=False)}
    assert {step.rule.id for step in walk(THE_PLAN, OPENED, branch)} - plain - {"nye_tiltak"} == SPECIAL
    assert "nye_tiltak" not in plain, "it comes when measures fail"


def test_no_step_is_taken_before_what_it_waits_for() -> None:
    for branch in Branch:
        taken = [step.rule for step in walk(THE_PLAN, OPENED, branch)]
        for number, step in enumerate(taken):
            assert {one.id for one in taken[number:]}.isdisjoint(step.after)


def test_the_schools_procedure_has_no_problems() -> None:
    assert problems(THE_PLAN) == []


@pytest.mark.parametrize(
    ("fields", "branches"),
    [
        ({"avslutt": None}, ["Aktivitetsplan", "Kort plan", OWN_CASE]),
        ({"avslutt_ikke_behov": None}, ["Ikke behov for tiltak"]),
        ({"avslutt_ikke_behov": {"when": "vold"}}, ["Ikke behov for tiltak"]),
    ],
    ids=["no end", "no end where there is no need", "an end of violent cases only"],
)
def test_a_procedure_without_an_end_is_found(fields: dict[str, Any], branches: list[str]) -> None:
    assert problems(replanned(**fields)) == [f"procedure: {name}: kommer ikke til slutten" for name in branches]


def test_steps_that_wait_for_each_other_are_found_also_in_a_plan_nobody_checked() -> None:
    circle = unchecked(analysemøte={"after": ("iverksette",)})
    assert problems(circle) == ["procedure: Aktivitetsplan: kommer ikke til slutten"]


def test_a_step_that_never_opens_is_found_although_the_end_is_reached() -> None:
    lonely = unchecked(gjenopprettende={"after": ("gjenopprettende",)})
    lines = problems(lonely)
    names = ("Aktivitetsplan", "Kort plan", "Ikke behov for tiltak", OWN_CASE)
    assert lines == [f"procedure: {name}: åpner aldri: gjenopprettende" for name in names]
    with pytest.raises(DeadEnd, match="åpner aldri: gjenopprettende"):
        walk(lonely, OPENED, Branch.SHORT_PLAN)


def test_a_step_that_opens_when_the_case_is_over_is_found() -> None:
    assert problems(replanned(sosiogram={"after": ["avslutt"]}))[0].endswith("Aktivitetsplan: åpner aldri: sosiogram")


def test_a_step_may_wait_for_one_that_only_some_cases_have() -> None:
    assert problems(replanned(oppstartsmøte={"after": ["innkalling", "eqs_vold", "aks_opplevelse"]})) == []


def test_a_name_that_only_some_cases_have_in_messages_is_found() -> None:
    lone = replanned(eqs_vold={"notice": "Registrer i annet system"})
    says = "eqs_vold: «Registrer i annet system» må stå også på et steg som alle saker har"
    assert problems(lone) == [f"procedure: {says}, ellers røper det hva saken gjelder"]
    assert problems(replanned(eqs_vold={"notice": "Møte om saken"})) == []


def test_a_dry_run_says_each_step_by_when_and_whose() -> None:
    lines = list(procedure_dry_run(THE_PLAN, OPENED))
    assert [line for line in lines if line.startswith("Saksgang")] == [
        "Saksgang «Aktivitetsplan» for en sak åpnet 23.11.2026:",
        "Saksgang «Kort plan» for en sak åpnet 23.11.2026:",
        "Saksgang «Ikke behov for tiltak» for en sak åpnet 23.11.2026:",
        "Saksgang «Oppfølging av eleven, egen sak» for en sak åpnet 23.11.2026:",
    ]
    assert "  Ta imot varselet: senest 24.11.2026 – trinnleder, rektor" in lines
    assert "  Kall inn til oppstartsmøte: senest 30.11.2026 – sosiallærer" in lines
    assert "  Hold elevsamtale: senest 2.12.2026 – trygghetsperson" in lines
    assert "  Observer eleven: senest 30.11.2026 – kontaktlærer, trygghetsperson" in lines
    assert any(line.startswith("  Avslutt, eller undersøk på nytt: uten frist – ") for line in lines)
    assert sum("  Ved behov: " in line and "Lag sosiogram" in line for line in lines) == 3


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"iverksette": {"does": Does.WORK}}, "Aktivitetsplan: ingen steg setter planen i verk (§ 12-4)"),
        ({"evaluere": {"does": Does.WORK}}, "Kort plan: ingen steg evaluerer tiltakene (§ 12-4)"),
        ({"innkalling": {"start_meeting_clock": False}}, "ingen steg har fristen for å kalle inn til oppstartsmøtet"),
        ({"trygghetsperson": {"asks": ()}}, "ingen steg sier hvem trygghetspersonen er"),
        ({"oppstartsmøte": {"asks": ()}}, "ingen steg avgjør utfallet av oppstartsmøtet"),
        ({"oppstartsmøte": {"asks": ()}}, "Kort plan: har steg, men kan ikke velges"),
        ({"avslutt_ikke_behov": {"after": ("følge_opp",)}}, "«avslutt_ikke_behov» venter ikke på noe i denne veien"),
    ],
)
def test_what_the_law_wants_of_any_procedure_is_found_missing(fields: dict[str, Any], says: str) -> None:
    assert any(says in problem for problem in problems(unchecked(**fields)))


def test_the_dry_run_says_which_steps_are_only_for_some_cases() -> None:
    lines = list(procedure_dry_run(THE_PLAN, OPENED))
    assert any("Registrer vold i EQS" in line and line.endswith("(bare når: vold)") for line in lines)
