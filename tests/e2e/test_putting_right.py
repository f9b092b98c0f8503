"""Three pupils in a fight, a wrong child, a wrong role, a pupil nobody knows, and a principal who is inhabil."""

from pathlib import Path

import pytest

from tests.kit.demo.cast_of_a_day import CASE
from tests.kit.demo.demo_process import Ports, demo
from tests.kit.demo.teams_client import Person, chrome, pupils

pytestmark = pytest.mark.e2e
PUPILS = pupils("4B")[:4]
FACT = "To elever slo en tredje i garderoben etter gym. Jeg gikk imellom."
STEP = "Registrer vold i EQS"
WHY = "Jeg leste feil navn på listen."
KIN = "Eleven er barnet til søsteren min."


async def test_what_is_wrong_is_put_right_in_two_clients(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    pictures = bool(request.config.getoption("--screenshots"))
    ports = Ports()
    async with demo(tmp_path, ports), chrome() as browser:
        teacher = await Person.at(browser, ports.teacher, pictures=pictures, phone=True)
        principal = await Person.at(browser, ports.principal, pictures=pictures)
        await alerts_of_a_fight(teacher)
        await puts_a_role_right(principal)
        await undoes_a_step(principal)
        await gives_the_case_another_pupil(principal)
        await is_inhabil(principal)
        await alerts_of_someone_unknown(teacher)


async def alerts_of_a_fight(teacher: Person) -> None:
    """Of three pupils: a press more for each, and one for the page."""
    await teacher.sees("Hei!")
    await teacher.types("varsle", "Start varsel")
    teacher.taps = 0
    await teacher.press("Start varsel", "Hvem gjelder det?")
    for pupil in PUPILS[:3]:
        await teacher.tap(teacher.card.get_by_role("checkbox", name=pupil))
    await teacher.tap(teacher.card.get_by_role("checkbox", name="Slag, spark eller annen vold"))
    await teacher.tap(teacher.card.get_by_role("textbox", name="Kort om det du så eller hørte"))
    await teacher.page.keyboard.type(FACT)
    await teacher.tap(teacher.card.get_by_role("radio", name="Nei"))
    await teacher.press("Videre", "Mer om hendelsen")
    await teacher.press("Videre", "Hvem er hvem?")
    await teacher.picture("39-phone-who-is-who")
    for pupil, role in zip(PUPILS, ("Har det ikke trygt og godt", "Kan ha krenket", "Kan ha krenket"), strict=False):
        of_pupil = teacher.card.get_by_role("radiogroup", name=pupil)
        await teacher.tap(of_pupil.get_by_role("radio", name=role))
    await teacher.press("Videre", "Se over før du sender")
    await teacher.picture("40-phone-review")
    await teacher.press("Send varselet", "Varselet er sendt")
    assert teacher.taps <= 14
    await teacher.picture("41-phone-receipt")


async def puts_a_role_right(principal: Person) -> None:
    await principal.sees("Nytt varsel")
    await principal.press(f"Åpne sak {CASE}", PUPILS[0])
    await principal.press("Ta imot", "Varselet er tatt imot.")
    await principal.press("Rett eller avslutt", "Historien beholder det som var.")
    await principal.picture("42-put-right")
    await principal.press("Rett en rolle", "Hvilken elev?")
    await principal.picks("Hvilken elev?", PUPILS[2])
    await principal.ticks("så eller hørte det")
    await principal.writes({"Hvordan ble det feil?": WHY})
    await principal.finishes("Lagre", "En elevs rolle i varselet er rettet")


async def undoes_a_step(principal: Person) -> None:
    """The same day one takes back what one did oneself, without a reason."""
    await principal.press(STEP, "Ferdig")
    await principal.writes({"Nummer i EQS": "118"})
    await principal.finishes("Ferdig", "Neste steg")
    await principal.tap(principal.card.get_by_role("button", name="Alle steg"), STEP)
    await principal.press(STEP, "Angre at det er gjort")
    await principal.press("Angre at det er gjort", f"Angre: {STEP}")
    await principal.picture("46-undo")
    await principal.finishes("Angre", f"Ikke gjort likevel: {STEP}")


async def gives_the_case_another_pupil(principal: Person) -> None:
    await principal.press("Rett eller avslutt", "Historien beholder det som var.")
    await principal.press("Gjelder en annen elev", "Hvilken klasse går den riktige eleven i?")
    await principal.picks("Klasse eller base", "4B")
    await principal.press("Vis elevene", "Hvem er eleven?")
    await principal.ticks(PUPILS[3])
    await principal.writes({"Hvordan ble det feil?": WHY})
    await principal.finishes("Lagre", PUPILS[3])
    assert PUPILS[0] not in await principal.card.inner_text()
    await principal.picture("43-another-pupil")


async def is_inhabil(principal: Person) -> None:
    await principal.press("Hvem er med?", "Legg til")
    await principal.press("Jeg er inhabil", "Du mister tilgangen til saken med en gang")
    await principal.writes({"Hvorfor?": KIN})
    await principal.picture("44-inhabil")
    await principal.press("Lagre", "✓ ")
    await principal.types(f"sak {CASE}", "Fant ikke saken")


async def alerts_of_someone_unknown(teacher: Person) -> None:
    await teacher.types("varsle", "Start varsel")
    await teacher.press("Start varsel", "Hvem gjelder det?")
    await teacher.ticks("Utfrysing")
    await teacher.writes({"Kort om det": "En elev jeg ikke kjenner, gikk alene hele friminuttet og gråt."})
    await teacher.ticks("Nei")
    await teacher.press("Jeg vet ikke hvem", "Du må finne ut hvem eleven er.")
    await teacher.press("Videre", "Mer om hendelsen")
    await teacher.press("Videre", "Elev: Ikke kjent")
    await teacher.press("Send varselet", "neste steg er ditt")
    await teacher.press("Vis", "Finn ut hvem eleven er")
    await teacher.picture("45-phone-find-out")
