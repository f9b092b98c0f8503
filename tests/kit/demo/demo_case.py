"""A case of the demo school, in the hands of the colleagues of the first client."""

from tests.kit.demo.cast_of_a_day import CASE, Cast
from tests.kit.demo.colleague import Colleague
from tests.kit.demo.said import FACT, MEASURES, PROBLEM, VIEWS
from tests.kit.demo.teams_client import pupils

PUPIL = pupils("4B")[0]


async def looked_into(cast: Cast) -> None:
    """All that comes before the start meeting, by those whose it is."""
    await cast.contact.alerts(PUPIL, "Utfrysing", FACT)
    await cast.line.opens(CASE)
    await cast.line.presses("Ta imot")
    await cast.take(cast.line, "Snakk med den som varslet", "Hold avklaringssamtale")
    await cast.take(cast.social, "Ring foresatte")
    await cast.take(cast.social, "Kall inn til oppstartsmøte", møtedag="2026-12-07")
    await cast.take(cast.contact, "Finn elevens trygghetsperson", "Observer eleven")
    await cast.take(cast.contact, "Hold kartleggingssamtale", "Hold elevsamtale")
    await cast.take(cast.base, "Spør eleven om AKS")
    await hears_the_other_pupil(cast)


async def hears_the_other_pupil(cast: Cast) -> None:
    """What is said there is kept apart."""
    await cast.take(cast.social, "Snakk med den andre eleven", "Snakk med den andres foresatte")


async def puts_a_short_plan_in_effect(cast: Cast) -> None:
    await cast.take(cast.social, "Hold oppstartsmøte", valg="Kort plan")
    await cast.take(cast.line, "Utform tiltak i oppstartsmøtet", "Bli enige om tiltak")
    await cast.social.opens(CASE)
    await cast.social.presses("Sett tiltakene i verk")
    await cast.social.presses("Skriv problem og funn")
    await cast.social.presses("Lagre", **PROBLEM)
    await writes_the_rest(cast.social)
    await cast.social.presses("Sett planen i verk")


async def writes_the_rest(social: Colleague) -> None:
    await social.presses("Skriv elevens og foresattes syn")
    await social.presses("Lagre", **VIEWS)
    for measure in MEASURES:
        await social.presses("Nytt tiltak")
        await social.presses("Lagre", **measure, end="2027-01-15", evaluate_on="2026-12-14")
