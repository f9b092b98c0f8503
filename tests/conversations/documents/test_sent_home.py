"""What a home reads is how things are now, and what was said there; nothing of the school's own meetings."""

from tests.conversations.documents.test_moments import CALL, CLOSING, INVITATION, MEETING, MINUTES, closes
from tests.kit.school import NAMES, Chat
from tests.kit.steps.saksgang import (
    EVALUATED,
    agrees_on_a_short_plan,
    answers,
    evaluates,
    opens,
    pdf,
    received,
    short_plan_in_effect,
    takes,
    to_the_outcome,
    writes_the_plan,
)

PLAN, SHORT_PLAN, TALK, MY_PLAN = "Aktivitetsplan", "Kort plan", "Samtale med eleven om planen", "Min plan"
HOME, CASE = "Til hjemmet", "Til saken"
NOTHING = "Ingenting registrert."
MET = "Møtet er holdt, eller saken er avsluttet."
ENDED = "De voksne følger ikke denne planen lenger."


async def of_document(chat: Chat, reference: str, title: str, who: str = "social") -> str:
    """The card on which it is chosen for whom it is."""
    await opens(chat, who, reference)
    await chat.presses(who, "Dokumenter")
    await chat.presses(who, title)
    return chat.sees(who)


async def through_the_plan_meeting(chat: Chat) -> str:
    """To a plan that has not been written."""
    reference = await to_the_outcome(chat, "aktivitetsplan")
    others = "Kanarideltakere: rektor, PPT og barneverntjenesten"
    await takes(chat, "line", reference, "Hold analysemøte", til_stede=others)
    said = {
        "til_stede": "Kanarideltakere: mor og far",
        "sitat": "Kanariforslag: jeg vil ha en venn",
        "tekst": "Kanariforslag: en fast voksen",
    }
    chat.canaries.append("Kanariforslag")
    await takes(chat, "social", reference, "Hold planmøte med elev og foresatte", **said)
    return reference


async def test_of_the_schools_own_meetings_a_home_is_told_nothing(chat: Chat) -> None:
    reference = await through_the_plan_meeting(chat)
    await writes_the_plan(chat, reference)
    read = await pdf(chat, reference, PLAN, HOME)
    assert "mor og far" in read
    for never in ("Hold analysemøte", "PPT", "barnevern"):
        assert never not in read
    assert "PPT og barneverntjenesten" in await pdf(chat, reference, PLAN, CASE)


async def test_whom_a_short_plan_was_agreed_with_is_told(chat: Chat) -> None:
    read = await pdf(chat, await short_plan_in_effect(chat), SHORT_PLAN, HOME)
    assert "Bli enige om tiltak Kanarideltakere" in read


async def test_what_was_proposed_in_the_plan_meeting_is_in_the_plan(chat: Chat) -> None:
    reference = await through_the_plan_meeting(chat)
    await writes_the_plan(chat, reference)
    await chat.presses("social", "Sett planen i verk")
    for edition in (HOME, CASE):
        read = await pdf(chat, reference, PLAN, edition)
        assert "Forslag fra eleven Kanariforslag: jeg vil ha en venn" in read
        assert "Forslag fra foresatte Kanariforslag: en fast voksen" in read
    talk = await pdf(chat, reference, TALK, HOME)
    assert talk.count("Kanariforslag: jeg vil ha en venn") == 1, "as it was said in the talk"
    assert "hvordan de er brukt" not in talk
    chat.clock.forward(days=1)
    again = {"sitat": f"Kanariforslag: ikke {NAMES[1]}", "tekst": "Kanariforslag: flytt ham"}
    await takes(chat, "social", reference, "Hold planmøte med elev og foresatte", **again)
    read = await pdf(chat, reference, PLAN, HOME)
    assert "jeg vil ha en venn" in read, "it is as it was put into effect"
    assert "flytt ham" not in read


async def test_what_is_not_written_is_not_told_a_home_as_nothing(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "kort_plan")
    await agrees_on_a_short_plan(chat, reference)
    for title in (MINUTES, TALK):
        assert NOTHING not in await pdf(chat, reference, title, HOME)
    assert "Elevens egne ord" not in await pdf(chat, reference, MINUTES, HOME)
    assert "Elevens egne ord" in await pdf(chat, reference, MINUTES, CASE)


