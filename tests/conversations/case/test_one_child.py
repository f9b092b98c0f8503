"""A new alert on a child with an open case: asked of those who may open both, and a merge that is undone."""

from datetime import timedelta

from scheduler.sweeps.registry import run_sweeps
from tests.conversations.alert.test_who_is_who import all_steps
from tests.conversations.case.test_case import logs
from tests.kit.school import FACT, NAMES, SCHOOL, STAFF, Chat, the_plan
from tests.kit.steps.correcting import aside
from tests.kit.steps.saksgang import (
    agrees_on_a_short_plan,
    opens,
    short_plan_in_effect,
    takes,
    to_the_outcome,
    writes_the_plan,
)

ASKED = "Hører varselet til sak 2026-001?"
YES, NO, AGAIN = "Ja, slå sammen", "Nei, egen sak", "Del opp igjen"


async def two_alerts(chat: Chat, **second: str) -> None:
    """On one child, a day apart, the first of them taken."""
    await chat.sends()
    await opens(chat, "line", "2026-001")
    await chat.presses("line", "Ta imot")
    chat.clock.forward(days=1)
    await chat.sends("aks", **second)


async def takes_the_other(chat: Chat) -> None:
    await opens(chat, "line", "2026-002")
    await chat.presses("line", "Ta imot")


async def test_whoever_may_open_both_is_asked_on_the_newer_card(chat: Chat) -> None:
    await two_alerts(chat)
    for who, asked in {"line": True, "social": False, "principal": True, "teacher": False}.items():
        assert (ASKED in await opens(chat, who, "2026-002")) is asked, f"{who}: to say yes is to take it"
    await takes_the_other(chat)
    for who, asked in {"line": True, "social": True, "principal": True, "teacher": False}.items():
        assert (ASKED in await opens(chat, who, "2026-002")) is asked, who
    assert "Hører varselet til" not in await opens(chat, "line", "2026-001")
    assert all("Hører varselet" not in str(request.body) for request in chat.connector.requests)


async def test_no_is_remembered_and_said_to_nobody(chat: Chat) -> None:
    await two_alerts(chat)
    await takes_the_other(chat)
    await opens(chat, "social", "2026-002")
    await chat.presses("social", NO)
    assert "Varselet er en egen sak." in chat.sees("social")
    for who in ("social", "line", "teacher"):
        seen = await opens(chat, who, "2026-002")
        assert "2026-001" not in seen, who
    assert "Slå sammen" in chat.titles("line"), "who changes their mind can"


async def test_yes_goes_into_the_older_whose_clocks_go_on(chat: Chat) -> None:
    await two_alerts(chat, kinds="vold")
    before = await opens(chat, "line", "2026-001")
    await opens(chat, "line", "2026-002")
    await chat.presses("line", YES)
    seen = chat.sees("line")
    assert "Sak 2026-001" in seen
    assert "Sakene er slått sammen." in seen
    assert "Slått sammen med sak" not in seen, "it has not gone into itself"
    assert "Tatt imot: 23.11.2026 kl. 12.41 av Ansatt Line" in before
    assert "Tatt imot: 23.11.2026 kl. 12.41 av Ansatt Line" in seen
    await opens(chat, "line", "2026-002")
    assert ASKED not in chat.sees("line")
    await chat.presses("line", "Åpne sak 2026-001")
    assert "Tatt imot: " in chat.sees("line")


async def test_the_reporter_sees_its_own_number_and_that_it_is_taken(chat: Chat) -> None:
    await two_alerts(chat)
    await opens(chat, "line", "2026-002")
    await chat.presses("line", YES)
    await chat.deliver()
    assert chat.inbox("aks")[-1] == "Varselet ditt er tatt imot"
    chat.newest("aks")
    await chat.presses("aks", "Vis")
    seen = chat.sees("aks")
    assert "Varselet i sak 2026-002 er tatt imot 24.11.2026 kl. 12.41." in seen, "not before it was sent"
    await chat.says("aks", "mine")
    await chat.presses("aks", "Vis")
    assert "Tatt imot" in chat.sees("aks")
    for told in (seen, chat.sees("aks")):
        assert "2026-001" not in told
        assert "slått sammen" not in told.lower()


