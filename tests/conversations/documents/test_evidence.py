"""«Dokumentasjon i skolemiljøsaken» answers what Statsforvalteren asks, in that order, of a case that went wrong."""

import re

from domain.correcting.before_righted import LEFT_OUT
from tests.conversations.alert.test_routing import BLOCKED
from tests.conversations.case.test_case import logs
from tests.conversations.case.test_incidents import merges
from tests.conversations.correcting.test_endings import leaves
from tests.conversations.correcting.test_undo import to_undo
from tests.conversations.documents.test_moments import CALL, MINUTES, closes
from tests.kit.school import FACT, NAMES, Chat, walk
from tests.kit.steps.correcting import moved
from tests.kit.steps.saksgang import (
    agrees_on_a_short_plan,
    evaluates,
    opens,
    pdf,
    plan,
    received,
    short_plan_in_effect,
    takes,
    to_the_outcome,
    writes_the_plan,
)
from tests.scheduler.test_reminders import suspects, the_morning_has_been, until

PACK = "Dokumentasjon i skolemiljøsaken"
QUESTIONS = (
    "Når fikk hvem vite det?",
    "Hvordan er eleven hørt?",
    "Hva har foresatte fått vite?",
    "Hva fant skolen ut?",
    "Hva er til barnets beste?",
    "Hvilke tiltak er satt inn?",
    "Er tiltakene evaluert til rett tid?",
    "Hva gjorde skolen, og når?",
    "Hva kom for sent, og hvorfor?",
    "Hva ble ikke gjort, og hvorfor?",
    "Hvilke versjoner har planen hatt?",
    "Kronologi",
)
NOTHING = "Ingenting registrert."
WHY_CLOSED = "Saken ble avsluttet: Kanarigrunn til slutt"
OTHER_FACT = "Kanarifakta: sparket etter matpausen"


def answer(read: str, question: str) -> str:
    """What stands under the question, with words that were divided whole again."""
    read = re.sub(r"(?<=[a-zæøå])- (?=[a-zæøå])", "", read)
    following = (*QUESTIONS, "")[QUESTIONS.index(question) + 1]
    return read[read.index(question) : read.index(following) if following else None]


async def test_every_question_stands_in_its_place_answered_or_not(chat: Chat) -> None:
    reference = await received(chat)
    read = await pdf(chat, reference, PACK)
    places = [read.index(question) for question in QUESTIONS]
    assert places == sorted(places)
    for question in ("Hva fant skolen ut?", "Hvilke tiltak er satt inn?", "Hva kom for sent, og hvorfor?"):
        assert answer(read, question).strip() == f"{question} {NOTHING}"
    assert "Det er ikke skrevet ned noe fra eleven." in answer(read, "Hvordan er eleven hørt?")