async def test_of_a_suspicion_who_was_there_is_told_in_no_letter_or_talk(chat: Chat) -> None:
    chat.canaries.extend(["Kanarideltakere", "Kanarisitat", "Kanarifunn", "Kanarisyn", "Kanariveien", "Kanaristed"])
    reference = await chat.sends(suspicion="ansatt", named="Ansatt Assistant")
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Ta imot")
    for title in ("Hold avklaringssamtale", "Ring foresatte", "Finn elevens trygghetsperson", CALL):
        await takes(chat, "principal", reference, title)
    assert "Kanarideltakere" not in await pdf(chat, reference, INVITATION, HOME, who="principal")
    await takes(chat, "principal", reference, MEETING, valg="kort_plan")
    for title in ("Hold kartleggingssamtale", "Hold elevsamtale", "Utform tiltak i oppstartsmøtet"):
        await takes(chat, "principal", reference, title)
    read = await pdf(chat, reference, TALK, HOME, who="principal")
    assert "Kanarisitat" in read
    assert "Kanarideltakere" not in read


async def test_a_day_that_is_no_more_is_not_in_the_invitation(chat: Chat) -> None:
    reference = await received(chat)
    await takes(chat, "line", reference, "Hold avklaringssamtale")
    await takes(chat, "social", reference, "Ring foresatte")
    await takes(chat, "social", reference, CALL, møtedag="2026-12-02")
    assert "Dag: onsdag 2. desember 2026" in await pdf(chat, reference, INVITATION, HOME)
    await opens(chat, "social", reference)
    await chat.presses("social", MEETING)
    await chat.presses("social", "Flytt fristen")
    await chat.presses("social", "Lagre", until="2026-12-04", reason="Kanarigrunn: foresatte kan ikke")
    assert "Dag: Dere får vite dagen av skolen." in await pdf(chat, reference, INVITATION, HOME)
    assert "Dag: onsdag 2. desember 2026" in await pdf(chat, reference, INVITATION, "Til arkivet"), "as it was sent"
    chat.clock.forward(minutes=1)
    await takes(chat, "social", reference, CALL, møtedag="2026-12-04")
    assert "Dag: fredag 4. desember 2026" in await pdf(chat, reference, INVITATION, HOME)
    chat.clock.forward(days=14)
    assert "Dag: Dere får vite dagen av skolen." in await pdf(chat, reference, INVITATION, HOME)


async def test_nobody_is_invited_to_a_meeting_that_has_been_held(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "ikke_behov", trygt_nå="ja")
    assert MET in await of_document(chat, reference, INVITATION)
    assert "Lag for hjemmet" not in chat.titles("social")
    assert "Lag for arkivet" in chat.titles("social")
    await closes(chat, reference)
    assert MET in await of_document(chat, reference, INVITATION)
    assert "Det barnet har sagt til oss" in await pdf(chat, reference, CLOSING, HOME)


async def test_the_plan_of_a_closed_case_is_not_told_as_if_it_went_on(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    assert "Saken er avsluttet" not in await pdf(chat, reference, SHORT_PLAN, HOME)
    chat.clock.forward(days=7)
    await evaluates(chat, reference)
    await takes(chat, "teacher", reference, "Følg opp etter at det har stoppet")
    await closes(chat, reference)
    assert ENDED in await of_document(chat, reference, MY_PLAN)
    assert "Lag for hjemmet" not in chat.titles("social")
    read = await pdf(chat, reference, SHORT_PLAN, HOME)
    assert "Saken er avsluttet: 30.11.2026" in read
    measures = read[read.index("Kanaritiltak") : read.index("Evalueringer")]
    assert "avsluttet med saken" in measures
    assert "18.12.2026" not in measures.replace("–18.12.2026", "")


async def test_what_the_pupil_said_last_is_on_the_page_also_a_no_at_the_end(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.forward(days=7)
    await evaluates(chat, reference)
    await takes(chat, "teacher", reference, "Følg opp etter at det har stoppet")
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    no = {"safe_now": "nei", "pupil_words": "Kanarisitat: nei, det er ikke bra"}
    await chat.presses("social", "Avslutt saken", **no, reason="Kanarigrunn her")
    read = await pdf(chat, reference, MY_PLAN, HOME)
    assert "Dette har jeg sagt «Kanarisitat: nei, det er ikke bra»" in read


async def test_measures_that_have_helped_are_not_looked_for_anew(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.forward(days=7)
    await opens(chat, "social", reference)
    await chat.presses("social", "Evaluer tiltakene")
    said = answers(chat, "social") | EVALUATED
    said |= {name: "avslutt" for name in said if name.startswith("becomes")}
    await chat.presses("social", "Lagre evalueringen", **{k: v for k, v in said.items() if k != "next_on"})
    read = await pdf(chat, reference, MY_PLAN, HOME)
    assert "De voksne har gjort det de skulle." in read
    assert "finne ut hva de skal gjøre" not in read


async def test_names_are_left_out_of_no_letter_and_not_of_the_pupils_page(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    for title, may in ((MY_PLAN, False), (INVITATION, False), (SHORT_PLAN, True)):
        await of_document(chat, reference, title)
        assert ("hide_staff" in chat.inputs("social")) is may, title
