"""What people do in a week, by what their cards offer. Whatever cannot be done just now is let be."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from domain.case.case import Case
from domain.people.person import Person
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import Does
from domain.steps.progress import Step
from tests.kit.school import words
from tests.kit.steps.saksgang import EVALUATED, answers, opens, takes, tells_the_owner
from tests.simulation.school import TEACHERS
from tests.simulation.world import World

Doing = Callable[[World], Awaitable[str]]
OUTCOMES = ("aktivitetsplan", "kort_plan", "ikke_behov")
KINDS = ("mobbing", "elev_sier", "vold")
SUSPICIONS = ("nei",) * 12 + ("ansatt", "ansatt", "ledelsen")
WORDS = ("hjelp", "mine", "saker", "årshjul", "uka", "saker forfalt", "statistikk", "hei")


async def alerts(world: World) -> str:
    """A contact teacher, of a child of the class; every other time of one of the same two."""
    grade, who = world.chance.choice(sorted((g, w) for g, w in TEACHERS.items() if w in world.roll.staff))
    names = [one.name for one in world.roll.pupils if one.grade == grade]
    name = world.chance.choice(names[: world.chance.choice((2, len(names)))])
    said = {"kinds": world.chance.choice(KINDS), "suspicion": world.chance.choice(SUSPICIONS)}
    if said["suspicion"] == "ansatt" and world.chance.random() < 0.5:
        said["named"] = world.chance.choice([one.name for one in world.roll.staff.values()])
    fact = world.token("Kanarifakta")
    await world.chat.alert(who, name, facts=fact, **said)
    await world.chat.presses(who, "Send varselet")
    told = [line.split(": ")[1] for line in words(world.chat.cards[who]) if line.startswith("Saksnummer")]
    if not told:
        return f"{who}: not sent"
    world.acknowledged.alerts[fact] = told[0]
    return f"{who}: alerts {told[0]} {said}"


async def goes_on(world: World) -> str:
    """A step of an open case, by someone whose it is. Where there is none someone alerts."""
    with world.looking() as tx:
        cases = tx.cases.all_open()
    if not cases:
        return await alerts(world)
    case, step, owners = world.some_step()
    who = world.key_of(world.chance.choice(owners))
    if world.chance.random() < 0.3:
        world.clock.forward(minutes=world.chance.randint(1, 20))
    await _takes(world, who, case, step)
    return f"{who}: {case.reference} {step.rule.id}"


async def _takes(world: World, who: str, case: Case, step: Step) -> None:
    chat, reference = world.chat, case.reference
    match step.rule.does:
        case Does.RECEIVE:
            await opens(chat, who, reference)
            await chat.presses(who, "Ta imot")
        case Does.OWNER_NOTICE:
            await opens(chat, who, reference)
            await tells_the_owner(chat, who, "2026/17")
        case Does.PLAN | Does.NEW_MEASURES:
            await _writes_the_plan(world, who, reference)
        case Does.EVALUATE:
            await _evaluates(world, who, reference, step)
        case Does.CLOSE:
            await _closes(world, who, reference, step)
        case Does.OUTCOME:
            await takes(chat, who, reference, step.rule.title, valg=world.chance.choice(OUTCOMES))
        case _:
            await takes(chat, who, reference, step.rule.title)


async def _writes_the_plan(world: World, who: str, reference: str) -> None:
    chat, today = world.chat, world.today
    await opens(chat, who, reference)
    await chat.presses(who, "Vis planen")
    if "Skriv hvilket problem tiltakene skal løse (§ 12-4 a)." in chat.sees(who):
        await chat.presses(who, "Skriv problem og funn")
        await chat.presses(who, "Lagre", problem=f"{world.token('Kanariproblem')}: er alene i alle friminutt")
    calendar = SchoolCalendar(world.school_plan.calendar)
    days = {
        "end": calendar.school_day_or_before(today + timedelta(days=40)).isoformat(),
        "evaluate_on": calendar.next_school_day(today + timedelta(days=6)).isoformat(),
    }
    await chat.presses(who, "Nytt tiltak")
    carrier = world.chance.choice(sorted(chat._choices(who, "who"), key=lambda one: one["title"]))["value"]
    await chat.presses(who, "Lagre", what=f"{world.token('Kanaritiltak')} for alle friminutt", who=carrier, **days)
    await chat.presses(who, "Sett planen i verk")


async def _evaluates(world: World, who: str, reference: str, step: Step) -> None:
    chat, calendar = world.chat, SchoolCalendar(world.school_plan.calendar)
    await opens(chat, who, reference)
    await chat.presses(who, step.rule.title)
    said = answers(chat, who) | EVALUATED
    said |= {
        "safe_now": world.chance.choice(("ja", "ja", "nei")),
        "next_on": calendar.school_day_or_before(world.today + timedelta(days=20)).isoformat(),
    }
    becomes = [name for name in said if name.startswith("becomes-")]
    said |= dict.fromkeys(becomes, world.chance.choice(("fortsett", "fortsett", "avslutt")))
    offered = chat.sees_inputs(who)
    await chat.presses(who, "Lagre evalueringen", **{name: value for name, value in said.items() if name in offered})


async def _closes(world: World, who: str, reference: str, step: Step) -> None:
    await opens(world.chat, who, reference)
    await world.chat.presses(who, step.rule.title)
    said = {"safe_now": "ja", "pupil_words": world.token("Kanarisitat"), "reason": "Kanarigrunn: alle er enige"}
    await world.chat.presses(who, "Avslutt saken", **said)


async def logs(world: World) -> str:
    """Someone on a case, what was seen."""
    case = world.some_case()
    who = world.key_of(world.chance.choice(world.members(case)))
    text = world.token("Kanarilogg")
    await opens(world.chat, who, case.reference)
    await world.chat.presses(who, "Skriv i loggen")
    await world.chat.presses(who, "Lagre", type="observasjon", text=text)
    if text in world.chat.sees(who):
        world.acknowledged.logs[text] = case.id
    return f"{who}: logs in {case.reference}"


async def merges(world: World) -> str:
    """A leader on two cases of one child says that they are one."""
    case = world.some_case(lambda one: one.received_at is not None)
    who = world.key_of(world.chance.choice(world.members(case)))
    await opens(world.chat, who, case.reference)
    await world.chat.presses(who, "Ja, slå sammen")
    return f"{who}: {case.reference} is merged"


async def takes_back(world: World) -> str:
    """A leader undoes what a case was ended by, or ends one that never was."""
    case = world.some_case(lambda _: True, ended=world.chance.random() < 0.7)
    who = world.key_of(world.chance.choice(world.members(case)))
    await opens(world.chat, who, case.reference)
    if case.open:
        await world.chat.presses(who, "Rett eller avslutt")
        await world.chat.presses(who, "Feilregistrert")
        await world.chat.presses(who, "Avslutt saken", reason="Kanarigrunn: bare en prøve")
    else:
        await world.chat.presses(who, "Åpne saken igjen")
        await world.chat.presses(who, "Åpne saken", reason="Kanarigrunn: det har begynt igjen")
    return f"{who}: {case.reference} {'ended' if case.open else 'opened again'}"


async def outsider(world: World) -> str:
    """Who is not on a case asks for it: the same answer as of one that is not there (law 2)."""
    case = world.some_case()
    others = [one for one in world.people() if one.id not in case.members and not _knows(one, case, world)]
    who = world.key_of(world.chance.choice(others))
    await world.chat.says(who, f"sak {case.reference}")
    told = words(world.chat.cards[who])
    await world.chat.says(who, "sak 2019-899")
    nothing = [line.replace("2019-899", case.reference) for line in words(world.chat.cards[who])]
    world.law(2, told == nothing, f"{who} is told of {case.reference}: {told}")
    return f"{who}: asks for {case.reference}"


def _knows(person: Person, case: Case, world: World) -> bool:
    return person.id in world.reporters(case)


async def looks(world: World) -> str:
    who, word = world.chance.choice(sorted(world.roll.staff)), world.chance.choice(WORDS)
    await world.chat.says(who, word)
    return f"{who}: «{word}»"


# About as many cases are closed as are opened, so that a year of it takes as long as the one before.
DOINGS: tuple[tuple[int, Doing], ...] = (
    (1, alerts),
    (18, goes_on),
    (2, logs),
    (1, merges),
    (1, takes_back),
    (1, outsider),
    (2, looks),
)