async def test_a_case_that_went_as_it_should(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.forward(days=7)
    await evaluates(chat, reference)
    read = await pdf(chat, reference, PACK)
    knew = answer(read, "Når fikk hvem vite det?")
    assert "Ansatt Teacher 23.11.2026 kl. 12.41 (varslet selv)" in knew
    assert "Varselet ble tatt imot: 23.11.2026" in knew
    heard = answer(read, "Hvordan er eleven hørt?")
    for occasion in ("Hold elevsamtale Kanarisitat", "Evaluering av tiltakene Kanarisitat"):
        assert occasion in heard
    assert "Hva så og hørte du? Kanarifunn" in answer(read, "Hva fant skolen ut?")
    measures = answer(read, "Hvilke tiltak er satt inn?")
    five = ("Kanariproblem", "Kanaritiltak", "Ansatt Teacher", "23.11.2026–18.12.2026", "Evalueres")
    for field in five:
        assert field in measures
    assert "30.11.2026 innen fristen Ansatt Social" in answer(read, "Er tiltakene evaluert til rett tid?")
    assert "Versjon 1" in answer(read, "Hvilke versjoner har planen hatt?")


async def test_what_was_late_is_late_whatever_day_was_told(chat: Chat) -> None:
    reference = await received(chat)
    chat.clock.forward(days=7)
    await takes(chat, "line", reference, "Hold avklaringssamtale", dato="2026-11-24")
    await takes(chat, "teacher", reference, "Observer eleven", dato="2026-11-30")
    read = await pdf(chat, reference, PACK)
    late = answer(read, "Hva kom for sent, og hvorfor?")
    both = "5 dager etter fristen da det ble skrevet ned 30.11.2026. Oppgitt dag: innen fristen."
    assert f"Hold avklaringssamtale 25.11.2026 Gjort 24.11.2026 {both} Ikke skrevet." in late
    assert both in answer(read, "Hva gjorde skolen, og når?")
    assert f"{CALL} 30.11.2026" not in late, "its day is today"
    assert "Finn elevens trygghetsperson 25.11.2026 Ikke gjort 5 dager etter fristen Ikke skrevet." in late


async def test_what_was_put_off_says_why(chat: Chat) -> None:
    reference = await received(chat)
    await puts_off(chat, reference, "Hold avklaringssamtale", "2026-11-27")
    chat.clock.forward(days=7)
    await takes(chat, "line", reference, "Hold avklaringssamtale", dato="2026-11-30")
    late = answer(await pdf(chat, reference, PACK), "Hva kom for sent, og hvorfor?")
    assert "Fristen er flyttet: Hold avklaringssamtale 25.11.2026 Ny frist 27.11.2026 Kanarigrunn: syk" in late
    late_by = "5 dager etter første frist (3 dager etter ny frist) Kanarigrunn: syk"
    assert f"Hold avklaringssamtale 25.11.2026 Flyttet til 27.11.2026 Gjort 30.11.2026 {late_by}" in late


async def test_where_a_day_was_told_the_day_it_was_written_down_stands_too(chat: Chat) -> None:
    reference = await received(chat)
    chat.clock.forward(days=2)
    await takes(chat, "social", reference, "Finn elevens trygghetsperson")
    await takes(chat, "teacher", reference, "Hold elevsamtale", dato="2026-11-24")
    await takes(chat, "teacher", reference, "Observer eleven", dato="2026-11-24")
    await takes(chat, "teacher", reference, "Skriv dagen saken ble tatt opp", tatt_opp="2026-11-20")
    await opens(chat, "teacher", reference)
    await logs(chat, "teacher", text="Kanarilogg", quote="Kanarisitat i loggen", occurred_on="2026-11-24")
    read = await pdf(chat, reference, PACK)
    written = "24.11.2026 skrevet ned 25.11.2026"
    heard = answer(read, "Hvordan er eleven hørt?")
    assert f"{written} Hold elevsamtale Kanarisitat" in heard
    assert re.search(f"{written} [A-ZÆØÅa-zæøå ]+ Kanarisitat i loggen", heard)
    assert f"{written} Observer eleven" in answer(read, "Hva fant skolen ut?")
    assert "(§ 12-6): 20.11.2026 skrevet ned 25.11.2026" in answer(read, "Når fikk hvem vite det?")
    assert "kl. 12.00" not in read, "no time that nobody has said"


async def test_an_evaluation_says_when_it_was_written_down(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.forward(days=7)
    await evaluates(chat, reference, on="2026-11-27")
    read = await pdf(chat, reference, PACK)
    written = "27.11.2026 skrevet ned 30.11.2026"
    assert f"{written} Evaluering av tiltakene" in answer(read, "Hvordan er eleven hørt?")
    evaluated = answer(read, "Er tiltakene evaluert til rett tid?")
    assert written in evaluated
    assert "Evaluering 27.11.2026 Skrevet av: Ansatt Social Skrevet ned: 30.11.2026" in evaluated


async def test_the_cards_the_chronology_and_the_pack_say_the_same_of_what_was_late(chat: Chat) -> None:
    reference = await received(chat)
    chat.clock.forward(days=7)
    await puts_off(chat, reference, "Hold avklaringssamtale", "2026-12-02")
    chat.clock.forward(days=1)
    await opens(chat, "line", reference)
    await chat.presses("line", next(t for t in chat.titles("line") if t.startswith("Alle steg")))
    assert "Hold avklaringssamtale, senest onsdag 2.12.2026, første frist var onsdag 25.11.2026" in chat.sees("line")
    chat.clock.forward(days=2)
    await takes(chat, "line", reference, "Hold avklaringssamtale", dato="2026-12-03")
    by_both = "8 dager etter første frist (1 dag etter ny frist)"
    await opens(chat, "line", reference)
    assert by_both in chat.sees("line")
    await chat.presses("line", next(t for t in chat.titles("line") if t.startswith("Alle steg")))
    assert f"Hold avklaringssamtale, torsdag 3.12.2026, {by_both}" in chat.sees("line")
    read = await pdf(chat, reference, PACK)
    for question in ("Hva gjorde skolen, og når?", "Hva kom for sent, og hvorfor?", "Kronologi"):
        assert by_both in answer(read, question)


async def test_what_was_put_off_in_time_and_done_by_its_new_day_is_late_nowhere(chat: Chat) -> None:
    reference = await received(chat)
    await puts_off(chat, reference, "Hold avklaringssamtale", "2026-12-02")
    chat.clock.forward(days=7)
    await takes(chat, "line", reference, "Hold avklaringssamtale", dato="2026-11-30")
    await opens(chat, "line", reference)
    assert "første frist" not in chat.sees("line")
    assert "første frist" not in await pdf(chat, reference, PACK)


async def test_what_came_from_a_merged_case_stands_and_its_other_pupil_is_masked(chat: Chat) -> None:
    """The alert, the log and the late step of the case that was merged in; and what became of it."""
    kept = await received(chat)
    chat.clock.forward(days=1)
    gone = await alerts_of_two(chat)
    await opens(chat, "line", gone)
    await chat.presses("line", "Ta imot")
    await opens(chat, "social", gone)
    await logs(chat, "social", text=f"Kanarilogg: {NAMES[2]} dyttet")
    await chat.presses("social", "Lagre")
    chat.clock.forward(days=6)
    await takes(chat, "line", gone, "Hold avklaringssamtale", dato="2026-11-30")
    await merges(chat, kept, gone)
    for edition in ("Til saken", "Til arkivet"):
        read = await pdf(chat, kept, PACK, edition)
        assert FACT in read
        assert OTHER_FACT in read
        for question in ("Hva gjorde skolen, og når?", "Hva kom for sent, og hvorfor?"):
            assert "Hold avklaringssamtale" in answer(read, question)
        told = answer(read, "Kronologi")
        assert f"Sak {gone} er slått sammen med denne. Grunn: Samme gjeng" in told
        assert "Kanarilogg" in told
        assert ("elev A" in read) is (edition == "Til saken")
        for name in NAMES[2].split():
            assert (name in read) is (edition == "Til arkivet"), edition


async def alerts_of_two(chat: Chat, who: str = "teacher") -> str:
    """The same pupil, and another who did it: the reference of the first's case."""
    chat.canaries.append(OTHER_FACT)
    await chat.says(who, "varsle")
    await chat.presses(who, "Start varsel")
    both = ",".join(chat.choice(who, "pupils", name) for name in (NAMES[0], NAMES[2]))
    await chat.answers(who, pupils=both, kinds="mobbing", facts=OTHER_FACT, suspicion="nei")
    names = [str(p.get("label", "")) for p in walk(chat.cards[who]) if str(p.get("id", "")).startswith("roles-")]
    await chat.says_who_is_who(who, *("utsatt" if NAMES[0] in name else "krenker" for name in names))
    await chat.presses(who, "Send varselet")
    await chat.deliver()
    return "2026-002"


async def test_what_was_not_done_says_why(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "kort_plan")
    await opens(chat, "teacher", reference)
    await chat.presses("teacher", next(t for t in chat.titles("teacher") if t.startswith("Alle steg")))
    await chat.presses("teacher", "Lag sosiogram")
    await chat.presses("teacher", "Ikke nødvendig")
    await chat.presses("teacher", "Lagre", reason="Kanarigrunn: for få")
    left = answer(await pdf(chat, reference, PACK), "Hva ble ikke gjort, og hvorfor?")
    assert "Lag sosiogram Vurdert som ikke nødvendig 23.11.2026 Kanarigrunn: for få Ansatt Teacher" in left
    assert "Utform tiltak i oppstartsmøtet Ikke gjort ennå. Frist 24.11.2026" in left


async def test_what_could_not_begin_stands_among_what_was_not_done(chat: Chat) -> None:
    reference = await received(chat)
    chat.clock.forward(days=1)
    begins = "Ikke begynt, fordi dette ikke er gjort"
    assert begins not in answer(await pdf(chat, reference, PACK), "Hva ble ikke gjort, og hvorfor?"), "it is in time"
    chat.clock.forward(days=20)
    read = await pdf(chat, reference, PACK)
    left = answer(read, "Hva ble ikke gjort, og hvorfor?")
    assert f"Hold oppstartsmøte {begins}: «{CALL}»" in left
    assert f"Avslutt, eller undersøk på nytt {begins}" not in left
    heard = answer(read, "Hvordan er eleven hørt?")
    assert "Ikke gjort Hold elevsamtale Eleven ble ikke spurt." in heard


async def test_a_case_that_went_wrong_tells_so_itself(chat: Chat) -> None:
    """Late, closed without what should have been done, begun again, and not evaluated."""
    reference = await to_the_outcome(chat, "kort_plan")
    await agrees_on_a_short_plan(chat, reference)
    await writes_the_plan(chat, reference)
    await chat.presses("social", "Sett planen i verk")
    chat.clock.forward(days=10)
    await evaluates(chat, reference)
    chat.clock.forward(days=1)
    await evaluates(chat, reference, pupil_words="", safe_now="ikke_spurt")
    await chat.presses("social", "Lagre evalueringen", not_asked_because="Kanarigrunn: var syk")
    await takes(chat, "teacher", reference, "Følg opp etter at det har stoppet")
    await closes(chat, reference)
    await opens_again(chat, reference)
    chat.clock.forward(days=30)
    read = await pdf(chat, reference, PACK, "Til arkivet")
    evaluated = answer(read, "Er tiltakene evaluert til rett tid?")
    assert "3.12.2026 3 dager etter fristen Ansatt Social" in evaluated
    heard = answer(read, "Hvordan er eleven hørt?")
    assert "Evaluering av tiltakene Eleven ble ikke spurt. Grunn: Kanarigrunn: var syk" in heard
    left = answer(read, "Hva ble ikke gjort, og hvorfor?")
    assert "Ikke gjort da saken ble avsluttet 4.12.2026" in left
    assert "Saken ble avsluttet: Kanarigrunn til slutt" in left
    assert "Kanarigrunn: det har begynt igjen" in answer(read, "Kronologi")
    assert NAMES[0] in read
    assert FACT in read


async def test_who_was_not_reached_and_that_nobody_took_it_stands_there(chat: Chat) -> None:
    chat.connector.fail("a:social", BLOCKED)
    reference = await chat.sends(serious="true")
    await until(chat, 26, 12)
    knew = answer(await pdf(chat, reference, PACK, who="principal"), "Når fikk hvem vite det?")
    assert "Ansatt Social Skolemiljø nådde ikke fram (23.11.2026 kl. 12.41) Ikke åpnet" in knew
    assert "Varselet ble tatt imot: Ikke ennå" in knew


async def test_an_alert_that_nobody_took_says_so(chat: Chat) -> None:
    await the_morning_has_been(chat)
    await suspects(chat, "Ansatt Social")
    await until(chat, 25, 16)
    knew = answer(await pdf(chat, "2026-001", PACK, who="principal"), "Når fikk hvem vite det?")
    assert "Ingen har tatt imot varselet. Neste i rekken er med i saken." in knew
    assert "Varselet ble tatt imot: Ikke ennå" in knew
    late = answer(await pdf(chat, "2026-001", PACK, who="principal"), "Hva kom for sent, og hvorfor?")
    assert "Ta imot" in late


async def puts_off(chat: Chat, reference: str, title: str, until: str) -> None:
    await opens(chat, "line", reference)
    await chat.presses("line", title)
    await chat.presses("line", "Flytt fristen")
    await chat.presses("line", "Lagre", until=until, reason="Kanarigrunn: syk")


async def opens_again(chat: Chat, reference: str) -> None:
    await opens(chat, "social", reference)
    await chat.presses("social", "Åpne saken igjen")
    await chat.presses("social", "Åpne saken", reason="Kanarigrunn: det har begynt igjen")


async def test_what_was_late_when_it_was_put_off_stays_late(chat: Chat) -> None:
    reference = await received(chat)
    chat.clock.forward(days=7)
    await puts_off(chat, reference, "Hold avklaringssamtale", "2026-12-16")
    chat.clock.forward(days=7)
    waits = answer(await pdf(chat, reference, PACK), "Hva kom for sent, og hvorfor?")
    first = "Hold avklaringssamtale 25.11.2026 Flyttet til 16.12.2026"
    assert f"{first} Ikke gjort 12 dager etter første frist Kanarigrunn: syk" in waits
    chat.clock.forward(days=7)
    await takes(chat, "line", reference, "Hold avklaringssamtale", dato="2026-12-14")
    read = await pdf(chat, reference, PACK)
    late = answer(read, "Hva kom for sent, og hvorfor?")
    assert (
        "Fristen er flyttet: Hold avklaringssamtale 25.11.2026 Ny frist 16.12.2026 flyttet 5 dager "
        "etter fristen Kanarigrunn" in late
    )
    assert f"{first} Gjort 14.12.2026 19 dager etter første frist Kanarigrunn: syk" in late
    assert "14.12.2026 Ansatt Line 19 dager etter første frist" in answer(read, "Hva gjorde skolen, og når?")


async def test_what_was_put_off_in_time_and_done_by_the_new_day_says_from_when(chat: Chat) -> None:
    reference = await received(chat)
    await puts_off(chat, reference, "Hold avklaringssamtale", "2026-12-01")
    chat.clock.forward(days=7)
    await takes(chat, "line", reference, "Hold avklaringssamtale", dato="2026-11-30")
    read = await pdf(chat, reference, PACK)
    did = answer(read, "Hva gjorde skolen, og når?")
    assert "30.11.2026 Ansatt Line fristen flyttet fra 25.11.2026, gjort innen ny frist" in did
    late = answer(read, "Hva kom for sent, og hvorfor?")
    assert "Fristen er flyttet: Hold avklaringssamtale 25.11.2026 Ny frist 1.12.2026 Kanarigrunn: syk" in late
    assert "Fristen er flyttet til" not in late


async def test_what_was_late_when_the_case_was_closed_is_so_for_good(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.forward(days=7)
    await evaluates(chat, reference)
    await takes(chat, "teacher", reference, "Følg opp etter at det har stoppet")
    chat.clock.forward(days=3)
    await closes(chat, reference)
    talk = "Snakk med den andre eleven"
    left = f"{talk} 25.11.2026 Ikke gjort da saken ble avsluttet 3.12.2026 8 dager etter fristen {WHY_CLOSED}"
    assert left in answer(await pdf(chat, reference, PACK), "Hva kom for sent, og hvorfor?")
    await opens_again(chat, reference)
    chat.clock.forward(days=1)
    await takes(chat, "social", reference, talk, dato="2026-12-04")
    read = await pdf(chat, reference, PACK)
    late = answer(read, "Hva kom for sent, og hvorfor?")
    assert left in late
    assert f"{talk} 25.11.2026 Gjort 4.12.2026 9 dager etter første frist" in late
    assert f"{talk} 4.12.2026 Ansatt Social 9 dager etter første frist" in answer(read, "Hva gjorde skolen, og når?")


async def test_what_was_late_when_the_pupil_left_is_late(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.forward(days=14)
    await leaves(chat, "line", reference, on="2026-12-04")
    read = await pdf(chat, reference, PACK)
    left = "30.11.2026 7 dager etter fristen"
    assert f"Ikke gjort da saken ble avsluttet 7.12.2026 {left}" in answer(read, "Er tiltakene evaluert til rett tid?")
    late = answer(read, "Hva kom for sent, og hvorfor?")
    assert "30.11.2026 Ikke gjort da saken ble avsluttet 7.12.2026 7 dager etter fristen" in late
    assert "Snakk med den andre eleven 25.11.2026 Ikke gjort da saken ble avsluttet 7.12.2026 12 dager" in late


async def test_an_evaluation_that_was_moved_when_its_day_had_passed_is_late(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.forward(days=14)
    await plan(chat, "social", reference)
    await chat.presses("social", "Endre")
    await chat.presses("social", "Lagre", evaluate_on="2026-12-18")
    await chat.presses("social", "Lagre", later_because="Kanarigrunn: leirskole")
    await chat.presses("social", "Sett planen i verk")
    chat.clock.forward(days=4)
    read = await pdf(chat, reference, PACK)
    evaluated = answer(read, "Er tiltakene evaluert til rett tid?")
    assert "Ikke evaluert til frist 30.11.2026 7 dager etter fristen" in evaluated
    assert "Ikke ennå 18.12.2026" in evaluated
    late = answer(read, "Hva kom for sent, og hvorfor?")
    moved = "Ny frist 18.12.2026 flyttet 7 dager etter fristen Kanarigrunn: leirskole"
    assert f"Ikke evaluert til frist: Kanaritiltak for alle friminutt 30.11.2026 {moved}" in late


async def test_what_was_said_not_to_be_needed_when_it_was_late_is_late(chat: Chat) -> None:
    reference = await received(chat)
    chat.clock.forward(days=10)
    await opens(chat, "line", reference)
    await chat.presses("line", next(t for t in chat.titles("line") if t.startswith("Alle steg")))
    await chat.presses("line", "Snakk med den som varslet")
    await chat.presses("line", "Ikke nødvendig")
    await chat.presses("line", "Lagre", reason="Kanarigrunn: for få")
    late = answer(await pdf(chat, reference, PACK), "Hva kom for sent, og hvorfor?")
    assert "Ikke nødvendig: Snakk med den som varslet 24.11.2026 3.12.2026 9 dager etter fristen Kanarigrunn" in late


async def test_what_was_put_off_late_is_late_also_when_the_case_was_closed_before_its_new_day(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.forward(days=7)
    await evaluates(chat, reference)
    await takes(chat, "teacher", reference, "Følg opp etter at det har stoppet")
    talk = "Snakk med den andre eleven"
    await puts_off(chat, reference, talk, "2026-12-16")
    chat.clock.forward(days=3)
    await closes(chat, reference)
    left = f"{talk} 25.11.2026 Ikke gjort da saken ble avsluttet 3.12.2026 8 dager etter fristen"
    assert left in answer(await pdf(chat, reference, PACK), "Hva kom for sent, og hvorfor?")
    await opens_again(chat, reference)
    await takes(chat, "social", reference, talk, dato="2026-12-03")
    read = await pdf(chat, reference, PACK)
    assert f"{talk} 3.12.2026 Ansatt Social 8 dager etter første frist" in answer(read, "Hva gjorde skolen, og når?")


async def test_what_was_late_when_the_mapping_began_anew_is_late(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "ikke_behov")
    chat.clock.forward(days=10)
    last = "Avslutt, eller undersøk på nytt"
    await opens(chat, "social", reference)
    await chat.presses("social", last)
    await chat.presses("social", "Undersøk på nytt")
    await chat.presses("social", "Undersøk på nytt", reason="Kanarigrunn: det fortsetter")
    late = answer(await pdf(chat, reference, PACK), "Hva kom for sent, og hvorfor?")
    anew = "Ikke gjort da undersøkelsene begynte på nytt 3.12.2026 9 dager etter fristen"
    assert f"{last} 24.11.2026 {anew}" in late
    await takes(chat, "teacher", reference, "Hold kartleggingssamtale")
    await takes(chat, "teacher", reference, "Hold elevsamtale")
    await takes(chat, "social", reference, "Kall inn til oppstartsmøte")
    await takes(chat, "social", reference, "Hold oppstartsmøte", valg="ikke_behov")
    await closes(chat, reference)
    did = answer(await pdf(chat, reference, PACK), "Hva gjorde skolen, og når?")
    assert f"{last} 3.12.2026 Ansatt Social innen fristen" in did


async def test_what_was_put_off_again_after_its_first_day_is_late(chat: Chat) -> None:
    reference = await received(chat)
    await puts_off(chat, reference, "Hold avklaringssamtale", "2026-11-27")
    chat.clock.forward(days=3)
    await puts_off(chat, reference, "Hold avklaringssamtale", "2026-12-01")
    chat.clock.forward(days=4)
    await takes(chat, "line", reference, "Hold avklaringssamtale", dato="2026-11-30")
    late = answer(await pdf(chat, reference, PACK), "Hva kom for sent, og hvorfor?")
    assert "Hold avklaringssamtale 25.11.2026 Flyttet til 1.12.2026 Gjort 30.11.2026 5 dager etter første frist" in late
    assert (
        "Fristen er flyttet: Hold avklaringssamtale 25.11.2026 Ny frist 1.12.2026 flyttet 1 dag etter fristen" in late
    )


async def test_a_talk_that_was_not_held_after_all_is_not_how_the_pupil_was_heard(chat: Chat) -> None:
    """It stands in the chronology, with the undoing of it; held again, it stands once."""
    reference = await received(chat)
    await takes(chat, "teacher", reference, "Finn elevens trygghetsperson")
    await takes(chat, "teacher", reference, "Hold elevsamtale", sitat="Kanarisitat: sagt av et annet barn")
    await to_undo(chat, "teacher", reference, "Hold elevsamtale")
    await chat.presses("teacher", "Angre")
    read = await pdf(chat, reference, PACK)
    heard = answer(read, "Hvordan er eleven hørt?")
    assert "Kanarisitat" not in heard
    assert "Det er ikke skrevet ned noe fra eleven." in heard
    assert "Kanarisitat" in answer(read, "Kronologi")
    await takes(chat, "teacher", reference, "Hold elevsamtale", sitat="Kanarisitat: jeg gruer meg")
    heard = answer(await pdf(chat, reference, PACK, "Til arkivet"), "Hvordan er eleven hørt?")
    assert "Hold elevsamtale Kanarisitat: jeg gruer meg" in heard
    assert heard.count("Hold elevsamtale") == 1


async def test_what_another_child_said_before_the_case_was_put_right_is_told_as_nobodys(chat: Chat) -> None:
    """Of a log, the short questions, the plan, its reading and its evaluation: in documents and on the cards."""
    reference = await of_another_child(chat)
    await moved(chat, "principal", reference, "4B", NAMES[1])
    for title in (PACK, "Kronologi", "Kort plan", MINUTES):
        for edition in ("Til saken", "Til arkivet"):
            assert "Kanarifeil" not in await pdf(chat, reference, title, edition, who="principal"), title
    read = await pdf(chat, reference, PACK, who="principal")
    heard = answer(read, "Hvordan er eleven hørt?")
    assert "Hvem saken gjelder, ble rettet 30.11.2026 kl." in heard
    assert "Det er ikke skrevet ned at eleven ble spurt." not in heard
    evaluated = answer(read, "Er tiltakene evaluert til rett tid?")
    assert "30.11.2026 innen fristen Ansatt Social" in evaluated
    assert f"Merk: {LEFT_OUT}" in evaluated
    assert "Elevens svar over tid" not in evaluated
    told = answer(read, "Kronologi")
    assert f"Kanarilogg: snakket med eleven {LEFT_OUT}" in told
    assert f"«Min plan» ble lest opp 23.11.2026. {LEFT_OUT}" in told
    assert f"Eleven ble spurt før tiltakene. {LEFT_OUT}" in told
    seen = await whole(chat, "principal", reference)
    assert "Kanarifeil" not in seen
    assert seen.count(LEFT_OUT) >= 4
    assert "Kanarifeil" not in await plan(chat, "social", reference)


async def test_what_the_right_child_says_afterwards_is_how_the_pupil_was_heard(chat: Chat) -> None:
    reference = await of_another_child(chat)
    await moved(chat, "principal", reference, "4B", NAMES[1])
    await opens(chat, "teacher", reference)
    await logs(chat, "teacher", text="Kanarilogg", quote="Kanarisitat: den rette eleven")
    await plan(chat, "social", reference)
    await chat.presses("social", "Les opp for eleven")
    await chat.presses("social", "Lagre", pupil_words="Kanarisitat: jeg vil ha en venn")
    heard = answer(await pdf(chat, reference, PACK), "Hvordan er eleven hørt?")
    for words in ("Kanarisitat: den rette eleven", "Kanarisitat: jeg vil ha en venn"):
        assert words in heard
    assert "Kanarifeil" not in heard


async def test_an_outcome_on_the_words_of_another_child_is_not_how_the_pupil_was_heard(chat: Chat) -> None:
    chat.canaries.append("Kanarifeil")
    reference = await to_the_outcome(chat, "ikke_behov", trygt_nå="ja", sitat="Kanarifeil: i møtet")
    await moved(chat, "principal", reference, "4B", NAMES[1])
    for title in (PACK, "Kronologi", MINUTES):
        assert "Kanarifeil" not in await pdf(chat, reference, title, "Til arkivet", who="principal"), title
    read = await pdf(chat, reference, PACK, who="principal")
    assert "ble spurt" not in answer(read, "Hvordan er eleven hørt?")
    assert LEFT_OUT in answer(read, "Kronologi")
    seen = await whole(chat, "principal", reference)
    assert "Kanarifeil" not in seen
    assert LEFT_OUT in seen


async def test_whoever_corrects_a_log_from_before_begins_without_the_other_childs_words(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "teacher", reference)
    chat.canaries.append("Kanarifeil")
    await logs(chat, "teacher", text="Kanarilogg", quote="Kanarifeil: i loggen")
    await moved(chat, "principal", reference, "4B", NAMES[1])
    await opens(chat, "teacher", reference)
    await chat.presses("teacher", "Rett")
    inputs = chat.inputs("teacher")
    assert inputs["text"]["value"] == "Kanarilogg"
    assert not inputs["quote"].get("value")


async def whole(chat: Chat, who: str, reference: str) -> str:
    """All the pages of the case."""
    seen = await opens(chat, who, reference)
    while "Eldre" in chat.titles(who):
        await chat.presses(who, "Eldre")
        seen += chat.sees(who)
    return seen


async def of_another_child(chat: Chat) -> str:
    """A case with a plan that was evaluated; all that is said in it is «Kanarifeil»."""
    chat.canaries.append("Kanarifeil")
    reference = await to_the_outcome(chat, "kort_plan", sitat="Kanarifeil: i møtet")
    await agrees_on_a_short_plan(chat, reference)
    await writes_the_plan(chat, reference)
    await chat.presses("social", "Skriv elevens og foresattes syn")
    await chat.presses("social", "Lagre", pupil_suggestions="Kanarifeil: forslag fra eleven")
    await chat.presses("social", "Spør eleven før tiltakene")
    await chat.presses("social", "Lagre", first="aldri", second="aldri", third="aldri")
    await plan(chat, "social", reference)
    await chat.presses("social", "Sett planen i verk")
    await plan(chat, "social", reference)
    await chat.presses("social", "Les opp for eleven")
    await chat.presses("social", "Lagre", pupil_words="Kanarifeil: lest opp")
    await opens(chat, "teacher", reference)
    await logs(chat, "teacher", text="Kanarilogg: snakket med eleven", quote="Kanarifeil: i loggen")
    chat.clock.forward(days=7)
    await evaluates(chat, reference, pupil_words="Kanarifeil: evaluert", guardians_view="Kanarifeil: hjemme")
    return reference
