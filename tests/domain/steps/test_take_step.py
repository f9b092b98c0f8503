from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.wording import Known, worded
from domain.errors import Invalid, Refused
from domain.event import Details, EventKind, Joined
from domain.ids import PersonId
from domain.oslo import OSLO
from domain.people.person import Role
from domain.school_plan.procedure import Answer, StepRule
from domain.steps.progress import Step
from domain.steps.record import Given, StepRecord, Taken
from domain.steps.take_step import (
    complete,
    done,
    hand_over,
    joining,
    map_again,
    not_needed,
    owners,
    postpone,
    require_step,
)
from tests.kit.people.cast import everyone, ids, person
from tests.kit.steps.journey import MONDAY, SOCIAL, STAFF, THE_PLAN, Journey, noon, replanned, said

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
    staff = [replace(p, active=p.id not in away) for p in everyone()]
    return [p.id for p in owners(journey.step(step_id), journey.now, journey.case, staff)]


def answered(step: Step, on: date, answers: Mapping[str, str]) -> dict[str, str]:
    """Something to every question, and these answers by question instead."""
    return {question.id: said(question, on) for question in step.rule.asks} | dict(answers)


def kept(record: StepRecord, question: str) -> Given:
    found = record.answer(question)
    assert found, f"nothing is kept of {question}"
    return found


def completed(step: Step, at: datetime = NOW, /, **answers: str) -> StepRecord:
    return complete(step, "r", answered(step, MONDAY, answers), STAFF, SOCIAL, at)


