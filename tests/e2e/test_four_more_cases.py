"""Four more cases from alert to closed: an employee, the leadership, the other pupil's own, and three times round."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kit.demo.cast_of_a_day import CASE, School, open_school
from tests.kit.demo.colleague import Colleague
from tests.kit.demo.demo_case import PUPIL, looked_into
from tests.kit.demo.goes_through import closes, goes_through, opens_step
from tests.kit.demo.said import FACT
from tests.kit.demo.teams_client import pupils

pytestmark = pytest.mark.e2e
OTHER = next(pupil for pupil in pupils("4B") if pupil.split()[0] != PUPIL.split()[0])
OWN_CASE = "2026-002"
PAST_THE_SCHOOL = "2026-901"
"""The school owner's cases have numbers of their own."""


@pytest.fixture
async def school(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[School]:
    async with open_school(tmp_path, pictures=bool(request.config.getoption("--screenshots"))) as opened:
        yield opened


async def test_a_suspicion_against_an_employee(school: School) -> None:
    """The principal alone, and not closed before the school owner knows."""
    async with school.on("2026-12-01") as cast:
        await cast.contact.alerts(PUPIL, "Stygge ord eller rop", FACT, "Ja, en ansatt")
        head = Colleague(cast.contact.ports, "principal")
        await goes_through(head, CASE, "Aktivitetsplan")
        assert "Før saken kan avsluttes, må dette gjøres: Meld fra til skoleeier." in head.sees()
        await head.opens(CASE)
        await head.presses("Meld fra til skoleeier")
        await head.presses("Lagre", notice="Jeg har meldt fra til skoleeier")
        await closes(head, CASE)
        assert "Status: Avsluttet" in head.sees()
        await asyncio.sleep(10)  # the principal has pressed faster than people do
        await cast.principal.opens(f"sak {CASE}", "Status: Avsluttet")
        await cast.principal.picture("47-employee-closed")


async def test_a_suspicion_against_the_leadership(school: School) -> None:
    """Past the school: the school owner's contact alone."""
    async with school.on("2026-12-01") as cast:
        await cast.contact.alerts(PUPIL, "Stygge ord eller rop", FACT, "Ja, noen i ledelsen")
        owner = Colleague(cast.contact.ports, "owner")
        await goes_through(owner, PAST_THE_SCHOOL, "Kort plan")
        assert "Status: Avsluttet" in owner.sees()
        await cast.principal.types("saker", "Du er ikke med i noen åpne saker.")


async def test_the_other_pupils_own_case(school: School) -> None:
    async with school.on("2026-12-01") as cast:
        await looked_into(cast)
    async with school.on("2026-12-07") as cast:
        social = cast.social
        await cast.take(social, "Hold oppstartsmøte", valg="Aktivitetsplan")
        await opens_step(social, CASE, "Følg opp eleven i en egen sak")
        await social.presses("Vis elevene", group="4B")
        await social.presses("Åpne sak", pupil=OTHER)
        await goes_through(social, OWN_CASE, "Aktivitetsplan")
        assert "Status: Avsluttet" in social.sees()
        assert PUPIL not in social.sees()
        await social.opens(CASE)
        assert "Tatt imot: " in social.sees(), "each pupil's case ends by itself"


async def test_three_times_round(school: School) -> None:
    """The pupil says that it has begun again: mapped anew, and the plan put into effect anew, each time."""
    async with school.on("2026-12-01") as cast:
        await cast.contact.alerts(PUPIL, "Utfrysing", FACT)
        await cast.line.opens(CASE)
        await cast.line.presses("Ta imot")
        await goes_through(cast.social, CASE, "Kort plan", rounds=3)
        assert "Status: Avsluttet" in cast.social.sees()
        await cast.principal.opens(f"plan {CASE}", "Versjon: 3, i verk fra")
        await cast.principal.picture("48-third-version")
