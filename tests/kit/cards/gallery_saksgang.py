"""The rest of the walk: a whole case with long texts, from alert to closed and open again."""

from tests.kit.school import ANSWER, NAMES, Chat, Json, buttons, walk, words
from tests.kit.steps.saksgang import answers

LONG_TEXT = "Kanariprosa om det som skjedde i friminuttene, og om hva de voksne gjorde. " * 19
ANOTHER_CLASS = "6A [lenke](https://eksempel.test)"
STEPS = (
    ("line", "Hold avklaringssamtale"),
    ("social", "Ring foresatte"),
    ("social", "Kall inn til oppstartsmøte"),
    ("teacher", "Finn elevens trygghetsperson"),
    ("teacher", "Observer eleven"),
    ("social", "Hold oppstartsmøte"),
    ("teacher", "Hold kartleggingssamtale"),
    ("teacher", "Hold elevsamtale"),
    ("line", "Lag sosiogram"),
    ("line", "Hold analysemøte"),
    ("social", "Hold planmøte med elev og foresatte"),
)


async def walk_through(g: Chat) -> None:
    reference = await _alerts_of_two(g)
    await opens(g, "line", reference)
    await g.presses("line", "Ta imot")
    await _marks(g, reference)
    await _steps(g, reference)
    await _asides(g, reference)
    await _plan(g, reference)
    await _evaluates_and_closes(g, reference)
    await _documents(g)


async def _alerts_of_two(g: Chat) -> str:
    """One who does not have it safe, and one who may have violated."""
    await g.alert("teacher", "Kanari")
    await g.presses("teacher", "Endre")
    await g.answers("teacher", pupils=",".join(g.offers("teacher", "pupils").split(",")[:2]))
    await g.says_who_is_who("teacher", "utsatt", "krenker")
    await g.presses("teacher", "Send varselet")
    await g.deliver()
    return next(line.split(": ")[1] for line in words(g.cards["teacher"]) if line.startswith("Saksnummer"))


async def opens(g: Chat, who: str, reference: str) -> None:
    await g.says(who, f"sak {reference}")
    await g.presses(who, "Vis")


async def _to(g: Chat, who: str, reference: str, title: str) -> None:
    await opens(g, who, reference)
    if title not in g.titles(who):
        await g.presses(who, next(t for t in g.titles(who) if t.startswith("Alle steg")))
    await g.presses(who, title)


async def _marks(g: Chat, reference: str) -> None:
    await _to(g, "line", reference, "Endre alvorlighet")
    await g.presses("line", "Lagre", violence="true", reason=LONG_TEXT[:500])
    await _to(g, "line", reference, "Endre alvorlighet")
    await g.presses("line", "Tilbake til saken")
    await opens(g, "line", reference)
    await g.presses("line", "Skriv i loggen")
    await g.presses("line", "Lagre utkast", text=LONG_TEXT[:1490])
    await g.presses("line", "Fortsett")
    await g.presses("line", "Tomt skjema")
    await g.presses("line", "Tilbake til saken")
    await g.presses("line", "Skriv i loggen")
    for _ in range(2):
        await g.presses("line", "Slett utkastet")
    await g.says("line", f"sak {reference}")
    await g.invoke("line", "step.next", _ids_of(g, "line", "case.open"))


async def _steps(g: Chat, reference: str) -> None:
    for who, title in STEPS:
        await _to(g, who, reference, title)
        long = {name: LONG_TEXT[: piece["maxLength"]] for name, piece in _prose(g, who).items()}
        outcome = {"answers-valg": "aktivitetsplan"} if title.startswith("Oppstart") else {}
        await g.presses(who, "Ferdig", **(answers(g, who) | long | outcome))


def _prose(g: Chat, who: str) -> dict[str, Json]:
    inputs = {str(piece.get("id", "")): piece for piece in walk(g.cards[who]) if piece.get("isMultiline")}
    return {name: piece for name, piece in inputs.items() if name.startswith(ANSWER)}


async def _asides(g: Chat, reference: str) -> None:
    """Handing over, putting off, not needed, and a case for the one who violates."""
    reason = {"reason": LONG_TEXT[:500]}
    await _to(g, "line", reference, "Snakk med medelever")
    await g.presses("line", "Gi videre")
    await g.presses("line", "Lagre", person=g.choice("line", "person", "Ansatt Social"))
    await _to(g, "line", reference, "Snakk med medelever")
    await g.presses("line", "Flytt fristen")
    await g.presses("line", "Lagre", until="2026-12-18", **reason)
    await _to(g, "line", reference, "Gjør en undersøkelse i klassen")
    await g.presses("line", "Ikke nødvendig")
    await g.presses("line", "Lagre", **reason)
    await _to(g, "social", reference, "Følg opp eleven i en egen sak")
    named = next(b for b in buttons(g.cards["social"]) if b["verb"] == "step.own_case_named")
    await g.presses("social", named["title"])
    await _to(g, "social", reference, "Følg opp eleven i en egen sak")
    await g.presses("social", "Vis elevene", group=ANOTHER_CLASS)
    await g.presses("social", "Åpne sak", pupil=g.choice("social", "pupil", "6A"))


