"""Three cases from alert to closed, one for each outcome of the start meeting, over the weeks they take."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kit.demo.cast_of_a_day import CASE, Cast, School, open_school
from tests.kit.demo.demo_case import (
    PUPIL,
    hears_the_other_pupil,
    looked_into,
    puts_a_short_plan_in_effect,
    writes_the_rest,
)
from tests.kit.demo.evidence import fetched, picture_of
from tests.kit.demo.said import CLOSING, EVALUATION, FACT, MEASURES, PROBLEM, SAID, SOCIAL, TEACHER
from tests.kit.demo.teams_client import Person, pupils

pytestmark = pytest.mark.e2e
OTHER = next(pupil for pupil in pupils("4B") if pupil.split()[0] != PUPIL.split()[0])


@pytest.fixture
async def school(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[School]:
    async with open_school(tmp_path, pictures=bool(request.config.getoption("--screenshots"))) as opened:
        yield opened


async def test_an_activity_plan(school: School) -> None:
    async with school.on("2026-12-01") as cast:
        await is_reported_and_looked_into(cast)
    async with school.on("2026-12-08") as cast:
        await is_decided(cast)
        await is_planned(cast)
    async with school.on("2026-12-14") as cast:
        await is_evaluated(cast)
    async with school.on("2027-01-15") as cast:
        await is_closed(cast)
        told = await documents(cast.principal, school, show=True)
    for words in (
        PUPIL,
        PROBLEM["problem"][:40],
        "Hvordan er eleven hørt?",
        CLOSING["pupil_words"][:30],
        "Når fikk hvem vite det?",
    ):
        assert words in told
    assert OTHER not in told


async def is_reported_and_looked_into(cast: Cast) -> None:
    await cast.contact.alerts(PUPIL, "Utfrysing", FACT)
    await cast.principal.sees("Nytt varsel")
    await cast.principal.press(f"Åpne sak {CASE}", PUPIL)
    await cast.principal.press("Ta imot", "Varselet er tatt imot.")
    await cast.take(cast.line, "Snakk med den som varslet", "Hold avklaringssamtale")
    await cast.principal.opens(f"sak {CASE}", "Neste steg")
    await cast.principal.picture("16-case-steps")
    await calls_the_guardians(cast.principal)
    await cast.take(cast.social, "Kall inn til oppstartsmøte", møtedag="2026-12-08")
    await cast.take(cast.contact, "Finn elevens trygghetsperson")
    await cast.teacher.opens(f"sak {CASE}", "Neste steg")
    await cast.teacher.press("Observer eleven", "Hva så og hørte du?")
    said = SAID["Observer eleven"]
    await cast.teacher.writes(
        {
            "Hvor?": said["sted"],
            "Situasjonen": said["situasjonen"],
            "Hvem var der?": said["til_stede"],
            "Hva så og hørte du?": said["observert"],
        }
    )
    await cast.teacher.picture("18-observation")
    await cast.teacher.finishes("Ferdig", said["observert"])


async def calls_the_guardians(principal: Person) -> None:
    await principal.press("Ring foresatte", "Hvem snakket du med?")
    said = SAID["Ring foresatte"]
    await principal.writes({"Hvem snakket": said["til_stede"], "Hva avtalte": said["tekst"]})
    await principal.ticks("Retten til en skriftlig plan", "Hva de selv kan gjøre")
    await principal.picture("17-phone-call")
    await principal.finishes("Ferdig", said["tekst"])


async def is_decided(cast: Cast) -> None:
    await cast.take(cast.contact, "Hold kartleggingssamtale", "Hold elevsamtale")
    await cast.take(cast.base, "Spør eleven om AKS")
    await hears_the_other_pupil(cast)
    await cast.principal.opens(f"sak {CASE}", "Neste steg")
    await cast.principal.press("Hold oppstartsmøte", "Hva ble utfallet?")
    said = SAID["Hold oppstartsmøte"]
    texts = {
        f"{number}.": said[field]
        for number, field in enumerate(("foresattes_bekymring", "skolens_funn", "enighet", "veien_videre"), 1)
    }
    await cast.principal.writes({"Hvem var med?": said["til_stede"], **texts})
    await cast.principal.ticks("Aktivitetsplan")
    await cast.principal.picture("19-start-meeting")
    await cast.principal.finishes("Ferdig", "Hold analysemøte")
    await cast.take(cast.line, "Hold analysemøte")
    await cast.take(cast.social, "Hold planmøte med elev og foresatte")


async def is_planned(cast: Cast) -> None:
    """The name of another pupil is pointed out, and taken away."""
    principal = cast.principal
    await principal.opens(f"plan {CASE}", "Nytt tiltak")
    await principal.press("Skriv problem og funn", "Hva viser undersøkelsene")
    keeps = "Hva holder problemet ved like?"
    labels = dict(zip(PROBLEM, ("Hvilket problem", "Hva viser", keeps, "Barnets beste"), strict=True))
    fields = {label: PROBLEM[field] for field, label in labels.items()}
    await principal.writes(fields | {keeps: f"{OTHER.split()[0]} bestemmer leken."})
    await principal.press("Lagre", "Navn på en annen elev")
    await principal.picture("20-name-guard")
    await principal.writes(fields)
    await principal.press("Lagre", "Planen er lagret")
    await principal.picture("38-receipt-of-a-form")
    await cast.social.opens(CASE)
    await cast.social.presses("Vis planen")
    await writes_the_rest(cast.social)
    await principal.opens(f"plan {CASE}", MEASURES[0]["what"])
    await adds_a_measure(principal)
    await principal.press("Sett planen i verk", "Planen er satt i verk.")
    await principal.picture("22-activity-plan")
    await principal.opens("uka", CASE)
    await principal.picture("23-weekly-review")


async def adds_a_measure(principal: Person) -> None:
    await principal.press("Nytt tiltak", "Hva skal gjøres?")
    await principal.writes({"Hva skal gjøres?": "En voksen står i garderoben før og etter gym, tirsdag og torsdag."})
    await principal.ticks(TEACHER)
    await principal.dates("Til hvilken dag?", 18)
    await principal.dates("Når skal det evalueres?", 14)
    await principal.picture("21-measure")
    await principal.finishes("Lagre", way="Vis planen")


async def is_evaluated(cast: Cast) -> None:
    await cast.take(cast.contact, "Hold oppfølgingssamtale", "Observer systematisk")
    principal = cast.principal
    await principal.opens(f"sak {CASE}", "Neste steg")
    await principal.press("Evaluer tiltakene", "Virker det?")
    for number, worked in enumerate(("Virker", "Virker delvis", "Virker"), start=1):
        await principal.picks(f"{number}. Virker det?", worked)
    await principal.writes(
        {
            "Elevens egne ord": EVALUATION["pupil_words"],
            "Hvem var med?": EVALUATION["present"],
            "Foresattes syn": EVALUATION["guardians_view"],
        }
    )
    await principal.ticks("Nei, eller ikke helt")
    for question, answer in (("Er du trygg", "Ofte"), ("Har du noen", "Ofte"), ("Har du det bra", "Sjelden")):
        await principal.picks(question, answer)
    await principal.picture("24-evaluation")
    await principal.finishes("Lagre evalueringen", "Neste evaluering", way="Vis evalueringen")
    await principal.picture("25-evaluated")


async def is_closed(cast: Cast) -> None:
    """In the pupil's own words."""
    principal = cast.principal
    await evaluates_again(cast)
    await cast.take(cast.contact, "Følg opp etter at det har stoppet")
    await principal.opens(f"sak {CASE}", "Neste steg")
    await principal.press("Avslutt, eller undersøk på nytt", "Har du det trygt og godt nå?")
    await principal.writes({"Elevens egne ord": CLOSING["pupil_words"], "Hvorfor avsluttes": CLOSING["reason"]})
    await principal.ticks("Ja, eleven sier det selv")
    await principal.picture("26-closing")
    await principal.finishes("Avslutt saken", "Status: Avsluttet")
    await principal.picture("27-closed")


