"""What a school says in its own words: its roles, what they are, and what a case of an older version is called by."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.activity_plan.evaluation import QUESTIONS
from domain.people.person import ROLE_LABELS, Role, in_a_sentence
from domain.school_plan.own_words import SchoolRole, Words
from domain.school_plan.procedure import BRANCH_LABELS, Branch, Option, StepRule
from domain.text.messages import school_words
from tests.kit.school import the_plan
from tests.kit.school_plans import altered
from tests.kit.steps.journey import replanned

PLAN = the_plan()


def role(role_id: str, is_a: str = "", label: str = "Noe") -> SchoolRole:
    return SchoolRole.model_validate({"id": role_id, "label": label} | ({"is_a": is_a} if is_a else {}))


@pytest.mark.parametrize(
    ("roles", "says"),
    [
        ([role("leder", "trinnleder"), role("leder", "rektor")], "samme id står to ganger"),
        ([role("rektor", "trinnleder")], "rektor kan ikke ha rettene til en annen rolle"),
    ],
)
def test_a_role_is_one_thing(roles: list[SchoolRole], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        altered(PLAN, roles=tuple(roles))


def test_a_role_nobody_has_heard_of_is_refused() -> None:
    with pytest.raises(ValidationError, match="kjenner ikke rollene vaktmester"):
        replanned(PLAN, observasjon={"owners": ["vaktmester"]})


@pytest.mark.parametrize(
    ("routing", "says"),
    [
        ({"leadership": ("trinnleder",)}, "rektor må stå i ledelsen"),
        ({"recipients": PLAN.routing.recipients[1:]}, "rektor må stå blant mottakerne"),
    ],
)
def test_someone_leads(routing: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        altered(PLAN, routing=altered(PLAN.routing, **routing))


def test_the_people_file_names_people_as_the_school_does() -> None:
    """Whoever leads by the common word would be none of the leaders the plan names (§ 12-5)."""
    own = altered(PLAN, roles=(role("avdelingsleder", "trinnleder"),))
    assert own.people_roles["avdelingsleder"] is Role.LINE_LEADER
    assert "trinnleder" not in own.people_roles
    assert "rektor" in own.people_roles
    both = altered(PLAN, roles=(role("avdelingsleder", "trinnleder"), role("trinnleder")))
    assert "trinnleder" in both.people_roles


def test_an_old_role_is_called_by_its_id() -> None:
    school_words.set(altered(PLAN, roles=(role("leder", "trinnleder", "Leder"),)).own_words)
    assert in_a_sentence("leder") == "leder"
    assert ROLE_LABELS["rådgiver"] == "rådgiver"
    assert in_a_sentence("aks_ansatt") == "AKS-ansatt"


def test_what_an_old_case_was_asked_is_called_as_it_was_then() -> None:
    now = altered(PLAN, version="ny", evaluation_questions=("Har du det vondt?",), words=Words(archive="Elements"))
    school_words.set(now.words_for(PLAN))
    assert QUESTIONS["first"] == "Er du trygg på skolen?"
    assert list(QUESTIONS) == ["first", "second", "third"]
    assert BRANCH_LABELS[Branch.SHORT_PLAN] == "Kort plan"
    school_words.set(now.own_words)
    assert [*QUESTIONS.values()] == ["Har du det vondt?"]


def outcome(**options: str) -> StepRule:
    asked = [{"answer": "valg", "label": "Hva?", "options": [_option(one, branch) for one, branch in options.items()]}]
    step = next(step for step in PLAN.procedure.steps if step.id == "oppstartsmøte")
    return StepRule.model_validate(step.model_dump(mode="json") | {"asks": asked})


def _option(option_id: str, branch: str) -> dict[str, str]:
    return {"id": option_id, "label": option_id} | ({"branch": branch} if branch else {})


def test_an_option_leads_where_it_says() -> None:
    assert outcome(liten="kort_plan").leads_to("liten") is Branch.SHORT_PLAN
    assert outcome(kort_plan="").leads_to("kort_plan") is Branch.SHORT_PLAN
    assert outcome(kort_plan="").leads_to("stor") is None
    assert Option.model_validate({"id": "ja", "label": "Ja"}).branch is None


@pytest.mark.parametrize("options", [{"stor": "", "kort_plan": ""}, {"en": "kort_plan", "to": "kort_plan"}])
def test_two_options_never_lead_to_the_same_nor_one_to_nothing(options: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="utfallet må være et valg mellom"):
        outcome(**options)


def test_what_another_pupil_says_is_never_offered_in_the_plan() -> None:
    asked = [{"answer": "tekst", "label": "Hva?", "fills": "findings"}]
    with pytest.raises(ValidationError, match="kan ikke stå i elevens plan"):
        replanned(PLAN, samtale_krenker={"asks": asked})