async def _plan(g: Chat, reference: str) -> None:
    await g.says("social", f"plan {reference}")
    await g.presses("social", "Vis")
    await g.presses("social", "Skriv problem og funn")
    texts = dict.fromkeys(("problem", "findings", "maintaining_factors", "best_interests"), LONG_TEXT[:1490])
    await g.presses("social", "Lagre", **texts | {"findings": f"Om {NAMES[1].split()[0]}"})
    await g.presses("social", "Lagre", **texts)
    await g.invoke("social", "plan.part", _ids_of(g, "social", "plan.part") | {"part": "views"})
    await g.presses("social", "Lagre", pupil_suggestions=LONG_TEXT[:1490], guardians_suggestions=LONG_TEXT[:1490])
    await g.presses("social", "Skriv til hjemmet og eleven")
    await g.presses("social", "Lagre", problem_for_pupil=LONG_TEXT[:1490])
    await g.presses("social", "Lagre", problem_for_pupil=LONG_TEXT[:1490])
    for number in range(8):
        await g.presses("social", "Nytt tiltak")
        who = g.choice("social", "who", "Ansatt Teacher")
        days = {"end": "2026-12-18", "evaluate_on": "2026-11-30"}
        await g.presses("social", "Lagre", what=f"{number} {LONG_TEXT[:590]}", who=who, start="2026-11-27", **days)
    await g.presses("social", "Ta ut")
    await g.presses("social", "Ta ut")
    await g.presses("social", "Endre")
    await g.presses("social", "Tilbake til planen")
    await g.presses("social", "Spør eleven før tiltakene")
    await g.presses("social", "Lagre", first="aldri", second="sjelden", third="ofte")
    await g.presses("social", "Les opp for eleven")
    await g.presses("social", "Lagre", pupil_words=f"Kanarisitat om {NAMES[1].split()[0]}")
    await g.presses("social", "Lagre", pupil_words=LONG_TEXT[:1490])
    await g.presses("social", "Sett planen i verk")
    await g.deliver()
    await _carried(g)
    await _second_version(g)


async def _carried(g: Chat) -> None:
    """Who is to do it sees what, and writes how it went; a name is asked about first."""
    g.clock.forward(days=3)
    await g.says("teacher", "mine")
    await g.presses("teacher", "Vis")
    await g.presses("teacher", "Slik gikk det")
    await g.presses("teacher", "Lagre", text=f"Sammen med {NAMES[1].split()[0]}")
    await g.presses("teacher", "Lagre", names_reason="Kanarigrunn")
    await g.says("teacher", "mine")
    await g.presses("teacher", "Vis")
    await g.presses("teacher", "Slik gikk det")
    await g.presses("teacher", "Lagre", text="Kanarilinje " * 10)
    await g.invoke("teacher", "mine.show", {})
    await g.presses("teacher", "Slik gikk det")
    g.clock.forward(days=-3)


async def _second_version(g: Chat) -> None:
    """Written, discarded, written again and put into effect; a card of before is told so."""
    part = _ids_of(g, "social", "plan.part") | {"part": "problem"}
    for _ in range(2):
        await g.invoke("social", "plan.part", part)
        texts = dict.fromkeys(("problem", "maintaining_factors", "best_interests"), f"Nytt {LONG_TEXT[:1480]}")
        await g.presses("social", "Lagre", **texts)
        written = g.cards["social"]
        await g.presses("social", "Forkast endringene")
        await g.presses("social", "Forkast endringene")
    g.cards["social"] = written
    await g.presses("social", "Sett planen i verk")
    await g.invoke("social", "plan.part", part)
    await g.presses("social", "Lagre", **texts)
    await g.presses("social", "Sett planen i verk")
    await g.presses("social", "Versjoner")
    await g.presses("social", "Vis versjon 2")


def _ids_of(g: Chat, who: str, verb: str) -> Json:
    return dict(next(button["data"] for button in buttons(g.cards[who]) if button["verb"] == verb))


async def _evaluates_and_closes(g: Chat, reference: str) -> None:
    g.clock.forward(days=7)
    await _to(g, "social", reference, "Evaluer tiltakene")
    said = {
        "pupil_words": f"{NAMES[1]} {LONG_TEXT[:1400]}",
        "first": "ofte",
        "next_on": "2026-12-14",
        "present": "Kanarideltakere",
        "guardians_view": LONG_TEXT[:1400],
        "safe_now": "ja",
    }
    await g.presses("social", "Lagre evalueringen", **(answers(g, "social") | said | {"pupil_words": LONG_TEXT[:1490]}))
    await _to(g, "teacher", reference, "Følg opp etter at det har stoppet")
    await g.presses("teacher", "Ferdig", **answers(g, "teacher"))
    await _to(g, "social", reference, "Avslutt, eller undersøk på nytt")
    await g.presses("social", "Undersøk på nytt")
    closing = {"pupil_words": LONG_TEXT[:1490], "reason": LONG_TEXT[:590]}
    await g.invoke("principal", "week.list", {})
    await g.says("principal", "uka")
    await _to(g, "social", reference, "Avslutt, eller undersøk på nytt")
    ids = {name: value for name, value in _ids_of(g, "social", "case.close").items() if name != "record_id"}
    await g.presses("social", "Avslutt saken", safe_now="ja", **closing)
    await g.presses("social", "Åpne saken igjen")
    await g.presses("social", "Åpne saken", reason=LONG_TEXT[:500])
    await g.invoke("social", "step.map_again", ids | {"record_id": "f" * 32, "reason": LONG_TEXT[:500]})


async def _documents(g: Chat) -> None:
    await g.presses("social", "Vis saken")
    await g.presses("social", "Dokumenter")
    await g.presses("social", "Dokumentasjon i skolemiljøsaken")
    await g.presses("social", "Skriv journalnummer")
    await g.presses("social", "Lagre", number="2026/123-4")
    await g.presses("social", "Dokumentasjon i skolemiljøsaken")
    await g.presses("social", "Lag for saken", hide_staff="true")
