"""What is put right, undone, or ended without the pupil's own words, for the gallery."""

from tests.kit.cards.gallery_saksgang import ANOTHER_CLASS, LONG_TEXT, opens
from tests.kit.school import Chat, buttons, words
from tests.kit.steps.saksgang import answers

WHY = LONG_TEXT[:500]
STEP, FORCE = "Hold avklaringssamtale", "Skriv om det fysiske inngrepet"


async def walk_through(g: Chat, names: list[str]) -> None:
    reference = await _alert(g, names[0], names[1])
    await g.presses("teacher", "Vis")
    sent = next(button["data"] for button in buttons(g.cards["teacher"]) if button["verb"] == "alert.wrong")
    await g.presses("teacher", "Dette ble feil")
    await g.presses("teacher", "Si fra", wrong=WHY)
    await _role_and_pupil(g, reference, names)
    await _force(g, reference, names[1])
    await _undone(g, reference)
    await _ended(g, reference)
    await g.invoke("teacher", "alert.show", sent)
    await _no_longer_on(g, await _alert(g, names[0], names[1]))
    await g.deliver()
    await g.invoke("teacher", "mine.show", {})


async def _alert(g: Chat, exposed: str, violator: str) -> str:
    """Of two pupils, one of whom may have violated the other."""
    await g.says("teacher", "varsle")
    await g.presses("teacher", "Start varsel")
    both = ",".join(g.choice("teacher", "pupils", name) for name in (exposed, violator))
    said = {"kinds": "mobbing", "facts": WHY, "suspicion": "nei", "physical_intervention": "true"}
    await g.answers("teacher", pupils=both, **said)
    await g.says_who_is_who("teacher", "utsatt", "krenker", force_against="annen")
    await g.presses("teacher", "Send varselet")
    return next(line.split(": ")[1] for line in words(g.cards["teacher"]) if line.startswith("Saksnummer"))


async def _rights(g: Chat, who: str, reference: str, what: str) -> None:
    await opens(g, who, reference)
    await g.presses(who, "Rett eller avslutt")
    await g.presses(who, what)


async def _role_and_pupil(g: Chat, reference: str, names: list[str]) -> None:
    for role in ("vitne", "utsatt"):
        await _rights(g, "principal", reference, "Rett en rolle")
        await g.presses("principal", "Lagre", pupil=g.choice("principal", "pupil", names[1]), role=role, reason=WHY)
    await _rights(g, "principal", reference, "Gjelder en annen elev")
    await g.presses("principal", "Vis elevene", group="4B")
    await g.presses("principal", "Lagre", pupil=g.choice("principal", "pupil", names[2]), reason=WHY)


async def _force(g: Chat, reference: str, pupil: str) -> None:
    """Nobody had said on whom, and then it was another."""
    for title in ("Si hvem det ble grepet inn mot", "Rett hvem det ble grepet inn mot"):
        await opens(g, "principal", reference)
        await g.presses("principal", next(t for t in g.titles("principal") if t.startswith("Alle steg")))
        await g.presses("principal", FORCE)
        await g.presses("principal", title)
        await g.presses("principal", "Vis elevene", group="4B")
        await g.presses("principal", "Lagre", pupil=g.choice("principal", "pupil", pupil))


async def _undone(g: Chat, reference: str) -> None:
    await opens(g, "principal", reference)
    await g.presses("principal", "Ta imot")
    await g.presses("principal", STEP)
    await g.presses("principal", "Ferdig", **answers(g, "principal"))
    for day in range(2):
        g.clock.forward(days=day)
        await opens(g, "principal", reference)
        await g.presses("principal", next(t for t in g.titles("principal") if t.startswith("Alle steg")))
        await g.presses("principal", STEP)
        await g.presses("principal", "Angre at det er gjort")
    await g.presses("principal", "Angre", reason=WHY[:200])


async def _ended(g: Chat, reference: str) -> None:
    await _rights(g, "principal", reference, "Eleven har sluttet på skolen")
    left = {"on": "2026-11-20", "receiving": WHY[:200], "reason": WHY}
    await g.presses("principal", "Avslutt saken", **left)
    await g.presses("principal", "Åpne saken igjen")
    await g.presses("principal", "Åpne saken", reason=WHY)
    await _rights(g, "principal", reference, "Feilregistrert")
    await g.presses("principal", "Avslutt saken", reason=WHY)
    await _kept(g, reference)
    await g.deliver()


async def _kept(g: Chat, reference: str) -> None:
    """How long the closed case is kept."""
    for title, until in (
        ("Utsett slettingen", {"until": "2027-05-01"}),
        ("Stans slettingen", {}),
        ("La saken bli slettet igjen", {}),
    ):
        await opens(g, "principal", reference)
        await g.presses("principal", "Når slettes saken?")
        await g.presses("principal", title)
        await g.presses("principal", "Utsett" if until else "Lagre", reason=WHY, **until)


async def _no_longer_on(g: Chat, reference: str) -> None:
    await _rights(g, "line", reference, "Gjelder en annen elev")
    await g.presses("line", "Vis elevene", group=ANOTHER_CLASS)
    await g.presses("line", "Lagre", pupil=g.choice("line", "pupil", "6A"), reason=WHY)