async def test_what_the_reporter_adds_after_a_merge_is_new_in_the_kept_case(chat: Chat) -> None:
    await two_alerts(chat)
    await opens(chat, "line", "2026-002")
    await chat.presses("line", YES)
    await chat.says("aks", "mine")
    await chat.presses("aks", "Vis")
    await chat.presses("aks", "Vis varsel 2026-002")
    await chat.presses("aks", "Legg til", text=FACT)
    await chat.deliver()
    chat.newest("line")
    assert "lagt til noe i sak 2026-001" in chat.sees("line")
    run_sweeps(chat.database, {SCHOOL: the_plan()}, chat.clock.now + timedelta(days=1))
    chat.clock.forward(days=1)
    await chat.deliver()
    chat.newest("line")
    assert "Sak 2026-001: nytt i saken" in chat.sees("line")


async def test_what_is_about_staff_is_never_asked_of(chat: Chat) -> None:
    await two_alerts(chat, suspicion="ansatt")
    assert "Hører varselet" not in await opens(chat, "principal", "2026-002")
    await chat.invoke("principal", "case.belongs", {"case_id": "0" * 32, "other": "0" * 32, "same": "true"})
    assert "Fant ikke saken" in chat.said


async def test_a_wrong_merge_is_undone_with_a_reason(chat: Chat) -> None:
    await two_alerts(chat, kinds="vold")
    await takes_the_other(chat)
    await opens(chat, "social", "2026-002")
    await chat.presses("social", YES)
    await opens(chat, "line", "2026-001")
    assert "Registrer vold i EQS" in chat.titles("line")
    await opens(chat, "teacher", "2026-001")
    await logs(chat, "teacher", text="Kanarilogg etter")
    await opens(chat, "social", "2026-001")
    await chat.presses("social", AGAIN)
    assert "Sak 2026-002 blir en egen sak igjen" in chat.sees("social")
    await chat.presses("social", AGAIN, reason="Det var to ulike hendelser")
    seen = chat.sees("social")
    assert "Sak 2026-002 er delt ut igjen, og er en egen sak. Grunn: Det var to ulike hendelser" in seen
    assert "Kanarilogg etter" in seen
    await opens(chat, "line", "2026-001")
    assert "Registrer vold i EQS" not in chat.titles("line")
    seen = await opens(chat, "social", "2026-002")
    assert "Tatt imot: " in seen
    assert "Delt ut fra sak 2026-001" in seen
    assert "Kanarilogg etter" not in seen
    assert "Tatt imot: 24.11.2026 kl. 12.41 av Ansatt Line" in seen
    assert AGAIN not in chat.titles("social")
    for who in ("principal", "teacher", "line"):
        assert NAMES[0] in await opens(chat, who, "2026-002")
    assert "Registrer vold i EQS" in chat.titles("line")


async def test_later_only_a_leader_undoes_it(chat: Chat) -> None:
    await two_alerts(chat)
    await takes_the_other(chat)
    await opens(chat, "social", "2026-002")
    await chat.presses("social", YES)
    form = chat.cards["social"]
    chat.clock.forward(days=1)
    await opens(chat, "social", "2026-001")
    assert AGAIN not in chat.titles("social")
    chat.cards["social"] = form
    await chat.presses("social", AGAIN)
    assert "kan ikke deles opp igjen nå" in chat.said
    await opens(chat, "line", "2026-001")
    await chat.presses("line", AGAIN)
    await chat.presses("line", AGAIN, reason="")
    assert "Fyll ut dette feltet." in chat.sees("line")
    await chat.presses("line", AGAIN, reason="Feil sak")
    assert "er delt ut igjen" in chat.sees("line")


async def test_steps_taken_in_either_before_stay_where_they_were_taken(chat: Chat) -> None:
    await two_alerts(chat)
    await opens(chat, "line", "2026-002")
    await chat.presses("line", "Ta imot")
    await takes(chat, "line", "2026-002", "Hold avklaringssamtale")
    await opens(chat, "line", "2026-002")
    await chat.presses("line", YES)
    assert "Hold avklaringssamtale" not in chat.titles("line"), "it was done in one of them"
    await chat.presses("line", AGAIN)
    await chat.presses("line", AGAIN, reason="Feil sak")
    assert "Hold avklaringssamtale" in chat.titles("line")
    await opens(chat, "line", "2026-002")
    assert "Hold avklaringssamtale" not in chat.titles("line")


