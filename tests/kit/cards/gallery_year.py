"""The årshjul, channels, reminders and absence, for the gallery."""

from datetime import date
from typing import TYPE_CHECKING

from tests.kit.teams.channel import TEACHERS, ChannelChat, bound
from tests.kit.year.days import THE_PLAN, moment, morning_of

if TYPE_CHECKING:
    from tests.kit.cards.gallery import Gallery

NOTE = "1. Kanarinotat " * 30


async def walk_through(g: "Gallery") -> None:
    await _away(g)
    channel = await bound(g, "årshjul", "evalueringer", "trinn 4", channel_id=TEACHERS)
    await channel.says("teacher", "årshjul")
    await channel.says("teacher", "hjelp")
    await morning_of(g, date(2026, 11, 30))
    g.newest("teacher")
    await _posts(g, channel)
    await _own_month(g)


async def _away(g: "Gallery") -> None:
    await g.says_and_shows("teacher", "mine")
    await g.presses("teacher", "Jeg er borte")
    await g.presses("teacher", "Lagre", until="2026-12-04", stand_in=g.choice("teacher", "stand_in", "Ansatt Social"))
    await g.presses("teacher", "Endre")
    await g.says("teacher", "jeg er borte")
    await g.presses("teacher", "Jeg er tilbake")
    await g.invoke("teacher", "me.quiet_form", {})
    await g.presses("teacher", "Lagre")
    await g.presses("teacher", "Endre")


async def _posts(g: "Gallery", channel: ChannelChat) -> None:
    """The first of the two posts of a day, and the list of a meeting."""
    channel.opens(next(n for n, post in enumerate(channel.posts()) if "(1 av 2)" in post[0]))
    await channel.presses("principal", "Hvem?")
    await channel.presses("principal", "Tilbake")
    for several in ("Elevundersøkelsen", "Utviklingssamtale 1"):
        if several in channel.sees():
            await channel.presses("principal", "Hvem?", several)
            await channel.presses("principal", "Ferdig")
            await channel.presses("principal", "Avbryt")
            await channel.presses("principal", "Tilbake")
    await channel.presses("principal", "Utsett", "Aktivitetskveld")
    await channel.presses("principal", "Utsett", until="2026-12-11", reason=NOTE)
    await channel.presses("principal", "Hvem?", "Aktivitetskveld")
    await channel.presses("principal", "Angre «utsatt»")
    await channel.presses("principal", "Ferdig", "Aktivitetskveld")
    await g.deliver()
    await morning_of(g, date(2026, 12, 1))
    lists = [n for n, post in enumerate(channel.posts()) if post[0].startswith("Ukens gjennomgang")]
    for number in lists[-1:]:
        channel.opens(number)
        for who in ("teacher", "assistant"):
            await channel.presses(who, "Vis mine")
            channel.opens(number)


async def _own_month(g: "Gallery") -> None:
    g.clock.now = moment(date(2027, 1, 12))
    for who in ("teacher", "base", "principal"):
        await g.says(who, "årshjul")
    await g.presses("principal", next(title for title in g.titles("principal") if title.startswith("Flere")))
    await g.presses("principal", "Forrige")
    await g.presses("principal", "Hele året")
    await g.presses("principal", "Denne måneden")
    for day in range(2):
        await g.presses("principal", "Resultatene er kommet")
        await g.presses("principal", "Lagre")
        g.clock.forward(days=day)
        await g.presses("principal", "Angre «Resultatene er kommet»")
        await g.presses("principal", "Angre", **{"reason": NOTE} if day else {})
    await g.presses("principal", "Resultatene er kommet")
    await g.presses("principal", "Lagre")
    for task in ("elevundersøkelsen", "klassekontrakt"):
        key = _key(g, task)
        await g.invoke("principal", "year.open", {"task": key})
        await g.presses("principal", "Ferdig")
        if "note" in g.sees_inputs("principal"):
            await g.presses("principal", "Ferdig", note=NOTE)
        await g.presses("principal", "Angre «ferdig»")
    key = _key(g, "klassekontrakt")
    await g.invoke("principal", "year.finish", {"task": key, "note": NOTE})
    g.clock.forward(days=1)
    await g.invoke("principal", "year.open", {"task": key})
    await g.presses("principal", "Angre «ferdig»")
    await g.presses("principal", "Angre", reason=NOTE)


def _key(g: "Gallery", task: str) -> str:
    with g.database.begin() as unit:
        tx = g.school(unit)
        found = tx.year.states(THE_PLAN, tx.people.active())
    return next(state.one.key for state in found if state.task.id == task)
