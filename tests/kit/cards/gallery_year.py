"""The årshjul, channels, reminders and absence, for the gallery."""

import uuid
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from domain.event import Event, EventKind
from domain.handbook.sections import handbook_of
from domain.oversight.counts import Counted, MonthCounts
from domain.school_plan.year_task import Lists
from domain.text.messages import language_of
from tests.kit.school import SCHOOL
from tests.kit.teams.channel import TEACHERS, ChannelChat, bound
from tests.kit.year.days import THE_PLAN, moment, morning_of

if TYPE_CHECKING:
    from tests.kit.cards.gallery import Gallery

NOTE = "1. Kanarinotat " * 30


async def walk_through(g: "Gallery") -> None:
    await _away(g)
    await _substitutes(g)
    channel = await bound(g, "årshjul", "evalueringer", "ledelse", "trinn 4", channel_id=TEACHERS)
    await channel.says("teacher", "årshjul")
    await channel.says("teacher", "hjelp")
    await morning_of(g, date(2026, 11, 30))
    g.newest("teacher")
    await _posts(g, channel)
    await _own_month(g)
    await _subscriptions(g)
    await _changes(g)


async def _away(g: "Gallery") -> None:
    await g.says_and_shows("teacher", "mine")
    await g.presses("teacher", "Jeg er borte")
    await g.presses("teacher", "Lagre", until="2026-12-04", stand_in=g.choice("teacher", "stand_in", "Ansatt Social"))
    await g.presses("teacher", "Endre")
    await g.says("teacher", "jeg er borte")
    await g.presses("teacher", "Jeg er tilbake")
    await g.invoke("teacher", "me.quiet_form", {})
    await g.presses("teacher", "Lagre")
    await g.presses("teacher", "Endre dagen")
    await g.presses("teacher", "Ikke minn meg om årshjulet")
    await g.presses("teacher", "Minn meg om årshjulet")
    await g.says("teacher", "ikke minn meg")
    await g.presses("teacher", "Minn meg")
    await g.says("teacher", "minn meg")
    for section in handbook_of(THE_PLAN).sections:
        await g.invoke("line", "handbook.section", {"section": section})
    for said in ("hva skal jeg se etter", "hva er fristen", "hvem er rektor", "sårbre elever"):
        await g.says("line", said)
    await g.invoke("line", "handbook.entry", {"entry": "tegn"})
    await g.invoke("line", "handbook.who", {"role": "rektor"})
    for who in ("principal", "teacher", "line"):
        await g.says(who, "statistikk")
    await g.says("teacher", "språk")
    await g.invoke("teacher", "language.choose", {"language": language_of(g.locale)})
    await g.invoke("principal", "statistics.show", {})
    await _reports(g)
    for button in ("Utsett", "Jeg har lest alt"):
        await g.invoke("line", "privacy.show", {})
        await g.presses("line", button)
    await _counts(g)


async def _reports(g: "Gallery") -> None:
    """None yet, and one when the half-year is over."""
    await g.presses("principal", "Rapport til skoleeier og SMU")
    today, g.clock.now = g.clock.now, datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
    await g.invoke("principal", "statistics.reports", {})
    await g.presses("principal", "Lag rapport for høsten 2026")
    g.clock.now = today


async def _counts(g: "Gallery") -> None:
    """None yet, and two months of them."""
    await g.invoke("line", "oversight.show", {})
    with g.database.begin() as unit:
        for month in (date(2026, 9, 1), date(2026, 10, 1)):
            told = MonthCounts(month=month, counts={Counted.CLOSED: 12})
            unit.school(SCHOOL).events.keep(Event(kind=EventKind.OVERSIGHT_COUNTED, at=g.clock.now, by=None), told)
    await g.invoke("owner", "oversight.show", {"month": "2026-10-01"})
    await g.presses("owner", "Forrige måned")


async def _substitutes(g: "Gallery") -> None:
    """Let in by a leader, who puts the access right and ends it, and what the substitute sees."""
    chosen = {"account": str(uuid.uuid5(uuid.NAMESPACE_OID, "vikar")), "name": "Vera Vikarsen", "groups": "4B"}
    await g.says("vikar", "hei")
    await g.says("line", "vikar")
    await g.presses("line", "Gi en vikar tilgang")
    await g.presses("line", "Gi tilgang", **(chosen | {"name": "Vera"}))
    await g.presses("line", "Gi tilgang", **chosen)
    await g.presses("line", "Rett")
    await g.presses("line", "Lagre", until="15:30")
    await g.says("line", "vikarer i dag")
    await g.presses("line", "Vikarer i dag")
    await g.deliver()
    g.newest("vikar")
    await g.presses("vikar", "Se hva jeg kan gjøre")
    await g.presses("line", "Avslutt")


