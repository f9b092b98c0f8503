from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import OSLO
from domain.errors import Invalid, Refused
from domain.people import PersonId, Role
from domain.procedure import Answer, StepPlan
from domain.progress import Step
from domain.step_history import StepRecord, Taken
from domain.work import complete, done, hand_over, map_again, not_needed, owners, postpone, require_step
from tests.kit.cast import everyone, ids, person
from tests.kit.journey import MONDAY, SOCIAL, STAFF, THE_PLAN, Journey, noon, replanned, said

TUESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)
LATE = date(2026, 12, 4)
NOW = noon(MONDAY)


@pytest.fixture
def received() -> Journey:
    """A case of a pupil that was taken on the Monday it was alerted of."""
    journey = Journey()
    journey.takes("ta_imot", MONDAY)
    return journey


def whose(journey: Journey, step_id: str, *away: str) -> list[str]:
    """Who has the step, when those who are away have left."""
    staff = [p.model_copy(update={"active": p.id not in away}) for p in everyone()]
    return [p.id for p in owners(journey.step(step_id), journey.now, journey.case, staff)]


def answered(step: Step, on: date, answers: Mapping[str, str]) -> dict[Answer, str]:
    usual = {question.answer: said(question, on) for question in step.plan.asks}
    return usual | {Answer[name.upper()]: value for name, value in answers.items()}


def completed(step: Step, at: datetime = NOW, /, **answers: str) -> StepRecord:
    return complete(step, "r", answered(step, MONDAY, answers), STAFF, SOCIAL, at)


def test_only_an_open_step_of_the_case_can_be_taken(received: Journey) -> None:
    assert require_step(received.now, "observasjon").plan.id == "observasjon"
    for step_id, says in [
        ("dans", "hører ikke til saken"),
        ("planmøte", "hører ikke til saken"),
        ("varsle", "«Varsle» er gjort"),
        ("følge_med", "«Følge med» er gjort"),
        ("ta_imot", "«Ta imot varselet» er gjort"),
        ("oppstartsmøte", "«Oppstartsmøte § 12-4» kan ikke tas nå"),
    ]:
        with pytest.raises(Refused, match=says):
            require_step(received.now, step_id)


def test_a_step_that_was_not_needed_can_be_taken_after_all(received: Journey) -> None:
    received.skips("medelever")
    assert require_step(received.now, "medelever").again


def test_a_step_that_comes_again_can_be_taken_again_until_the_case_is_closed() -> None:
    journey = Journey()
    journey.to_the_plan()
    journey.takes_all("oppfølging", "evaluere", "følge_opp")
    assert require_step(journey.now, "oppfølging").done_on == MONDAY
    journey.takes("avslutt", MONDAY)
    with pytest.raises(Refused, match="er gjort"):
        require_step(journey.now, "oppfølging")


def test_a_step_is_done_with_what_it_asks(received: Journey) -> None:
    record = completed(received.step("observasjon"), place="  Garderoben ", text_2="Satt alene")
    assert (record.id, record.step, record.taken, record.by) == ("r", "observasjon", Taken.DONE, "social")
    assert (record.at, record.on, record.days_late) == (NOW, MONDAY, 0)
    assert (record.answers[Answer.PLACE], record.answers[Answer.TEXT_2]) == ("Garderoben", "Satt alene")


def test_the_day_it_was_done_is_the_day_that_was_told_else_today(received: Journey) -> None:
    friday = date(2026, 11, 20)
    assert completed(received.step("observasjon"), date=friday.isoformat()).on == friday
    assert completed(received.step("trygghetsperson"), noon(FRIDAY)).on == FRIDAY


def test_what_was_left_out_is_not_kept(received: Journey) -> None:
    record = completed(received.step("telefon_foresatte"), checks="rett_plan", raised=" ")
    assert record.answers.keys() == {Answer.DATE, Answer.PRESENT, Answer.TEXT, Answer.CHECKS}


def test_what_was_not_asked_is_not_kept(received: Journey) -> None:
    assert Answer.NUMBER not in completed(received.step("observasjon"), number="17").answers


