"""Tasks of the årshjul that refer to nothing, or are told of too late or never."""

from typing import Any

import pytest

from domain.checks.year import year_lines, year_problems, year_warnings
from domain.school_plan.school_plan import SchoolPlan
from tests.kit.school_plans import altered
from tests.kit.steps.journey import THE_PLAN


def with_task(name: str, **change: object) -> SchoolPlan:
    """The school's plan with one task of its year written otherwise."""
    return altered(THE_PLAN, year=[altered(one, **change) if one.id == name else one for one in THE_PLAN.year])


def warned(school_plan: SchoolPlan) -> list[str]:
    return [line for line in year_warnings(school_plan) if not line.startswith("antatt, se over")]


def by_date(day: str, ahead: int = 4) -> dict[str, Any]:
    return {"kind": "innen", "dates": [day], "opens_weeks_before": ahead}


def test_all_of_the_schools_year_is_told_in_time() -> None:
    assert warned(THE_PLAN) == list(year_problems(THE_PLAN)) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"before": ["utviklingssamtale_3"]}, "«before» er «utviklingssamtale_3», som ikke er en oppgave i årshjulet"),
        ({"results": "resultatene_8_10"}, "«results» er «resultatene_8_10», som ingen oppgave venter på"),
    ],
)
def test_what_is_not_there_is_a_problem(change: dict[str, Any], says: str) -> None:
    assert list(year_problems(with_task("sosiogram", **change))) == [f"year: sosiogram: {says}"]


@pytest.mark.parametrize(
    ("rule", "due", "opens"),
    [
        ({"kind": "måned", "months": ["september", "mars"]}, "31.3.2027", "10.3.2027"),
        (by_date("15. mars"), "15.3.2027", "10.3.2027"),
    ],
)
def test_what_must_be_done_first_is_due_before_the_other_begins(rule: dict[str, Any], due: str, opens: str) -> None:
    school_plan = with_task("sosiogram", before=["utviklingssamtale_2"], rule=rule)
    says = f"har frist {due}, etter at «Utviklingssamtale 2 innen 1. april» åpner {opens}"
    assert warned(school_plan) == [f"årshjulet: Sosiogram i alle klasser (sosiogram) {says}"]


def test_what_only_comes_when_the_other_is_over_is_too_late_too() -> None:
    [line] = warned(with_task("sosiogram", before=["utviklingssamtale_1"], rule=by_date("1. april", 2)))
    assert "har frist 1.4.2027, etter at «Utviklingssamtale 1" in line


def test_what_waits_for_an_event_has_no_day_to_be_late_for() -> None:
    assert warned(with_task("sosiogram", before=["tiltaksplan_5_7"])) == []
    assert warned(with_task("tiltaksplan_5_7", before=["tiltaksplan_evalueres"])) == []


@pytest.mark.parametrize(
    ("name", "number", "says"),
    [
        ("kap12_første_uke", 10, "(kap12_første_uke): påminnelsen 10 dager før 21.8.2026 kommer aldri"),
        ("kap12_planleggingsdager", 1, "(kap12_planleggingsdager): påminnelsen 1 dag før 14.8.2026 kommer aldri"),
        ("aks_kap12", 11, "(aks_kap12): påminnelsen 11 dager før 31.8.2026 kommer aldri"),
    ],
)
def test_a_reminder_before_the_school_year_never_comes(name: str, number: int, says: str) -> None:
    [line] = warned(with_task(name, remind_before=(number,)))
    assert says in line


def test_a_reminder_of_a_meeting_never_comes() -> None:
    [line] = warned(with_task("fau", remind_before=(3,)))
    assert line == "årshjulet: Møte i FAU (fau) er et fast møte, og ingen får påminnelsene i «remind_before»"


def test_each_task_says_when_it_is_first_and_last_told_of() -> None:
    told = {line.strip() for line in year_lines(THE_PLAN)}
    assert "26.10.2026 Fellessamling: FN-dagen – kontaktlærer, lærer (først sagt 12.10.2026, sist 26.10.2026)" in told
    base = "Gå gjennom aktivitetsplanene på basemøtet – baseleder, antatt"
    assert f"{base} (først sagt 17.8.2026, sist 14.6.2027)" in told, "a meeting once, for all its weeks"
    chapter = "14.8.2026 Gå gjennom kapittel 12 på planleggingsdagene – rektor, assisterende rektor"
    assert f"{chapter} (først sagt 12.8.2026, sist 14.8.2026)" in told