def test_only_an_open_step_of_the_case_can_be_taken(received: Journey) -> None:
    assert require_step(received.now, "observasjon").rule.id == "observasjon"
    for step_id, says in [
        ("dans", "hører ikke til saken"),
        ("planmøte", "hører ikke til saken"),
        ("varsle", "«Varsle» er gjort"),
        ("følge_med", "«Følge med» gjelder hele tiden"),
        ("ta_imot", "«Ta imot varselet» er gjort"),
        ("oppstartsmøte", "«Hold oppstartsmøte» kan ikke tas nå"),
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
    step = received.step("observasjon")
    record = completed(step, sted="  Garderoben ", observert="Satt alene")
    assert (record.id, record.step, record.taken, record.by) == ("r", "observasjon", Taken.DONE, "social")
    assert (record.at, record.on, record.days_late) == (NOW, MONDAY, 0)
    assert kept(record, "sted") == Given(question="sted", kind=Answer.PLACE, text="Garderoben")
    assert kept(record, "observert") == Given(question="observert", kind=Answer.TEXT, text="Satt alene")
    assert [given.question for given in record.answers] == [question.id for question in step.rule.asks]


def test_every_kind_of_answer_is_kept_as_what_it_is(received: Journey) -> None:
    phoned = {"avkryss": "selv,rett_plan,selv", "tatt_opp": "2026-11-20"}
    received.takes("avklaringssamtale", MONDAY)
    talked = completed(received.step("telefon_foresatte"), **phoned)
    assert kept(talked, "avkryss").chosen == ("selv", "rett_plan")
    assert (kept(talked, "tatt_opp").day, kept(talked, "tatt_opp").text) == (date(2026, 11, 20), "")
    safe = completed(received.step("trygghetsperson"), trygghetsperson="base")
    assert kept(safe, "trygghetsperson") == Given(
        question="trygghetsperson", kind=Answer.SAFE_ADULT, person=person("base").id
    )
    assert safe.given(Answer.SAFE_ADULT) == kept(safe, "trygghetsperson")


def test_two_questions_of_one_kind_are_told_apart_by_their_ids(received: Journey) -> None:
    record = completed(received.step("observasjon"), situasjonen="Friminutt", observert="Satt alene")
    assert (kept(record, "situasjonen").text, kept(record, "observert").text) == ("Friminutt", "Satt alene")
    assert record.given(Answer.TEXT) == kept(record, "situasjonen"), "of a kind the first is meant"
    assert record.given(Answer.QUOTE) is None
    assert record.answer("sitat") is None


def test_a_choice_and_the_pupils_words_are_found_by_what_they_are(received: Journey) -> None:
    received.takes_all("avklaringssamtale", "telefon_foresatte", "innkalling", "trygghetsperson")
    assert completed(received.step("oppstartsmøte"), valg="kort_plan").choice == "kort_plan"
    talked = received.step("kartleggingssamtale")
    (asked,) = (question.id for question in talked.rule.asks if question.answer is Answer.QUOTE)
    assert completed(talked, **{asked: "«Jeg vil være i fred»"}).quote == "«Jeg vil være i fred»"
    silent = completed(received.step("observasjon"))
    assert (silent.choice, silent.quote) == ("", "")


def test_the_day_it_was_done_is_the_day_that_was_told_else_today(received: Journey) -> None:
    friday = date(2026, 11, 20)
    assert completed(received.step("observasjon"), dato=friday.isoformat()).on == friday
    assert completed(received.step("trygghetsperson"), noon(FRIDAY)).on == FRIDAY


def test_what_was_left_out_is_not_kept(received: Journey) -> None:
    record = completed(received.step("telefon_foresatte"), avkryss="rett_plan", tatt_opp=" ")
    assert [given.question for given in record.answers] == ["dato", "til_stede", "tekst", "avkryss"]


def test_what_was_not_asked_is_not_kept(received: Journey) -> None:
    assert completed(received.step("observasjon"), nummer="17").answer("nummer") is None


@pytest.mark.parametrize(
    ("step_id", "answers", "question", "says"),
    [
        ("observasjon", {"sted": " "}, "sted", "Fyll ut"),
        ("observasjon", {"observert": "-"}, "observert", "Skriv minst 2 bokstaver"),
        ("telefon_foresatte", {"avkryss": ""}, "avkryss", "Fyll ut"),
        ("sosiogram", {"avkryss": "vilkår,negativt"}, "avkryss", "Alle må være oppfylt"),
        ("observasjon", {"dato": "2024-01-01"}, "dato", "mer enn ett år siden"),
        ("observasjon", {"dato": "1999-01-01"}, "dato", "Sjekk årstallet"),
        ("innkalling", {"dato": "2026-11-23", "møtedag": "2026-11-20"}, "møtedag", "ikke være før den første"),
        ("observasjon", {"dato": "i går"}, "dato", "gyldig dato"),
        ("observasjon", {"dato": "2026-11-31"}, "dato", "gyldig dato"),
        ("observasjon", {"dato": "2026-11-24"}, "dato", "ikke være i framtiden"),
        ("trygghetsperson", {"trygghetsperson": "gone"}, "trygghetsperson", "Velg fra listen"),
        ("avklaringssamtale", {"undersøker_videre": "Ansatt Line"}, "undersøker_videre", "Velg fra listen"),
        ("telefon_foresatte", {"avkryss": "rett_plan,dans"}, "avkryss", "Velg fra listen"),
        ("telefon_foresatte", {"tatt_opp": "2026-11-24"}, "tatt_opp", "ikke være i framtiden"),
        ("oppstartsmøte", {"valg": "dans"}, "valg", "Velg fra listen"),
        ("oppstartsmøte", {"valg": "aktivitetsplan,kort_plan"}, "valg", "Velg fra listen"),
        ("oppstartsmøte", {"valg": ""}, "valg", "Fyll ut"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_pointed_at(
    received: Journey, step_id: str, answers: dict[str, str], question: str, says: str
) -> None:
    with pytest.raises(Invalid, match=says) as refusal:
        completed(received.step(step_id), **answers)
    assert refusal.value.field == f"answers-{question}"


def test_only_a_meeting_may_be_in_the_future(received: Journey) -> None:
    record = completed(received.step("innkalling"), møtedag="2026-12-01")
    assert kept(record, "møtedag").day == date(2026, 12, 1)
    with pytest.raises(Invalid):
        completed(received.step("innkalling"), dato="2026-12-01")


def test_today_is_the_day_in_oslo(received: Journey) -> None:
    after_midnight = datetime(2026, 11, 24, 0, 30, tzinfo=OSLO)
    assert completed(received.step("observasjon"), after_midnight, dato="2026-11-24").on == TUESDAY
    assert completed(received.step("trygghetsperson"), after_midnight).on == TUESDAY


@pytest.mark.parametrize("step_id", ["ta_imot", "skoleeier", "iverksette", "evaluere", "egen_sak", "avslutt"])
def test_a_step_that_is_done_in_another_way_is_not_done_by_its_form(step_id: str) -> None:
    step = Step(rule=THE_PLAN.procedure.step(step_id), state=Journey().step("ta_imot").state)
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
    assert (record.on, record.until, record.answers) == (MONDAY, LATE, ())


def test_what_the_procedure_requires_is_never_not_needed(received: Journey) -> None:
    with pytest.raises(Refused, match=r"«Observer eleven» må gjøres\. Fristen kan flyttes"):
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
    with pytest.raises(Refused, match="kan ikke flyttes"):
        postpone(received.step("innkalling"), "r", LATE, "Det haster ikke", SOCIAL, NOW)


def test_ny_kartlegging_is_for_the_steps_that_end_a_case(received: Journey) -> None:
    with pytest.raises(Refused, match="«Observer eleven» kan ikke gå tilbake"):
        map_again(received.step("observasjon"), "r", "Det har begynt igjen", SOCIAL, NOW)
    received.takes_all("avklaringssamtale", "telefon_foresatte", "innkalling")
    received.takes("oppstartsmøte", MONDAY, valg="ikke_behov")
    record = map_again(received.step("avslutt_ikke_behov"), "r", "Det har begynt igjen", SOCIAL, NOW)
    assert (record.taken, record.step, record.reason) == (Taken.BACK, "avslutt_ikke_behov", "Det har begynt igjen")


@pytest.mark.parametrize("reason", ["", "  ", "ja "])
def test_nothing_is_set_aside_put_off_or_taken_back_without_a_reason(received: Journey, reason: str) -> None:
    received.takes_all("avklaringssamtale", "telefon_foresatte", "innkalling")
    received.takes("oppstartsmøte", MONDAY, valg="ikke_behov")
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
    outsider = replace(person(who), active=active)
    with pytest.raises(Invalid) as refusal:
        hand_over(received.step("observasjon"), "r", outsider, received.case, SOCIAL, NOW)
    assert refusal.value.field == "person"


def test_a_step_is_the_roles_of_the_plan(received: Journey) -> None:
    assert whose(received, "ta_imot") == ["principal", "line"]
    assert whose(received, "innkalling") == ["social"]
    assert whose(received, "trygghetsperson") == ["teacher", "base"]


def test_a_step_of_the_pupils_safe_adult_is_that_adults(received: Journey) -> None:
    received.takes("trygghetsperson", MONDAY, trygghetsperson="base")
    assert whose(received, "kartleggingssamtale") == ["base"]
    assert whose(received, "observasjon") == ["teacher", "base"]


def test_a_safe_adult_who_is_not_of_the_case_leaves_it_to_the_next(received: Journey) -> None:
    received.takes("trygghetsperson", MONDAY, trygghetsperson="aks")
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
    received.case = replace(received.case, members=ids("line", "teacher", "social"))
    assert whose(received, "innkalling") == ["social"]


def test_who_is_given_a_step_is_on_the_case_from_then_on_and_it_says_so(received: Journey) -> None:
    step = received.step("avklaringssamtale")
    record = completed(step, samtaler_med_medelever="line", undersøker_videre="aks", informerer_foresatte="social")
    grown, events = joining(received.case, step.rule, record, everyone())
    assert grown.members == received.case.members | ids("aks")
    (told,) = events
    assert (told.kind, told.at, told.by, told.case_id) == (EventKind.CASE_MEMBER_ADDED, NOW, "social", "case1")
    assert worded(told, Known({person("aks").id: "Ansatt Aks"})) == "Ansatt Aks er med i saken og har fått steg i den."


def test_the_pupils_safe_adult_joins_as_that(received: Journey) -> None:
    step = received.step("trygghetsperson")
    grown, (told,) = joining(received.case, step.rule, completed(step, trygghetsperson="aks"), everyone())
    assert grown.members == received.case.members | ids("aks")
    assert told.details == Details(person=PersonId("aks"), how=Joined.AS_SAFE_ADULT)


@pytest.mark.parametrize("out", ["removed", "barred"])
def test_who_is_taken_off_or_barred_is_not_let_in_with_a_step_and_the_two_sound_alike(
    received: Journey, out: str
) -> None:
    step = received.step("avklaringssamtale")
    record = completed(step, samtaler_med_medelever="line", undersøker_videre="aks", informerer_foresatte="social")
    kept_out = (
        replace(received.case, removed=ids("aks")) if out == "removed" else replace(received.case, barred=ids("aks"))
    )
    with pytest.raises(Invalid, match="En leder har tatt Ansatt Aks ut av saken") as refusal:
        joining(kept_out, step.rule, record, everyone())
    assert refusal.value.field == "answers-undersøker_videre"


@given(
    st.frozensets(st.sampled_from([p.id for p in everyone()]), min_size=1), st.sampled_from(THE_PLAN.procedure.steps)
)
def test_as_long_as_anyone_is_on_the_case_every_step_is_someones_who_is(
    members: frozenset[PersonId], step: StepRule
) -> None:
    journey = Journey()
    journey.case = replace(journey.case, members=members)
    placed = Step(rule=step, state=journey.step("ta_imot").state)
    found = owners(placed, journey.now, journey.case, everyone())
    assert found
    assert {p.id for p in found} <= members
    if any(p.has(*step.owners) for p in everyone() if p.id in members):
        assert all(p.has(*step.owners) for p in found)


def test_a_school_that_names_other_owners_is_listened_to() -> None:
    plan = replanned(innkalling={"owners": [Role.DEPUTY.value, Role.AKS_BASE_LEADER.value]})
    assert whose(Journey(school_plan=plan), "innkalling") == ["base"]


@pytest.mark.parametrize("step_id", ["ta_imot", "skoleeier", "innkalling"])
def test_what_the_law_has_a_clock_for_is_not_put_off(step_id: str) -> None:
    step = Journey(serious=True).step("ta_imot") if step_id == "ta_imot" else Journey(serious=True)
    if isinstance(step, Journey):
        step.takes("ta_imot", MONDAY)
        step = step.step(step_id)
    with pytest.raises(Refused, match="kan ikke flyttes"):
        postpone(step, "r", LATE, "Eleven er syk", SOCIAL, NOW)


def test_no_need_is_not_chosen_while_the_pupil_says_otherwise() -> None:
    journey = Journey()
    journey.takes_all("ta_imot", "avklaringssamtale", "telefon_foresatte", "innkalling")
    with pytest.raises(Invalid, match="Da kan ikke utfallet være «Ikke behov for tiltak»"):
        journey.takes("oppstartsmøte", MONDAY, valg="ikke_behov", trygt_nå="nei")


def test_whatever_is_done_with_a_step_says_when_it_was_due(received: Journey) -> None:
    step = replace(received.step("observasjon"), due=date(2026, 11, 30))
    on = noon(date(2026, 12, 1))
    records = (
        done(step, "r1", SOCIAL, on),
        postpone(step, "r2", date(2026, 12, 3), "Er syk", SOCIAL, on),
        not_needed(replace(step, rule=received.step("medelever").rule), "r3", "For få", SOCIAL, on),
    )
    assert {record.due for record in records} == {step.due}