@pytest.mark.parametrize(
    ("step_id", "answers", "field", "says"),
    [
        ("observasjon", {"place": " "}, "place", "Fyll ut"),
        ("observasjon", {"text": "-"}, "text", "Skriv litt mer"),
        ("telefon_foresatte", {"checks": ""}, "checks", "Fyll ut"),
        ("sosiogram", {"checks": "vilkår,negativt"}, "checks", "Alle må være oppfylt"),
        ("observasjon", {"date": "1999-01-01"}, "date", "mer enn ett år siden"),
        ("innkalling", {"date": "2026-11-23", "date_2": "2026-11-20"}, "date_2", "ikke være før den første"),
        ("observasjon", {"date": "i går"}, "date", "gyldig dato"),
        ("observasjon", {"date": "2026-11-31"}, "date", "gyldig dato"),
        ("observasjon", {"date": "2026-11-24"}, "date", "ikke være i fremtiden"),
        ("trygghetsperson", {"safe_adult": "gone"}, "safe_adult", "Velg fra listen"),
        ("avklaringssamtale", {"person_2": "Ansatt Line"}, "person_2", "Velg fra listen"),
        ("telefon_foresatte", {"checks": "rett_plan,dans"}, "checks", "Velg fra listen"),
        ("telefon_foresatte", {"raised": "2026-11-24"}, "raised", "ikke være i fremtiden"),
        ("oppstartsmøte", {"choice": "dans"}, "choice", "Velg fra listen"),
        ("oppstartsmøte", {"choice": "aktivitetsplan,kort_plan"}, "choice", "Velg fra listen"),
        ("oppstartsmøte", {"choice": ""}, "choice", "Fyll ut"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_pointed_at(
    received: Journey, step_id: str, answers: dict[str, str], field: str, says: str
) -> None:
    with pytest.raises(Invalid, match=says) as refusal:
        completed(received.step(step_id), **answers)
    assert refusal.value.field == field


def test_only_a_meeting_may_be_in_the_future(received: Journey) -> None:
    record = completed(received.step("innkalling"), date_2="2026-12-01")
    assert record.answers[Answer.DATE_2] == "2026-12-01"
    with pytest.raises(Invalid):
        completed(received.step("innkalling"), date="2026-12-01")


def test_today_is_the_day_in_oslo(received: Journey) -> None:
    after_midnight = datetime(2026, 11, 24, 0, 30, tzinfo=OSLO)
    assert completed(received.step("observasjon"), after_midnight, date="2026-11-24").on == TUESDAY
    assert completed(received.step("trygghetsperson"), after_midnight).on == TUESDAY


@pytest.mark.parametrize("step_id", ["ta_imot", "skoleeier", "iverksette", "evaluere", "egen_sak", "avslutt"])
def test_a_step_that_is_done_in_another_way_is_not_done_by_its_form(step_id: str) -> None:
    step = Step(plan=THE_PLAN.procedure.step(step_id), state=Journey().step("ta_imot").state)
    with pytest.raises(Refused, match="gjøres på en annen måte"):
        complete(step, "r", {}, STAFF, SOCIAL, NOW)


@given(st.integers(-10, 30))
def test_a_step_done_late_says_by_how_many_days(days: int) -> None:
    journey = Journey()
    journey.takes("ta_imot", MONDAY)
    step = journey.step("observasjon")
    assert step.due == date(2026, 11, 30)
    on = step.due + timedelta(days=days)
    assert done(step, "r", SOCIAL, noon(on)).days_late == max(0, days)
    told_later = complete(step, "r", answered(step, on, {}), STAFF, SOCIAL, noon(on + timedelta(days=3)))
    assert told_later.days_late == max(0, days), "the day it was done counts, not the day it was told"


def test_a_step_without_a_due_day_is_never_late(received: Journey) -> None:
    assert done(received.step("medelever"), "r", SOCIAL, noon(date(2027, 6, 1))).days_late == 0


def test_a_bare_record_says_when_it_is_due_next() -> None:
    journey = Journey()
    journey.to_the_plan()
    record = done(journey.step("evaluere"), "r", SOCIAL, NOW, on=MONDAY, until=LATE)
    assert (record.on, record.until, record.answers) == (MONDAY, LATE, {})


def test_what_the_procedure_requires_is_never_not_needed(received: Journey) -> None:
    with pytest.raises(Refused, match=r"«Observasjon» må gjøres\. Det kan utsettes"):
        not_needed(received.step("observasjon"), "r", "Ikke aktuelt", SOCIAL, NOW)


def test_what_is_done_as_needed_is_set_aside_with_a_reason(received: Journey) -> None:
    record = not_needed(received.step("sosiogram"), "r", "  Andre undersøkelser holder ", SOCIAL, NOW)
    assert (record.taken, record.reason, record.on) == (Taken.NOT_NEEDED, "Andre undersøkelser holder", None)


def test_a_step_is_put_off_with_a_reason(received: Journey) -> None:
    record = postpone(received.step("observasjon"), "r", LATE, "Eleven er syk", SOCIAL, NOW)
    assert (record.taken, record.until, record.reason) == (Taken.POSTPONED, LATE, "Eleven er syk")
    assert postpone(received.step("medelever"), "r", TUESDAY, "Eleven er syk", SOCIAL, NOW).until == TUESDAY


@pytest.mark.parametrize(
    ("step_id", "until", "today"),
    [
        ("observasjon", date(2026, 11, 30), MONDAY),
        ("observasjon", TUESDAY, MONDAY),
        ("observasjon", date(2026, 12, 2), date(2026, 12, 2)),
        ("medelever", MONDAY, MONDAY),
        ("medelever", date(2027, 1, 5), MONDAY),
    ],
    ids=["the day it is due", "earlier", "today, when it is late", "today, when it has no due day", "too far away"],
)
def test_a_step_is_put_off_to_a_later_day(received: Journey, step_id: str, until: date, today: date) -> None:
    with pytest.raises(Invalid) as refusal:
        postpone(received.step(step_id), "r", until, "Eleven er syk", SOCIAL, noon(today))
    assert refusal.value.field == "until"


def test_the_laws_own_clock_is_not_put_off(received: Journey) -> None:
    with pytest.raises(Refused, match="kan ikke utsettes"):
        postpone(received.step("innkalling"), "r", LATE, "Det haster ikke", SOCIAL, NOW)


def test_ny_kartlegging_is_for_the_steps_that_end_a_case(received: Journey) -> None:
    with pytest.raises(Refused, match="«Observasjon» kan ikke gå tilbake"):
        map_again(received.step("observasjon"), "r", "Det har begynt igjen", SOCIAL, NOW)
    received.takes_all("avklaringssamtale", "telefon_foresatte", "innkalling")
    received.takes("oppstartsmøte", MONDAY, choice="ikke_behov")
    record = map_again(received.step("avslutt_ikke_behov"), "r", "Det har begynt igjen", SOCIAL, NOW)
    assert (record.taken, record.step, record.reason) == (Taken.BACK, "avslutt_ikke_behov", "Det har begynt igjen")


@pytest.mark.parametrize("reason", ["", "  ", "ja "])
def test_nothing_is_set_aside_put_off_or_taken_back_without_a_reason(received: Journey, reason: str) -> None:
    received.takes_all("avklaringssamtale", "telefon_foresatte", "innkalling")
    received.takes("oppstartsmøte", MONDAY, choice="ikke_behov")
    changes: tuple[Callable[[], StepRecord], ...] = (
        lambda: not_needed(received.step("sosiogram"), "r", reason, SOCIAL, NOW),
        lambda: postpone(received.step("observasjon"), "r", LATE, reason, SOCIAL, NOW),
        lambda: map_again(received.step("avslutt_ikke_behov"), "r", reason, SOCIAL, NOW),
    )
    for change in changes:
        with pytest.raises(Invalid) as refusal:
            change()
        assert refusal.value.field == "reason"


def test_a_step_is_handed_to_a_member_of_the_case(received: Journey) -> None:
    record = hand_over(received.step("observasjon"), "r", person("base"), received.case, SOCIAL, NOW)
    assert (record.taken, record.person) == (Taken.HANDED_OVER, "base")
    received.records.append(record)
    assert whose(received, "observasjon") == ["base"]


@pytest.mark.parametrize(("who", "active"), [("aks", True), ("teacher", False)])
def test_a_step_is_not_handed_to_someone_outside_or_gone(received: Journey, who: str, active: bool) -> None:
    outsider = person(who).model_copy(update={"active": active})
    with pytest.raises(Invalid) as refusal:
        hand_over(received.step("observasjon"), "r", outsider, received.case, SOCIAL, NOW)
    assert refusal.value.field == "person"


def test_a_step_is_the_roles_of_the_plan(received: Journey) -> None:
    assert whose(received, "ta_imot") == ["principal", "line"]
    assert whose(received, "innkalling") == ["social"]
    assert whose(received, "trygghetsperson") == ["teacher", "base"]


def test_a_step_of_the_pupils_safe_adult_is_that_adults(received: Journey) -> None:
    received.takes("trygghetsperson", MONDAY, safe_adult="base")
    assert whose(received, "kartleggingssamtale") == ["base"]
    assert whose(received, "observasjon") == ["teacher", "base"]


def test_a_safe_adult_who_is_not_of_the_case_leaves_it_to_the_next(received: Journey) -> None:
    received.takes("trygghetsperson", MONDAY, safe_adult="aks")
    assert received.now.safe_adult == "aks"
    assert whose(received, "kartleggingssamtale") == ["teacher"]


def test_a_step_nobody_has_falls_to_the_next_who_answer_for_it(received: Journey) -> None:
    received.takes("avklaringssamtale", MONDAY)
    assert whose(received, "innkalling", "social") == ["teacher"]
    assert whose(received, "innkalling", "social", "teacher") == ["line"]
    assert whose(received, "innkalling", "social", "teacher", "line") == ["principal"]
    assert whose(received, "innkalling", "social", "teacher", "line", "principal") == ["base"]
    assert whose(received, "innkalling", *received.case.members) == []


def test_who_it_was_handed_to_and_has_left_leaves_it_to_its_owners(received: Journey) -> None:
    received.hands_over("innkalling", person("base"), MONDAY)
    assert whose(received, "innkalling", "base") == ["social"]
    received.case = received.case.model_copy(update={"members": ids("line", "teacher", "social")})
    assert whose(received, "innkalling") == ["social"]


@given(
    st.frozensets(st.sampled_from([p.id for p in everyone()]), min_size=1), st.sampled_from(THE_PLAN.procedure.steps)
)
def test_as_long_as_anyone_is_on_the_case_every_step_is_someones_who_is(
    members: frozenset[PersonId], step: StepPlan
) -> None:
    journey = Journey()
    journey.case = journey.case.model_copy(update={"members": members})
    placed = Step(plan=step, state=journey.step("ta_imot").state)
    found = owners(placed, journey.now, journey.case, everyone())
    assert found
    assert {p.id for p in found} <= members
    if any(p.has(*step.owners) for p in everyone() if p.id in members):
        assert all(p.has(*step.owners) for p in found)


def test_a_school_that_names_other_owners_is_listened_to() -> None:
    plan = replanned(innkalling={"owners": [Role.DEPUTY.value, Role.AKS_BASE_LEADER.value]})
    assert whose(Journey(plan=plan), "innkalling") == ["base"]


@pytest.mark.parametrize("step_id", ["ta_imot", "skoleeier", "innkalling"])
def test_what_the_law_has_a_clock_for_is_not_put_off(step_id: str) -> None:
    step = Journey(serious=True).step("ta_imot") if step_id == "ta_imot" else Journey(serious=True)
    if isinstance(step, Journey):
        step.takes("ta_imot", MONDAY)
        step = step.step(step_id)
    with pytest.raises(Refused, match="kan ikke utsettes"):
        postpone(step, "r", LATE, "Eleven er syk", SOCIAL, NOW)