async def test_who_is_off_the_kept_case_sees_neither(chat: Chat) -> None:
    await two_alerts(chat)
    await opens(chat, "line", "2026-002")
    await chat.presses("line", YES)
    for who in ("teacher", "line"):
        await aside(chat, who, "2026-001")
    await opens(chat, "principal", "2026-001")
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Ta ut")
    social = chat.choice("principal", "person", "Ansatt Social")
    await chat.presses("principal", "Lagre", person=social, reason="Skal ikke være med")
    for together in (True, False):
        for who in ("teacher", "line", "social"):
            for reference in ("2026-001", "2026-002"):
                await chat.says(who, f"sak {reference}")
                assert "Fant ikke saken" in chat.sees(who), (who, reference, together)
        if together:
            await opens(chat, "principal", "2026-001")
            await chat.presses("principal", AGAIN)
            await chat.presses("principal", AGAIN, reason="Feil sak")


async def test_two_cases_that_together_nobody_may_act_in_are_the_owners_too(chat: Chat) -> None:
    await two_alerts(chat)
    await takes_the_other(chat)
    await aside(chat, "line", "2026-001")
    for who in ("principal", "deputy"):
        await aside(chat, who, "2026-002")
    with chat.database.begin() as unit:
        owner = next(one for one in unit.school(SCHOOL).people.active() if one.name == "Ansatt Owner")
        case = unit.school(SCHOOL).cases.all_open()[-1]
        assert owner.id in case.members, "the principal is inhabil"
    await opens(chat, "social", "2026-002")
    await chat.presses("social", YES)
    assert "Sakene er slått sammen." in chat.sees("social")
    assert "Sak 2026-001" in await opens(chat, "owner", "2026-001")
    await chat.deliver()


async def test_cases_are_not_merged_when_nobody_could_act_in_them(chat: Chat) -> None:
    with chat.database.begin() as unit:
        unit.school(SCHOOL).people.replace([one for key, one in STAFF.items() if key != "owner"])
    await two_alerts(chat)
    await takes_the_other(chat)
    await aside(chat, "line", "2026-001")
    for who in ("principal", "deputy"):
        await aside(chat, who, "2026-002")
    await opens(chat, "social", "2026-002")
    await chat.presses("social", YES)
    assert "har sakene ingen som kan handle i dem" in chat.said
    assert "Tatt imot: " in await opens(chat, "social", "2026-001")
    assert "Tatt imot: " in await opens(chat, "social", "2026-002")


async def test_who_came_for_an_inhabil_principal_is_not_taken_off_by_those_below(chat: Chat) -> None:
    await chat.sends()
    await aside(chat, "principal", "2026-001")
    await opens(chat, "deputy", "2026-001")
    await chat.presses("deputy", "Hvem er med?")
    await chat.presses("deputy", "Ta ut")
    await chat.presses("deputy", "Lagre", person=chat.choice("deputy", "person", "Ansatt Owner"), reason="Trengs ikke")
    assert "har ansvar for saken og kan ikke tas ut" in chat.said


async def test_a_case_of_a_pupil_who_may_have_violated_is_never_one_with_that_of_the_same_pupil_exposed(
    chat: Chat,
) -> None:
    """The inquiry, and its days, would be gone."""
    own = await own_case_of(chat, NAMES[1])
    await chat.sends("teacher", NAMES[1])
    for reference in (own, "2026-003"):
        await opens(chat, "line", reference)
        assert "Slå sammen" not in chat.titles("line")


async def own_case_of(chat: Chat, pupil: str) -> str:
    await to_the_outcome(chat, "aktivitetsplan")
    await all_steps(chat, "social", "2026-001")
    await chat.presses("social", "Følg opp eleven i en egen sak")
    await chat.presses("social", "Vis elevene", group="4B")
    await chat.presses("social", "Åpne sak", pupil=chat.choice("social", "pupil", pupil))
    return "2026-002"


async def test_two_cases_with_measures_going_on_are_not_merged_before_those_of_one_have_ended(chat: Chat) -> None:
    await short_plan_in_effect(chat)
    await chat.sends()
    await opens(chat, "line", "2026-002")
    await chat.presses("line", "Ta imot")
    await opens(chat, "line", "2026-002")
    if NO in chat.titles("line"):
        await chat.presses("line", NO)
    await to_the_outcome(chat, "kort_plan", "2026-002")
    await agrees_on_a_short_plan(chat, "2026-002")
    await writes_the_plan(chat, "2026-002")
    await chat.presses("social", "Sett planen i verk")
    await opens(chat, "line", "2026-001")
    await chat.presses("line", "Slå sammen")
    other = chat.choice("line", "other", "2026-002")
    await chat.presses("line", "Slå sammen", other=other, reason="Kanarigrunn: samme sak")
    assert "Begge sakene har en plan i verk." in chat.said