async def evaluates_again(cast: Cast) -> None:
    await cast.take(cast.contact, "Hold oppfølgingssamtale", "Observer systematisk")
    await cast.social.opens(CASE)
    await cast.social.presses("Evaluer tiltakene")
    worked = cast.social.each("worked", "Virker")
    await cast.social.presses("Lagre evalueringen", **EVALUATION | worked | {"safe_now": "Ja"})
    assert "Evaluert " in cast.social.sees()


async def documents(principal: Person, school: School, *, show: bool = False) -> str:
    """«Dokumentasjon i skolemiljøsaken», from the closed case in sight."""
    await principal.press("Dokumenter", "Dokumentasjon i skolemiljøsaken")
    if show:
        await principal.picture("28-documents")
    await principal.press("Dokumentasjon i skolemiljøsaken", "Ta bort navn på ansatte (ikke for arkivet)")
    if show:
        await principal.picture("28-editions")
    await principal.press("Lag for saken", "Lenken virker én gang")
    if show:
        await principal.picture("29-link")
    told = await fetched(principal, school.folder, "30-download" if show else "")
    if show and school.pictures:
        for number in (1, 2):
            picture_of(school.folder, number, f"evidence-{number}")
    return told


async def closes(principal: Person) -> None:
    await principal.opens(f"sak {CASE}", "Neste steg")
    await principal.press("Avslutt, eller undersøk på nytt", "Har du det trygt og godt nå?")
    await principal.writes({"Elevens egne ord": CLOSING["pupil_words"], "Hvorfor avsluttes": CLOSING["reason"]})
    await principal.ticks("Ja, eleven sier det selv")
    await principal.finishes("Avslutt saken", "Status: Avsluttet")


async def test_a_short_plan(school: School) -> None:
    async with school.on("2026-12-01") as cast:
        await looked_into(cast)
    async with school.on("2026-12-07") as cast:
        await puts_a_short_plan_in_effect(cast)
        await cast.principal.opens(f"plan {CASE}", "Kort plan")
        await cast.principal.picture("31-short-plan")
    async with school.on("2026-12-14") as cast:
        await evaluates_again(cast)
        await cast.take(cast.contact, "Følg opp etter at det har stoppet")
        await closes(cast.principal)
        told = await documents(cast.principal, school)
    assert "Kort plan" in told
    assert EVALUATION["pupil_words"][:30] in told


async def test_no_need_for_measures(school: School) -> None:
    async with school.on("2026-12-01") as cast:
        await looked_into(cast)
    async with school.on("2026-12-07") as cast:
        agreed = {
            "enighet": "",
            "trygt_nå": "Ja, eleven sier det selv",
            "sitat": "Det har stoppet. Jeg har det fint nå.",
            "grunn": "Det har stoppet. Foresatte og skolen ser det samme som eleven.",
        }
        await cast.take(cast.social, "Hold oppstartsmøte", valg="Ikke behov for tiltak", **agreed)
        await closes(cast.principal)
        told = await documents(cast.principal, school)
    assert "Ikke behov for tiltak" in told
    assert "Hvilke tiltak er satt inn? Ingenting registrert." in " ".join(told.split()), "an answer too"
    assert SOCIAL in told
