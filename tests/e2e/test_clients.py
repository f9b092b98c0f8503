import json
import signal
import uuid
from pathlib import Path

import pytest

from tests.kit.demo.colleague import press_as
from tests.kit.demo.demo_process import Ports, demo
from tests.kit.demo.teams_client import Person, chrome, pupils

pytestmark = pytest.mark.e2e
PUPIL = pupils("4B")[0]
FACT = "«Du får ikke være med», sa to elever i garderoben etter gym. Eleven gråt."


async def test_from_an_incident_to_a_case_in_two_clients(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    pictures = bool(request.config.getoption("--screenshots"))
    ports = Ports()
    async with demo(tmp_path, ports), chrome() as browser:
        teacher = await Person.at(browser, ports.teacher, pictures=pictures)
        principal = await Person.at(browser, ports.principal, pictures=pictures)
        reference = await alerts(teacher)
        await the_receipt_stays_the_same(teacher, reference)
        await works_the_case(principal, reference)
        await the_teacher_sees_that_it_is_taken(teacher)
        await others_press(ports, reference)
        await on_a_phone(await Person.at(browser, ports.teacher, pictures=pictures, phone=True))


async def alerts(teacher: Person) -> str:
    """The shortest valid alert is eight presses, one of them into the field of the sentence."""
    await teacher.sees("Hei!")
    await teacher.types("varsle", "Start varsel")
    await teacher.picture("01-client", whole=True)
    await teacher.picture("02-start")
    teacher.taps = 0
    await teacher.press("Start varsel", "Hvem gjelder det?")
    await teacher.tap(teacher.card.get_by_role("checkbox", name=PUPIL))
    await teacher.tap(teacher.card.get_by_role("checkbox", name="Utfrysing"))
    await teacher.tap(teacher.card.get_by_role("textbox", name="Kort om det du så eller hørte"))
    await teacher.page.keyboard.type(FACT)
    await teacher.tap(teacher.card.get_by_role("radio", name="Nei"))
    await teacher.picture("03-facts")
    await teacher.press("Videre", "Mer om hendelsen")
    await teacher.press("Videre", "Se over før du sender")
    await teacher.picture("04-review")
    await teacher.press("Send varselet", "Varselet er sendt")
    assert teacher.taps <= 8
    await teacher.picture("05-receipt")
    return "2026-001"


async def the_receipt_stays_the_same(teacher: Person, reference: str) -> None:
    """«Send varselet» pressed again, also after a reload, is the same receipt, and the same alert."""
    await teacher.sees(reference)
    receipt = await teacher.press_again()
    assert reference in json.dumps(receipt)
    assert "Varselet er sendt" in json.dumps(receipt, ensure_ascii=False)
    await teacher.reloads()
    assert await teacher.press_again() == receipt
    await teacher.types("mine", "1 sendt varsel")
    await teacher.press("Vis", f"Varsel {reference}")
    await teacher.press(f"Vis varsel {reference}", "Varselet ditt")
    await teacher.sees(FACT)
    await teacher.picture("06-own-alert")


async def works_the_case(principal: Person, reference: str) -> None:
    await principal.sees("Nytt varsel")
    assert PUPIL not in await principal.page.inner_text("body")
    await principal.picture("07-notice")
    await principal.press(f"Åpne sak {reference}", PUPIL)
    await principal.sees(FACT)
    await principal.picture("08-case")
    await principal.press("Ta imot", "Varselet er tatt imot.")
    await principal.press("Skriv i loggen", "Ny logg")
    await principal.card.get_by_role("combobox", name="Type").click()
    await principal.page.get_by_role("option", name="Elevsamtale").click()
    await principal.card.get_by_role("textbox", name="Hva så du").fill("Snakket med eleven på grupperommet.")
    await principal.card.get_by_role("textbox", name="Elevens egne ord").fill("Jeg vil bare være med")
    await principal.picture("09-log-form")
    await principal.finishes("Lagre", "«Jeg vil bare være med»")
    await principal.picture("10-logged")
    await principal.types("saker", "1 åpen sak")
    await principal.picture("11-counts")
    await principal.press("Vis", reference)
    await principal.picture("12-cases")


async def the_teacher_sees_that_it_is_taken(teacher: Person) -> None:
    await teacher.sees("Varselet ditt er tatt imot")
    await teacher.types("mine", "1 sendt varsel")
    await teacher.press("Vis", "Tatt imot")
    await teacher.picture("13-mine")


async def others_press(ports: Ports, reference: str) -> None:
    """The social teacher is on the case; a teacher of another grade cannot tell that it exists."""
    listed = json.dumps(await press_as(ports, "social-1", "cases.list", {"which": ""}), ensure_ascii=False)
    assert PUPIL in listed
    case_id = listed.split('"case_id": "')[1][:32]
    opened = await press_as(ports, "social-1", "case.open", {"case_id": case_id})
    assert FACT in json.dumps(opened, ensure_ascii=False)
    log = {"case_id": case_id, "entry_id": uuid.uuid4().hex, "type": "observasjon", "text": "Fulgte med i friminuttet."}
    receipt = json.dumps(await press_as(ports, "social-1", "case.log", log), ensure_ascii=False)
    assert "Loggen er lagret" in receipt
    assert "Fulgte med" not in receipt
    opened = await press_as(ports, "social-1", "case.open", {"case_id": case_id})
    assert "Fulgte med" in json.dumps(opened, ensure_ascii=False)

    outside = await press_as(ports, "owner", "case.open", {"case_id": case_id})
    nowhere = await press_as(ports, "owner", "case.open", {"case_id": uuid.uuid4().hex})
    assert outside == nowhere
    assert reference not in json.dumps(await press_as(ports, "owner", "cases.list", {"which": ""}))


async def on_a_phone(teacher: Person) -> None:
    await teacher.types("varsle", "Start varsel")
    await teacher.press("Start varsel", "Hvem gjelder det?")
    await teacher.picture("14-phone-facts")
    await teacher.fits_on(2)
    await teacher.ticks(PUPIL, "Utfrysing", "Nei")
    await teacher.writes({"Kort om det": FACT})
    await teacher.press("Flere ▾")
    await teacher.ticks("Krenket på nett eller mobil")
    await teacher.press("Videre", "Mer om hendelsen")
    await teacher.picture("15-phone-more")
    await teacher.fits_on(2)
    await teacher.press("Videre", "Krenket på nett eller mobil")


async def test_the_state_survives_kill_minus_nine(tmp_path: Path) -> None:
    ports = Ports()
    async with demo(tmp_path, ports) as killed, chrome() as browser:
        await alerts(await Person.at(browser, ports.teacher, pictures=False))
        killed.send_signal(signal.SIGKILL)
        await killed.wait()
    ports = Ports()
    async with demo(tmp_path, ports), chrome() as browser:
        principal = await Person.at(browser, ports.principal, pictures=False)
        await principal.types("saker", "1 åpen sak")
