"""What comes by itself, over some weeks of a school year: posts in a channel, a morning's digest, what nobody does.

All of it is seen in the Playground. Its channels work as those of Teams: one writes to the bot by its name, a post of
the bot is a thread of its own, and an update of it reaches everyone.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator

from tests.kit.demo.cast_of_a_day import CASE, Cast, School, open_school
from tests.kit.demo.demo_case import PUPIL, looked_into, puts_a_short_plan_in_effect
from tests.kit.demo.demo_process import MORNING
from tests.kit.demo.said import SOCIAL
from tests.kit.demo.team import Reader, enters_the_channel, tells_the_bot
from tests.kit.demo.teams_client import Person

pytestmark = pytest.mark.e2e


@pytest.fixture
async def school(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[School]:
    async with open_school(tmp_path, pictures=bool(request.config.getoption("--screenshots"))) as opened:
        yield opened


async def test_a_year_in_channels(school: School) -> None:
    async with school.on("2026-11-24", MORNING) as cast:
        await is_bound(cast.principal)
    async with school.on("2026-11-30", MORNING) as cast:
        await is_posted_and_done(cast)
    async with school.on("2026-12-01") as cast:
        await looked_into(cast)
    async with school.on("2026-12-07") as cast:
        await puts_a_short_plan_in_effect(cast)
    async with school.on("2026-12-14", MORNING) as cast:
        await is_to_be_evaluated(cast)
    async with school.on("2026-12-18", MORNING) as cast:
        await is_escalated(cast.principal)


async def is_bound(principal: Person) -> None:
    """By a leader, in the channel itself."""
    await enters_the_channel(principal)
    await tells_the_bot(principal, "kanal")
    await principal.press("Velg hva kanalen får", "Hva skal kanalen få?")
    await principal.ticks("Årshjul", "Evalueringer", "Ledelse")
    await principal.press("Lagre", "Lagret.")
    await principal.sees("Evalueringer av planer (bare saksnummer)")
    await principal.picture("32-channel-bound")
    principal.about = "Åpent nå, "
    await principal.sees("Åpent nå, ")


async def test_a_school_start(school: School) -> None:
    """Many tasks on one day: one done for a class, one moved by a leader, and heard of by their owner."""
    async with school.on("2026-08-14") as cast:
        await is_bound(cast.principal)
    async with school.on("2026-08-17", MORNING) as cast:
        await is_done_for_one_class(cast)
        await is_moved(cast.principal)
    async with school.on("2026-08-26", MORNING) as cast:
        cast.teacher.about = "Oppgavene dine"
        await cast.teacher.sees("Aktivitetsplikten gjøres kjent for elevene, innen mandag 31.8. (4B)")
        assert await cast.teacher.card.get_by_text("Ordensreglementet").count() == 0, "that is done"
        await cast.teacher.picture("51-digest-of-tasks")
        await says_no_name(cast.teacher)


async def is_done_for_one_class(cast: Cast) -> None:
    principal = cast.principal
    await enters_the_channel(principal)
    principal.about = "Årshjulet, mandag 17.8. (2 av"
    await principal.sees("Årshjulet, mandag 17.8. (2 av")
    principal.about = "Årshjulet, mandag 17.8. (1 av"
    await principal.sees("Ordensreglementet med elevene")
    await principal.picture("33-year-post")
    row = _row(principal, "Ordensreglementet med elevene")
    await principal.tap(row.get_by_role("button", name="Ferdig", exact=True))
    principal.about = "Hvem gjelder det?"
    await principal.sees("4B")
    await principal.ticks("4B")
    await principal.picture("49-year-for-whom")
    await principal.press("Ferdig")
    principal.about = "Årshjulet, mandag 17.8. (1 av"
    await principal.sees("Ferdig for 1 av ")


async def is_moved(principal: Person) -> None:
    """For this year; the plan file stays as it is."""
    await principal.page.get_by_text("Personal Chat", exact=True).first.click()
    principal.about = ""
    await principal.types("endre frist", "Velg oppgave")
    await principal.press("Velg oppgave", "Hvilken oppgave?")
    await principal.picks("Hvilken oppgave?", "Felles regler for klassen")
    await principal.press("Velg", "Flytt fristen")
    await principal.press("Flytt fristen", "Ny frist")
    await principal.dates("Ny frist", 21)
    await principal.writes({"Hvorfor?": "Klassene har leirskole i uke 36"})
    await principal.picture("50-another-day")
    await principal.finishes("Lagre", "Felles regler for klassen", way="Endret i år")
    await principal.sees("fredag 21.8. i stedet for mandag 31.8.")


async def is_posted_and_done(cast: Cast) -> None:
    """What the line leader says is done, the principal sees without asking.

    What the principal says is done first stands in the reply, and then in the post that everyone sees.
    """
    principal = cast.principal
    await enters_the_channel(principal)
    principal.about = "Årshjulet, mandag 30.11. (1 av"
    await principal.sees("Aktivitetskveld")
    await principal.tap(_row(principal, "Aktivitetskveld").get_by_role("button", name="Hvem?", exact=True))
    principal.about = SOCIAL
    await principal.sees("Aktivitetskveld")
    line = Reader.beside(principal, cast.line)
    await line.opens_the_same()
    await line.presses("Ferdig")
    principal.about = "Årshjulet, mandag 30.11. (1 av"
    await principal.sees("✓ Ferdig mandag 30.11.")
    await principal.tap(_row(principal, "Temakveld").get_by_role("button", name="Ferdig", exact=True))
    await principal.card.get_by_text("✓ Ferdig mandag 30.11.").nth(1).wait_for()
    await principal.card.get_by_text("✓ Ferdig: ").wait_for(state="detached")
    await principal.picture("34-year-post-done")


def _row(person: Person, title: str) -> Locator:
    """The task of that title in the post, with its buttons."""
    return (
        person.card.locator(".ac-container").filter(has_text=title).filter(has=person.page.get_by_role("button")).last
    )


async def is_to_be_evaluated(cast: Cast) -> None:
    """In the channel the number of the case; in the chat of those who are on it, their steps. A name in neither."""
    principal, teacher = cast.principal, cast.teacher
    await enters_the_channel(principal)
    principal.about = "Gå gjennom planen"
    await principal.sees(f"Sak {CASE}: Gå gjennom planen, i dag")
    await principal.picture("35-evaluation-post")
    await says_no_name(principal)
    teacher.about = "Steg som venter"
    await teacher.sees(f"Sak {CASE}: Gå gjennom planen")
    await teacher.picture("36-digest")
    await says_no_name(teacher)


async def is_escalated(principal: Person) -> None:
    """Four school days later."""
    principal.about = "Steg som venter"
    await principal.sees("Venter fortsatt")
    await principal.sees(f"Sak {CASE}: Gå gjennom planen, mandag 14.12.")
    await principal.picture("37-escalation")
    await says_no_name(principal)
    await principal.press("Saker over fristen")
    principal.about = PUPIL
    await principal.sees(CASE)


async def says_no_name(person: Person) -> None:
    shown = await person.page.inner_text("body")
    assert not any(name in shown for name in PUPIL.split())
