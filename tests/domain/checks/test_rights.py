"""One thing changed in the school's plan, or among its people, so that nobody can do something it needs."""

from typing import Any

import pytest

from domain.checks.rights import people_warnings, rights_warnings
from domain.people.person import Role
from domain.school_plan.school_plan import SchoolPlan
from tests.kit.school_plans import altered
from tests.kit.steps.journey import THE_PLAN, replanned

EVERYONE = [{role} for role in Role]
GRADES = frozenset(range(1, 8))


def routed(**fields: Any) -> SchoolPlan:  # noqa: ANN401  (any type)
    return altered(THE_PLAN, routing=altered(THE_PLAN.routing, **fields))


def of_people(*without: Role, grades: frozenset[int] = GRADES, aks: bool = True) -> list[str]:
    staff = [roles.difference(without) for roles in EVERYONE]
    return list(people_warnings(THE_PLAN, staff, grades, at_aks=aks))


def test_somebody_has_every_right_that_the_schools_plan_needs() -> None:
    assert list(rights_warnings(THE_PLAN)) == []
    assert of_people() == []


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ({"skoleeier": {"owners": ["trinnleder"]}}, "skoleeier: trinnleder har ikke rett til å gjøre steget"),
        ({"egen_sak": {"owners": ["kontaktlærer"]}}, "egen_sak: kontaktlærer har ikke rett til å gjøre steget"),
        (
            {"sosiogram": {"owners": ["helsesykepleier"]}},
            "sosiogram: helsesykepleier er ikke med i saken etter «routing»",
        ),
    ],
)
def test_a_step_that_none_of_its_owners_can_do_is_pointed_out(steps: dict[str, Any], says: str) -> None:
    assert list(rights_warnings(replanned(**steps))) == [says]


def test_who_cannot_act_on_an_alert_about_staff_is_pointed_out() -> None:
    line = routed(employee_suspected={"role": "trinnleder", "scope": "skole"})
    says = "routing.employee_suspected: trinnleder kan ikke melde fra til skoleeier"
    assert says in list(rights_warnings(line))
    own = [line for line in rights_warnings(routed(leadership_suspected="rektor")) if "suspected" in line]
    assert own == ["routing.leadership_suspected: rektor er selv i ledelsen"]
    nurse = list(rights_warnings(routed(leadership_suspected="helsesykepleier")))
    assert "routing.leadership_suspected: helsesykepleier har ikke rett til å lede en sak" in nurse


def test_a_role_that_nobody_has_is_pointed_out() -> None:
    said = of_people(Role.AKS_BASE_LEADER, Role.SCHOOL_OWNER)
    assert "routing: ingen ansatt er baseleder" in said
    assert "aks_opplevelse: ingen ansatt er baseleder" in said
    assert "årshjulet, basemøte: ingen ansatt er baseleder" in said
    assert "routing.leadership_suspected: ingen er skoleeier. Den som varsler om ledelsen, må ringe" in said
    assert "ingen ansatt har rett til å melde fra til skoleeier" in of_people(Role.PRINCIPAL, Role.DEPUTY)


def test_what_no_pupil_of_the_school_meets_is_pointed_out() -> None:
    assert of_people(grades=frozenset(range(2, 9))) == [
        "alert.pupil_phrases: vises aldri for 1. trinn, for ingen elev går der",
        "alert.pupil_phrases: mangler ord til elever på 8. trinn",
    ]
    assert of_people(aks=False) == ["aks_opplevelse: er aldri et steg, for ingen elev går på SFO"]
