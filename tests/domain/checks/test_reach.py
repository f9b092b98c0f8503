"""One thing changed in the school's plan, so that something of it is never reached, asked or shown."""

from typing import Any

import pytest

from domain.checks.reach import reach_warnings
from domain.school_plan.fields import Condition
from domain.school_plan.school_plan import SchoolPlan
from tests.kit.school_plans import altered
from tests.kit.steps.journey import THE_PLAN, replanned


def asks(step: str, **by_id: dict[str, Any]) -> dict[str, Any]:
    """The questions of a step, with fields of some of them written otherwise."""
    rule = THE_PLAN.procedure.step(step)
    return {"asks": [one.model_dump(mode="json") | by_id.get(one.id, {}) for one in rule.asks]}


def warned(school_plan: SchoolPlan) -> list[str]:
    return list(reach_warnings(school_plan))


def test_all_of_the_schools_plan_can_be_reached_and_shown() -> None:
    assert warned(THE_PLAN) == []


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        (
            {"analysemøte": {"after": ["oppstartsmøte", "kort_enighet"]}},
            "analysemøte: venter på «kort_enighet», som aldri er i samme sak",
        ),
        (
            {"finn_utsatt": {"after": ["finn_eleven"]}},
            "finn_utsatt: venter på «finn_eleven», som aldri er i samme sak",
        ),
        (
            {"gjenopprettende": {"after": ["følge_opp"]}},
            "gjenopprettende: venter ikke på noe i veien «Ikke behov for tiltak»",
        ),
        ({"ta_imot": {"method": ["Les varselet."]}}, "ta_imot: «method» vises aldri, for «ta_imot» har et eget skjema"),
        (
            {"evaluere": asks("tatt_opp")},
            "evaluere: «asks» vises aldri, for «evaluering» har et eget skjema",
        ),
        (
            {"telefon_foresatte": {"hands_out": False}},
            "for_guardians: vises aldri, for ingen steg har «hands_out: true»",
        ),
        (
            {"avklaringssamtale": asks("avklaringssamtale", samtaler_med_medelever={"hands": ["ta_imot"]})},
            "avklaringssamtale: «hands: ta_imot» fører ingen steder",
        ),
        (
            {
                "innkalling": asks("innkalling", møtedag={"agrees": ["ta_imot", "oppstartsmøte"]})
                | {"after": ["ta_imot"]}
            },
            "innkalling: «agrees: ta_imot» fører ingen steder",
        ),
        (
            {"kort_enighet": {"same_day_as": "analysemøte"}},
            "kort_enighet: «same_day_as: analysemøte» fører ingen steder",
        ),
        (
            {"avslutt_ikke_behov": {"back_to": ["iverksette"]}},
            "avslutt_ikke_behov: «back_to: iverksette» fører ingen steder",
        ),
        (
            {"oppstartsmøte": asks("oppstartsmøte", grunn={"when_choice": "annet"})},
            "oppstartsmøte: det blir aldri spurt om «Hvorfor er det ikke behov for tiltak? (bare ved «ikke behov»)»",
        ),
        (
            {"gjenopprettende": asks("gjenopprettende", valg={"options": [{"id": "a", "label": "A"}] * 2})},
            "gjenopprettende: alternativet «a» står to ganger",
        ),
        (
            {"analysemøte": asks("analysemøte", dato={"fills": "problem"})},
            "analysemøte: «fills» fører ingen steder («Hvilken dag?»)",
        ),
    ],
)
def test_what_leads_nowhere_is_pointed_out(steps: dict[str, Any], says: str) -> None:
    assert warned(replanned(**steps)) == [says]


def test_a_text_for_guardians_that_the_plan_does_not_have_is_pointed_out() -> None:
    says = "telefon_foresatte: «hands_out» viser ingenting, for planen har ingen «for_guardians»"
    assert warned(altered(THE_PLAN, for_guardians=None)) == [says]


def test_a_condition_that_no_kind_gives_is_pointed_out() -> None:
    lists = THE_PLAN.pick_lists
    none = altered(lists, kinds=tuple(altered(kind, violation=False) for kind in lists.kinds))
    says = warned(altered(THE_PLAN, pick_lists=none))
    asked = [step.id for step in THE_PLAN.procedure.steps if step.due_when is Condition.VIOLATION]
    assert [line.partition(": ")[0] for line in says] == asked
    assert all("gjelder bare når en elev er navngitt" in line for line in says)