async def _posts(g: "Gallery", channel: ChannelChat) -> None:
    """The first of the posts of a day, and the list of a meeting."""
    channel.opens(next(n for n, post in enumerate(channel.posts()) if "(1 av " in post[0]))
    await channel.presses("principal", "Hvem?")
    await channel.presses("principal", "Tilbake")
    for several in ("Elevundersøkelsen", "Utviklingssamtale 1"):
        if any(line.startswith(several) for line in channel.sees().splitlines()):
            await channel.presses("principal", "Hvem?", several)
            await channel.presses("principal", "Ferdig")
            await channel.presses("principal", "Avbryt")
            await channel.presses("principal", "Tilbake")
    await channel.presses("principal", "Flytt fristen", "Aktivitetskveld")
    await channel.presses("principal", "Flytt fristen", until="2026-12-11", reason=NOTE)
    await channel.presses("principal", "Hvem?", "Aktivitetskveld")
    await channel.presses("principal", "Angre «fristen er flyttet»")
    await channel.presses("principal", "Ferdig", "Aktivitetskveld")
    await g.deliver()
    for who in ("line", "assistant"):
        for lists in Lists:
            await g.invoke(who, "year.list", {"day": "2026-12-01", "lists": lists})


async def _own_month(g: "Gallery") -> None:
    g.clock.now = moment(date(2027, 1, 12))
    for who in ("teacher", "base", "principal"):
        await g.says(who, "årshjul")
    await g.presses("principal", "Neste")
    await g.presses("principal", "Forrige")
    await g.presses("principal", "Hele året")
    await g.presses("principal", "Denne måneden")
    survey = _key(g, "elevundersøkelsen")
    for day in range(2):
        await g.invoke("principal", "year.open", {"task": survey})
        await g.presses("principal", "Resultatene er kommet")
        await g.presses("principal", "Lagre")
        g.clock.forward(days=day)
        await g.presses("principal", "Angre")
        await g.presses("principal", "Angre", **{"reason": NOTE} if day else {})
    await g.invoke("principal", "year.open", {"task": survey})
    await g.presses("principal", "Resultatene er kommet")
    await g.presses("principal", "Lagre")
    for task in ("elevundersøkelsen", "klassekontrakt"):
        key = _key(g, task)
        await g.invoke("principal", "year.open", {"task": key})
        await g.presses("principal", "Ferdig")
        if "note" in g.sees_inputs("principal"):
            parts = {"parts": g.offers("principal", "parts")} if "parts" in g.sees_inputs("principal") else {}
            await g.presses("principal", "Ferdig", note=NOTE, **parts)
        await g.presses("principal", "Angre «ferdig»")
    key = _key(g, "klassekontrakt")
    await g.invoke("principal", "year.finish", {"task": key, "note": NOTE, "parts": "4B", "asked": "true"})
    g.clock.forward(days=1)
    await g.invoke("principal", "year.open", {"task": key})
    await g.presses("principal", "Angre «ferdig»")
    await g.presses("principal", "Angre", reason=NOTE)


async def _subscriptions(g: "Gallery") -> None:
    await g.says("teacher", "kalender")
    await g.presses("teacher", "Abonner i kalenderen")
    await g.presses("teacher", "Mine oppgaver")
    await g.presses("teacher", "Tilbake")
    await g.presses("teacher", "Ny lenke: Mine oppgaver")
    await g.presses("teacher", "Tilbake")
    await g.presses("teacher", "Stopp abonnementet")


async def _changes(g: "Gallery") -> None:
    await g.says("principal", "ny oppgave")
    await g.says("teacher", "endre frist")
    await g.presses("principal", "Ny oppgave")
    told = {"title": NOTE[:80], "text": NOTE, "day": "2027-03-12", "owners": "kontaktlærer,trinnleder", "reason": NOTE}
    await g.presses("principal", "Lagre", **told, grades="4,6")
    await g.deliver()
    await g.says("principal", "endre frist")
    await g.presses("principal", "Velg oppgave")
    await g.presses("principal", "Velg", task=g.choice("principal", "task", NOTE[:40]))
    task = g.cards["principal"]
    for title, said in {
        "Flytt fristen": {"day": "2027-03-19"},
        "Endre hvem som gjør den": {"owners": "lærer"},
        "Endre trinn": {"grades": "4"},
        "Ta ut i år": {},
    }.items():
        g.cards["principal"] = task
        await g.presses("principal", title)
        await g.presses("principal", "Avbryt")
        await g.presses("principal", title)
        await g.presses("principal", "Lagre", reason=NOTE, **said)
    await g.presses("principal", "Endret i år")
    await g.presses("principal", "Angre")
    await g.says("principal", "årshjul")
    await g.presses("principal", "Endret i år")
    await g.invoke("principal", "year.change", {"task": _key(g, "fellessamling")})
    await g.presses("principal", "En annen gang")
    await g.deliver()


def _key(g: "Gallery", task: str) -> str:
    with g.database.begin() as unit:
        tx = g.school(unit)
        found = tx.year.states(THE_PLAN)
    return next(state.one.key for state in found if state.task.id == task)
