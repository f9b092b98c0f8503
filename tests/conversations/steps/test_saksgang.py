"""Working a case in chat, step by step."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.kit.school import NAMES, PUPILS, SCHOOL, STAFF, Chat, walk
from tests.kit.steps.saksgang import (
    CANARIES,
    EVALUATED,
    agrees_on_a_short_plan,
    answers,
    evaluates,
    next_steps,
    opens,
    received,
    short_plan_in_effect,
    takes,
    to_the_outcome,
    writes_the_plan,
)


async def test_the_case_says_what_is_next_whose_it_is_and_by_when(chat: Chat) -> None:
    chat.canaries.extend(CANARIES)
    reference = await chat.sends()
    seen = await opens(chat, "line", reference)
    assert "Nå: Varsle" in seen
    assert "Kall inn til oppstartsmøte: senest mandag 30.11.2026 (5 virkedager igjen)" in seen
    assert "Neste steg\nsenest tirsdag 24.11.2026 kl. 15.00 · du" in seen
    assert "Tas imot" not in seen
    assert next_steps(chat, "line")[0] == "Ta imot"
    await chat.presses("line", "Ta imot")
    assert next_steps(chat, "line") == [
        "Snakk med den som varslet",
        "Hold avklaringssamtale",
        "Finn elevens trygghetsperson",
        "Snakk med den andre eleven",
        "Kall inn til oppstartsmøte",
    ], "one's own first, by their days, and what has one also when it may be left out"
    await opens(chat, "base", reference)
    shown = next_steps(chat, "base")
    assert shown[0] == "Finn elevens trygghetsperson"
    assert "Spør eleven om AKS" in shown
    assert "Hold avklaringssamtale" not in chat.titles("base"), "another's step has no button"
    assert "senest onsdag 25.11.2026 · du" in chat.sees("line")


async def test_how_late_is_told_by_the_day_that_was_and_the_late_meeting_stands_beside_it(chat: Chat) -> None:
    reference = await received(chat)
    chat.clock.forward(days=14)
    seen = await opens(chat, "social", reference)
    assert "⚠ Over fristen: onsdag 25.11.2026 (12 dager siden)" in seen
    assert "⚠ Over fristen: mandag 30.11.2026 (7 dager siden)" in seen.partition("Historien")[0], "the meeting's too"
    assert "Kall inn til oppstartsmøte: senest" not in seen, "it is told as every other late step"


@pytest.mark.hard_teams
async def test_to_no_need_for_measures(chat: Chat) -> None:
    reference = await received(chat)
    for who, title in (
        ("line", "Hold avklaringssamtale"),
        ("social", "Ring foresatte"),
        ("social", "Kall inn til oppstartsmøte"),
        ("teacher", "Finn elevens trygghetsperson"),
    ):
        await takes(chat, who, reference, title)
    await takes(chat, "social", reference, "Hold oppstartsmøte", valg="ikke_behov", grunn="")
    assert "Fyll ut dette feltet." in chat.sees("social"), "no measures: the reason why"
    await chat.presses("social", "Ferdig", grunn="Kanarigrunn: alle er enige")
    assert "Utfall: Ikke behov for tiltak" in chat.sees("social")
    assert "Hvorfor er det ikke behov for tiltak? Kanarigrunn" in chat.sees("social"), "without the form's advice"
    assert "Avslutt, eller undersøk på nytt" not in chat.titles("social"), "nobody has talked with the pupil"
    await takes(chat, "teacher", reference, "Hold elevsamtale")
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    assert "Ikke gjort. Skriv hvorfor" in chat.sees("social")
    await chat.presses("social", "Avslutt saken", safe_now="ja", pupil_words="Kanarisitat", reason="Alle er enige")
    seen = chat.sees("social")
    assert "Status: Avsluttet" in seen
    assert "Merk: Ikke gjort: " in seen


async def test_what_the_law_wants_is_done_before_the_case_is_closed(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "ikke_behov")
    await opens(chat, "line", reference)
    await chat.presses("line", next(t for t in chat.titles("line") if t.startswith("Alle steg")))
    await chat.presses("line", "Endre alvorlighet")
    await chat.presses("line", "Lagre", reason="Det kom fram i dag")
    assert "Velg det som er nytt i saken." in chat.said
    await chat.presses("line", "Lagre", force="true", reason="Det kom fram i dag")
    assert "Nytt i saken: fysisk inngrep. Grunn: Det kom fram i dag" in chat.sees("line")
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    await chat.presses("social", "Avslutt saken", safe_now="ja", pupil_words="Kanarisitat", reason="Alle er enige")
    assert "Før saken kan avsluttes, må dette gjøres: Skriv om det fysiske inngrepet." in chat.said


async def test_the_week_of_section_12_6_is_told_of_at_any_time_and_put_right(chat: Chat) -> None:
    reference = await received(chat)
    await takes(chat, "teacher", reference, "Skriv dagen saken ble tatt opp", tatt_opp="2026-11-20")
    assert "§ 12-6: tatt opp fredag 20.11.2026, uken er ute fredag 27.11.2026 (4 dager igjen)" in chat.sees("teacher")
    await takes(chat, "teacher", reference, "Skriv dagen saken ble tatt opp", tatt_opp="2026-11-22")
    assert "tatt opp søndag 22.11.2026, uken er ute søndag 29.11.2026 (6 dager igjen)" in chat.sees("teacher")
    chat.clock.forward(days=6)
    assert "uken er ute søndag 29.11.2026 (i dag)" in await opens(chat, "teacher", reference)
    chat.clock.forward(days=1)
    assert "uken var ute søndag 29.11.2026" in await opens(chat, "teacher", reference)


async def test_who_gets_a_step_is_told_and_is_on_the_case(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Hold avklaringssamtale")
    assistant = chat.choice("line", "undersøker_videre", "Ansatt Assistant")
    await chat.presses("line", "Ferdig", **(answers(chat, "line") | {"answers-undersøker_videre": assistant}))
    await chat.deliver()
    assert chat.inbox("assistant")[-1] == "Du er lagt til i en sak"
    assert "Du har fått et steg" in chat.inbox("teacher")
    assert "Observer eleven" in await opens(chat, "assistant", reference) or "Observer eleven" in chat.titles(
        "assistant"
    )
    await takes(chat, "assistant", reference, "Observer eleven")
    await takes(chat, "social", reference, "Observer eleven")
    assert chat.sees("social").count("Hva så og hørte du?") == 2, "both are kept"


async def test_a_plan_that_does_not_work_is_mapped_again_and_still_followed_up(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.forward(days=7)
    await evaluates(chat, reference)
    await chat.presses("social", "Undersøk på nytt")
    await chat.presses("social", "Undersøk på nytt", reason="Tiltakene virker ikke")
    await chat.presses("social", next(t for t in chat.titles("social") if t.startswith("Alle steg")))
    assert {"Hold kartleggingssamtale", "Hold elevsamtale", "Observer eleven"} <= set(chat.titles("social"))
    assert "Nå: Evaluer tiltakene, senest fredag 18.12.2026" in chat.sees("social")


@pytest.mark.hard_teams
async def test_to_an_activity_plan_and_to_the_end(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await takes(chat, "line", reference, "Hold analysemøte")
    await takes(chat, "social", reference, "Hold planmøte med elev og foresatte")
    await writes_the_plan(chat, reference)
    await chat.presses("social", "Sett planen i verk")
    assert "Versjon: 1, i verk fra" in chat.sees("social")
    chat.clock.forward(days=7)
    await opens(chat, "social", reference)
    await chat.presses("social", "Evaluer tiltakene")
    await chat.presses("social", "Lagre evalueringen", **EVALUATED)
    assert "Velg om tiltaket virker, eller «Ikke vurdert»." in chat.sees("social"), "nothing is taken for granted"
    await chat.presses("social", "Lagre evalueringen", **(answers(chat, "social") | EVALUATED | {"safe_now": "nei"}))
    assert "Kanaritiltak for alle friminutt: virker, fortsetter" in chat.sees("social")
    assert "Eleven har det ikke trygt og godt nå." in chat.sees("social")
    await opens(chat, "social", reference)
    lines = ("Kanaritiltak for alle friminutt: virker, fortsetter", "«Kanarisitat»", "Neste gang: fredag 18.12.2026")
    for line in (*lines, "Har du det trygt og godt nå? Nei, eller ikke helt"):
        assert line in chat.sees("social"), "the evaluation stands in the timeline"
    await takes(chat, "teacher", reference, "Følg opp etter at det har stoppet")
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    closing = {"pupil_words": "Kanarisitat", "reason": "Har det bra"}
    await chat.presses("social", "Avslutt saken", safe_now="ja", **closing)
    assert "Status: Avsluttet" in chat.sees("social")
    await documents(chat, reference)


async def documents(chat: Chat, reference: str) -> None:
    """The evidence pack of a closed case, by a link that works once."""
    await opens(chat, "social", reference)
    await chat.presses("social", "Dokumenter")
    assert "Journalfør i websak:" in chat.sees("social")
    await chat.presses("social", "Dokumentasjon i skolemiljøsaken")
    await chat.presses("social", "Lag for arkivet")
    url = next(piece["url"] for piece in walk(chat.cards["social"]) if piece.get("type") == "Action.OpenUrl")
    assert url.startswith("https://skolemiljo.test/d/")
    path = url.removeprefix("https://skolemiljo.test")
    for _ in range(2):
        page = await chat.client.get(path)
        assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
    answer = await chat.client.post(path)
    assert answer.content_type == "application/pdf"
    reader = PdfReader(BytesIO(await answer.read()))
    text = "\n".join(page.extract_text() for page in reader.pages)
    for part in ("Kanariproblem", "Hvordan er eleven hørt?", "Kanarisitat", NAMES[0], "Når fikk hvem vite det?"):
        assert part in text
    assert (await chat.client.post(path)).status == 404
    assert (await chat.client.get(path)).status == 404


@pytest.mark.hard_teams
async def test_to_a_short_plan_with_the_same_legal_fields(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "kort_plan")
    await agrees_on_a_short_plan(chat, reference)
    await opens(chat, "social", reference)
    await chat.presses("social", "Sett tiltakene i verk")
    assert "Kort plan, sak 2026-001" in chat.sees("social")
    assert "Legg inn minst ett tiltak" in chat.sees("social")
    assert "Sett planen i verk" not in chat.titles("social"), "law 7 holds in the short plan too"
    await writes_the_plan(chat, reference)
    await chat.presses("social", "Sett planen i verk")
    chat.clock.forward(days=7)
    await evaluates(chat, reference)
    await takes(chat, "teacher", reference, "Følg opp etter at det har stoppet")
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    await chat.presses("social", "Avslutt saken", safe_now="ja", pupil_words="Kanarisitat", reason="Alle er enige")
    assert "Status: Avsluttet" in chat.sees("social")


async def test_a_plan_names_no_other_pupil_unless_someone_answers_for_it(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    await chat.presses("social", "Skriv problem og funn")
    other = NAMES[1].split()[0]
    await chat.presses("social", "Lagre", problem=f"Er redd for {other}s gjeng i friminuttene")
    assert f"«{other}s»" in chat.sees("social")
    await chat.presses("social", "Lagre", problem=f"Er redd for {other}s gjeng", names_reason="Eleven sier det selv")
    assert "Planen er lagret" in chat.sees("social")
    await chat.presses("social", "Skriv problem og funn")
    await chat.presses("social", "Lagre", problem=f"Er fortsatt redd for {other}s gjeng")
    assert "Planen er lagret" in chat.sees("social"), "answered for once"


async def test_the_weekly_review_and_the_words_for_a_case(chat: Chat) -> None:
    await chat.says("line", "uka")
    assert "Du er ikke med i noen sak med plan." in chat.sees("line")
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await chat.says("line", "uka")
    assert "1 sak med plan" in chat.sees("line")
    await chat.presses("line", "Vis")
    assert f"{reference} · {NAMES[0]}, 4B" in chat.sees("line")
    assert "Planen er besluttet, men ikke begynt." in chat.sees("line")
    await chat.presses("line", "Skriv i loggen")
    await chat.presses("line", "Lagre", text="Kanarifunn fra teamtid")
    assert f"Loggen er lagret\nSak {reference}" in chat.sees("line"), "and back at the list"
    assert "Kanarifunn fra teamtid" in await opens(chat, "line", reference)
    await chat.says("line", f"plan {reference}")
    await chat.presses("line", "Vis")
    assert f"Aktivitetsplan, sak {reference}" in chat.sees("line")
    await chat.says("line", f"export {reference}")
    await chat.presses("line", "Vis")
    assert f"Dokumenter i sak {reference}" in chat.sees("line")
    await chat.says("teacher", f"export {reference}")
    assert "Dokumentene hentes av en leder eller den som koordinerer saken." in chat.sees("teacher")


async def test_mapping_again_and_opening_anew(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "ikke_behov")
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    await chat.presses("social", "Undersøk på nytt")
    await chat.presses("social", "Undersøk på nytt", reason="Eleven sier det har begynt igjen")
    await takes(chat, "teacher", reference, "Hold kartleggingssamtale")
    await takes(chat, "teacher", reference, "Hold elevsamtale")
    await takes(chat, "social", reference, "Kall inn til oppstartsmøte")
    await takes(chat, "social", reference, "Hold oppstartsmøte", valg="ikke_behov")
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    await chat.presses("social", "Avslutt saken", safe_now="ja", pupil_words="Kanarisitat", reason="Alt er bra")
    await chat.presses("social", "Åpne saken igjen")
    await chat.presses("social", "Åpne saken", reason="Foresatte har ringt")
    assert "Tatt imot: " in chat.sees("social")
    assert "Saken er åpnet igjen. Grunn: Foresatte har ringt" in chat.sees("social")
    assert "Avslutt, eller undersøk på nytt" in chat.titles("social")


async def test_a_step_is_handed_over_put_off_and_not_needed(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", next(t for t in chat.titles("line") if t.startswith("Alle steg")))
    await chat.presses("line", "Observer eleven")
    await chat.presses("line", "Gi videre")
    assert "Bare de som er med i saken, kan få steget." in chat.sees("line")
    await chat.presses("line", "Lagre", person=chat.choice("line", "person", "Ansatt Social"))
    assert "Gitt videre: Observer eleven" in chat.sees("line")
    await chat.presses("line", next(t for t in chat.titles("line") if t.startswith("Alle steg")))
    await chat.presses("line", "Observer eleven")
    assert "Hvem: Ansatt Social" in chat.sees("line")
    await chat.presses("line", "Flytt fristen")
    await chat.presses("line", "Lagre", until="2026-11-24", reason="Syk lærer")
    assert "Velg en dag etter fristen som er nå." in chat.sees("line")
    await chat.presses("line", "Lagre", until="2026-12-04", reason="Syk lærer")
    assert "Fristen er flyttet: Observer eleven" in chat.sees("line")
    assert "Grunn: Syk lærer" in chat.sees("line")
    await chat.presses("line", next(t for t in chat.titles("line") if t.startswith("Alle steg")))
    await chat.presses("line", "Lag sosiogram")
    await chat.presses("line", "Ikke nødvendig")
    await chat.presses("line", "Lagre", reason="Andre undersøkelser er nok")
    assert "Ikke nødvendig: Lag sosiogram" in chat.sees("line")


async def test_the_pupil_who_violates_gets_a_case_of_their_own(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await opens(chat, "social", reference)
    await chat.presses("social", next(t for t in chat.titles("social") if t.startswith("Alle steg")))
    await chat.presses("social", "Følg opp eleven i en egen sak")
    await chat.presses("social", "Vis elevene", group="4B")
    await chat.presses("social", "Åpne sak", pupil=chat.choice("social", "pupil", NAMES[1]))
    assert "Knyttet sak 2026-002" in chat.titles("social")
    seen = await opens(chat, "social", "2026-002")
    assert f"Elev: {NAMES[1]}, 4B" in seen
    assert "Saken er: Oppfølging av eleven, egen sak" in seen
    assert next_steps(chat, "social")[:2] == ["Hold planmøte med elev og foresatte", "Knyttet sak 2026-001"]
    assert "Vis planen" in chat.titles("social")
    await chat.presses("social", "Knyttet sak 2026-001")
    assert f"Elev: {NAMES[0]}, 4B" in chat.sees("social")
    await chat.presses("social", next(t for t in chat.titles("social") if t.startswith("Alle steg")))
    await chat.presses("social", "Følg opp eleven i en egen sak")
    await chat.presses("social", "Vis elevene", group="4B")
    await chat.presses("social", "Åpne sak", pupil=chat.choice("social", "pupil", NAMES[1]))
    assert "Eleven har allerede en egen sak" in chat.sees("social")
    await chat.presses("social", "Åpne sak", pupil=chat.choice("social", "pupil", NAMES[2]))
    assert {"Knyttet sak 2026-002", "Knyttet sak 2026-003"} <= set(chat.titles("social"))


async def test_next_of_kin_are_not_on_the_own_case_of_their_child(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "aktivitetsplan")
    with chat.database.begin() as unit:
        parent = replace(STAFF["line"], kin=frozenset({PUPILS[1].external_id}))
        unit.school(SCHOOL).people.replace((STAFF | {"line": parent}).values())
    await opens(chat, "social", reference)
    await chat.presses("social", next(t for t in chat.titles("social") if t.startswith("Alle steg")))
    await chat.presses("social", "Følg opp eleven i en egen sak")
    await chat.presses("social", "Vis elevene", group="4B")
    await chat.presses("social", "Åpne sak", pupil=chat.choice("social", "pupil", NAMES[1]))
    assert "Ansatt Line er elevens pårørende, og er ikke med i saken." in await opens(chat, "social", "2026-002")
    await chat.says("line", "sak 2026-002")
    assert "Fant ikke saken" in chat.sees("line")
    assert f"Elev: {NAMES[0]}, 4B" in await opens(chat, "line", reference)


async def test_a_step_taken_twice_is_taken_once_and_a_late_one_says_so(chat: Chat) -> None:
    reference = await received(chat)
    chat.clock.forward(days=4)
    await opens(chat, "line", reference)
    await chat.presses("line", "Hold avklaringssamtale")
    form = chat.cards["line"]
    for _ in range(2):
        chat.cards["line"] = form
        await chat.presses("line", "Ferdig", **answers(chat, "line"))
    assert chat.sees("line").count("Sent: 2 dager etter fristen") == 1


async def test_the_plan_begins_with_what_the_meetings_told(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await takes(chat, "line", reference, "Hold analysemøte", barnets_beste="Kanarifunn: å få være med")
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    assert "Ikke skrevet ennå." in chat.sees("social"), "nothing is in the plan before someone has saved it"
    await chat.presses("social", "Skriv problem og funn")
    begun = {piece["id"]: piece.get("value") for piece in walk(chat.cards["social"]) if "id" in piece}
    assert begun["best_interests"] == "Kanarifunn: å få være med"
    await chat.presses("social", "Lagre", problem="Er alene i alle friminutt", best_interests="Kanarisitat")
    await chat.presses("social", "Skriv problem og funn")
    begun = {piece["id"]: piece.get("value") for piece in walk(chat.cards["social"]) if "id" in piece}
    assert begun["best_interests"] == "Kanarisitat"


async def test_who_is_named_as_safe_adult_is_on_the_case_and_hears_it(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Finn elevens trygghetsperson")
    safe = chat.choice("line", "trygghetsperson", "Ansatt Assistant")
    await chat.presses("line", "Ferdig", **(answers(chat, "line") | {"answers-trygghetsperson": safe}))
    assert "Ansatt Assistant er med i saken som elevens trygghetsperson." in chat.sees("line")
    await chat.deliver()
    assert chat.inbox("assistant")[-1] == "Du er lagt til i en sak"
    chat.newest("assistant")
    await chat.presses("assistant", "Åpne sak 2026-001")
    assert NAMES[0] in chat.sees("assistant")


async def test_whom_a_leader_took_off_the_case_is_not_let_in_as_safe_adult(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Hvem er med?")
    await chat.presses("line", "Ta ut")
    base = chat.choice("line", "person", "Ansatt Base")
    await chat.presses("line", "Lagre", person=base, reason="Er i permisjon")
    await chat.presses("line", "Finn elevens trygghetsperson")
    await chat.presses("line", "Ferdig", **(answers(chat, "line") | {"answers-trygghetsperson": base}))
    assert "En leder har tatt Ansatt Base ut av saken." in chat.sees("line")
    assert "Finn elevens trygghetsperson" in chat.sees("line")


async def test_a_case_is_closed_by_those_whose_step_it_is(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "ikke_behov")
    await opens(chat, "base", reference)
    assert "Avslutt, eller undersøk på nytt" in chat.titles("base")
    await opens(chat, "teacher", reference)
    await chat.presses("teacher", "Avslutt, eller undersøk på nytt")
    step = next(piece["data"] for piece in walk(chat.cards["teacher"]) if piece.get("verb") == "case.close")
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Legg til")
    person = chat.choice("principal", "person", "Ansatt Assistant")
    await chat.presses("principal", "Lagre", person=person, reason="Følger eleven")
    said = {"safe_now": "ja", "pupil_words": "Kanarisitat", "reason": "Alle er enige"}
    await chat.invoke("assistant", "case.close", step | said)
    assert "En annen har ansvaret for «Avslutt, eller undersøk på nytt»." in chat.said
    await chat.presses("teacher", "Avslutt saken", **said)
    assert "Status: Avsluttet" in chat.sees("teacher")
    assert "Journalfør i websak" not in chat.sees("teacher")
    to_file = "Varsel, Innkalling til oppstartsmøte, Referat fra oppstartsmøtet, Brev om at saken er avsluttet og "
    assert f"Journalfør i websak: {to_file}Dokumentasjon i skolemiljøsaken." in await opens(chat, "social", reference)
