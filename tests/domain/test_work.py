"""The procedure: its own rules, taking a step, and walking it to its end."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.errors import Invalid, Refused
from domain.opening import linked_case
from domain.people import PersonId, Role
from domain.plan import Plan
from domain.procedure import Answer, Branch, Does, Procedure, StepPlan
from domain.procedure_check import DeadEnd, procedure_problems, walk
from domain.progress import Progress, State, Step, progress
from domain.step_history import StepRecord, Taken
from domain.work import complete, hand_over, map_again, not_needed, owners, postpone, require_step
from storage.plan_file import read_plan
from tests.kit.cast import case, everyone, ids, person, pupil
from tests.kit.school import MONDAY, PLAN

THE_PLAN = read_plan(PLAN)
STEPS = THE_PLAN.procedure.by_id
STAFF = ids("teacher", "social")
SOCIAL = person("social")
TODAY = MONDAY.date()
CASE = case(received_at=MONDAY, members=ids("principal", "line", "social", "teacher"))


def now(*records: StepRecord) -> Progress:
    return progress(CASE, records, THE_PLAN)


def step(step_id: str, *records: StepRecord) -> Step:
    return require_step(now(*records), step_id)


def given(**answers: str) -> dict[Answer, str]:
    return {Answer[name.upper()]: value for name, value in answers.items()}


def calls(**answers: str) -> StepRecord:
    good = {"date": "2026-11-23", "date_2": "2026-11-27", "present": "Alle"}
    return complete(step("innkalling"), "r1", given(**(good | answers)), STAFF, SOCIAL, MONDAY)


def plan_with(*steps: StepPlan) -> Plan:
    return THE_PLAN.model_copy(update={"procedure": Procedure(steps=steps)})


def test_a_step_is_done_with_what_it_asks_for() -> None:
    record = calls()
    assert (record.taken, record.on, record.days_late) == (Taken.DONE, TODAY, 0)
    assert record.answers == given(date="2026-11-23", date_2="2026-11-27", present="Alle")
    with pytest.raises(Refused, match="er gjort"):
        step("innkalling", record)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"date": ""}, "date"),
        ({"date": "i går"}, "date"),
        ({"date": "2026-11-24"}, "date"),
        ({"present": " "}, "present"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_said_at_its_field(answers: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        calls(**answers)
    assert refusal.value.field == field


def test_only_what_was_offered_can_be_chosen() -> None:
    with pytest.raises(Invalid):
        complete(step("trygghetsperson"), "r1", given(safe_adult="noen"), STAFF, SOCIAL, MONDAY)
    force = progress(CASE.model_copy(update={"force": True}), (), THE_PLAN)
    answers, step_13_5 = (
        given(date="2026-11-23", quote="Ja", checks="finnes_ikke"),
        require_step(force, "fysisk_inngrep"),
    )
    with pytest.raises(Invalid):
        complete(step_13_5, "r1", answers, STAFF, SOCIAL, MONDAY)


def test_steps_that_are_not_here_or_not_yet_or_done_elsewhere_are_refused() -> None:
    for step_id in ("iverksette", "oppstartsmøte"):
        with pytest.raises(Refused):
            step(step_id)
    receiving = progress(case(), (), THE_PLAN)
    with pytest.raises(Refused, match="på en annen måte"):
        complete(require_step(receiving, "ta_imot"), "r1", {}, STAFF, SOCIAL, MONDAY)


def test_a_step_is_late_by_days() -> None:
    late = complete(
        step("observasjon"),
        "r1",
        given(date="2026-12-03", place="Ute", text="a", present="b", text_2="c"),
        STAFF,
        SOCIAL,
        MONDAY + timedelta(days=12),
    )
    assert late.days_late == 3


def test_what_must_be_done_is_not_set_aside() -> None:
    with pytest.raises(Refused):
        not_needed(step("observasjon"), "r1", "Trengs ikke", SOCIAL, MONDAY)
    with pytest.raises(Invalid):
        not_needed(step("medelever"), "r1", " ", SOCIAL, MONDAY)
    assert not_needed(step("medelever"), "r1", "Ingen vitner", SOCIAL, MONDAY).taken is Taken.NOT_NEEDED


def test_a_step_is_put_off_but_never_the_laws_clock() -> None:
    with pytest.raises(Refused):
        postpone(step("innkalling"), "r1", date(2026, 12, 24), "Sykdom", SOCIAL, MONDAY)
    with pytest.raises(Invalid):
        postpone(step("observasjon"), "r1", TODAY, "Sykdom", SOCIAL, MONDAY)
    record = postpone(step("observasjon"), "r1", date(2026, 12, 4), "Sykdom", SOCIAL, MONDAY)
    assert step("observasjon", record).due == date(2026, 12, 4)


def test_a_step_is_handed_to_a_member_only() -> None:
    with pytest.raises(Invalid):
        hand_over(step("observasjon"), "r1", person("aks"), CASE, SOCIAL, MONDAY)
    record = hand_over(step("observasjon"), "r1", SOCIAL, CASE, SOCIAL, MONDAY)
    handed = now(record)
    assert owners(require_step(handed, "observasjon"), handed, CASE, everyone()) == [SOCIAL]
    without = CASE.model_copy(update={"members": ids("line")})
    assert [p.id for p in owners(require_step(handed, "observasjon"), handed, without, everyone())] == ["line"]


def test_only_the_last_step_goes_back() -> None:
    with pytest.raises(Refused):
        map_again(step("observasjon"), "r1", "Virker ikke", SOCIAL, MONDAY)


def changed(step_id: str, **change: Any) -> dict[str, Any]:  # noqa: ANN401  (any field of a step)
    return STEPS[step_id].model_dump() | change


@pytest.mark.parametrize(
    "steps",
    [
        [changed("observasjon", owners=(), safe_adult=False)],
        [changed("observasjon", after=("finnes_ikke",))],
        [changed("observasjon", after=("observasjon",))],
        [changed("observasjon", after=()), changed("observasjon", after=())],
        [changed("observasjon", after=(), asks=({"answer": "dato", "label": "a"}, {"answer": "dato", "label": "b"}))],
        [changed("observasjon", after=(), asks=({"answer": "valg", "label": "a"},))],
    ],
)
def test_a_procedure_that_does_not_hold_together_is_refused(steps: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError):
        Procedure.model_validate({"steps": steps})


def test_a_procedure_knows_its_steps_and_phases() -> None:
    procedure = THE_PLAN.procedure
    assert procedure.step("observasjon").title == "Observasjon"
    assert procedure.only(Does.PLAN, Branch.SHORT_PLAN) == STEPS["kort_iverksette"]
    assert procedure.only(Does.PLAN, Branch.NO_NEED) is None
    assert [*procedure.phases(Branch.FULL_PLAN)][:4] == ["Følge med", "Gripe inn", "Varsle", "Avklaring"]


def test_every_branch_of_the_schools_plan_can_be_walked_to_its_end() -> None:
    assert [*procedure_problems(THE_PLAN, MONDAY)] == []
    for branch in Branch:
        last = walk(THE_PLAN, MONDAY, branch)[-1]
        assert (last.plan.does, last.state) == (Does.CLOSE, State.OPEN)


def test_a_dead_end_and_a_step_nothing_leads_to_are_found() -> None:
    endless = [s for s in THE_PLAN.procedure.steps if s.does is not Does.CLOSE]
    assert any("kommer ikke til slutten" in problem for problem in procedure_problems(plan_with(*endless), MONDAY))
    lonely = STEPS["observasjon"].model_copy(update={"id": "sent", "after": ("avslutt",)})
    with pytest.raises(DeadEnd, match="åpner aldri: sent"):
        walk(plan_with(*THE_PLAN.procedure.steps, lonely), MONDAY, Branch.FULL_PLAN)


def test_a_case_does_not_get_itself_as_its_linked_case() -> None:
    with pytest.raises(Invalid):
        linked_case(CASE.id, "2026-002", CASE, pupil(), ids(), THE_PLAN, SOCIAL, MONDAY)


def test_who_owns_a_step_has_its_role_on_the_case() -> None:
    mine = owners(step("innkalling"), now(), CASE, everyone())
    assert [p.id for p in mine] == ["social"]
    assert all(p.has(Role.SOCIAL_TEACHER) for p in mine)
    assert PersonId("principal") not in {p.id for p in mine}
