"""One thing changed in the school's plan: what the law says of it is pointed out, and nothing else."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.checks.law import LAW, law_warnings
from domain.school_plan.school_plan import SchoolPlan
from tests.kit.school_plans import altered
from tests.kit.steps.journey import THE_PLAN, replanned

WEEKS_2 = {"number": 2, "unit": "uker"}
DAYS_6 = {"number": 6, "unit": "skoledager"}
OWNER, FORCE = "«Meld fra til skoleeier»", "«Skriv om det fysiske inngrepet»"
STEPS: list[tuple[dict[str, Mapping[str, Any] | None], str]] = [
    ({"skoleeier": {"same_day": False}}, f"§§ 12-4 og 12-5: {OWNER} har ikke frist samme dag (same_day)"),
    ({"skoleeier": {"after": ["ta_imot"]}}, f"§§ 12-4 og 12-5: {OWNER} venter på andre steg, og skal gjøres straks"),
    ({"skoleeier": {"when": "vold"}}, f"§§ 12-4 og 12-5: {OWNER} er ikke et steg i alle alvorlige saker"),
    (
        {"skoleeier": {"before_closing": False}},
        f"§§ 12-4 og 12-5: {OWNER} kan stå ugjort når saken avsluttes (before_closing)",
    ),
    ({"skoleeier": None}, "§§ 12-4 og 12-5: ingen steg melder fra til skoleeier (kommunen)"),
    ({"ta_imot": {"does": "utføre"}}, "§ 12-4 (varsle): ingen steg tar imot varselet"),
    (
        {"evaluere": {"every": None}},
        "§ 12-4 (evaluere): «Evaluer tiltakene» sier ikke hvor ofte tiltakene evalueres (every)",
    ),
    (
        {"evaluere": {"every": {"number": 4, "unit": "uker"}}},
        "§ 12-4 (evaluere): «Evaluer tiltakene» kommer sjeldnere enn hver tredje uke (L541)",
    ),
    (
        {"iverksette": {"due": None}},
        "§ 12-4 (undersøke og tiltak): «Sett aktivitetsplanen i verk» har ingen frist, og skal gjøres snarest",
    ),
    (
        {"elevsamtale": {"due": DAYS_6}},
        "§ 12-4 (undersøke og tiltak): «Hold elevsamtale» har frist senere enn en uke, og skal gjøres snarest",
    ),
    ({"fysisk_inngrep": None}, "§ 13-5: ingen steg dokumenterer et fysisk inngrep"),
    ({"fysisk_inngrep": {"due": None}}, f"§ 13-5: {FORCE} har ingen frist"),
    ({"fysisk_inngrep": {"due": WEEKS_2}}, f"§ 13-5: {FORCE} har frist senere enn en uke"),
    ({"fysisk_inngrep": {"asks": []}}, f"§ 13-5: {FORCE} spør ikke om elevens syn (sitat)"),
]
PARTS: list[tuple[str, dict[str, Any], str]] = [
    (
        "deadlines",
        {"acknowledge_school_days": 2},
        "§ 12-4 (varsle): et varsel skal tas imot senest neste skoledag (deadlines.acknowledge_school_days)",
    ),
    (
        "deadlines",
        {"acknowledge_serious_hours": 48},
        "§ 12-4 (varsle): et alvorlig varsel skal tas imot innen et døgn (deadlines.acknowledge_serious_hours)",
    ),
    (
        "deadlines",
        {"start_meeting": {"number": 10, "unit": "virkedager"}},
        "§ 12-6: oppstartsmøtet kan kalles inn senere enn en uke etter varselet (deadlines.start_meeting)",
    ),
    (
        "alert",
        {"care_concern": "Snakk med rektor."},
        "§ 24-3: alert.care_concern sier ikke at den som er bekymret, selv skal melde fra til barnevernet",
    ),
]


def warned(school_plan: SchoolPlan) -> list[str]:
    return list(law_warnings(school_plan))


def test_the_schools_plan_keeps_the_law() -> None:
    assert warned(THE_PLAN) == []


@pytest.mark.parametrize(("steps", "says"), STEPS)
def test_a_step_that_comes_later_than_the_law_has_it_is_pointed_out(
    steps: dict[str, Mapping[str, Any] | None], says: str
) -> None:
    assert warned(replanned(THE_PLAN, **steps)) == [says]


@pytest.mark.parametrize(("part", "fields", "says"), PARTS)
def test_a_clock_or_a_text_that_the_law_has_otherwise_is_pointed_out(
    part: str, fields: dict[str, Any], says: str
) -> None:
    assert warned(altered(THE_PLAN, **{part: altered(getattr(THE_PLAN, part), **fields)})) == [says]


def test_a_plan_that_does_not_ask_when_the_week_began_is_pointed_out() -> None:
    asks = [one.model_dump(mode="json") for one in THE_PLAN.procedure.step("telefon_foresatte").asks[:-1]]
    says = "§ 12-6: ingen steg spør hvilken dag saken ble tatt opp med rektor (tatt_opp)"
    assert warned(replanned(telefon_foresatte={"asks": asks}, tatt_opp=None)) == [says]


def test_every_paragraph_of_the_table_has_a_plan_that_breaks_it() -> None:
    said = [says for _steps, says in STEPS] + [says for _part, _fields, says in PARTS]
    assert {line.partition(": ")[0] for line in said} == LAW.keys()
