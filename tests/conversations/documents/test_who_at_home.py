"""Whom a home is told does what: those who do it, and never another in the place of who is kept off the case."""

from tests.conversations.case.test_inhabil import REASON
from tests.conversations.case.test_naming_late import taken_after_naming
from tests.conversations.documents.test_moments import CALL, INVITATION
from tests.kit.school import SCHOOL, STAFF, Chat, walk
from tests.kit.steps.saksgang import CANARIES, evaluates, opens, pdf, plan, received, short_plan_in_effect, takes

PLAN, HOME = "Aktivitetsplan", "Til hjemmet"


def _of(chat: Chat, who: str, name: str, title: str) -> str:
    """The value of a choice by a part of its title."""
    found = next(piece for piece in walk(chat.cards[who]) if piece.get("id") == name)
    value: str = next(choice["value"] for choice in found["choices"] if title in choice["title"])
    return value


async def lifts_and_lets_in(chat: Chat, reference: str) -> None:
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Opphev utestenging")
    chosen = chat.choice("principal", "person", "Ansatt Assistant")
    await chat.presses("principal", "Lagre", person=chosen, reason="Kanarigrunn: var ikke på skolen")
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Legg til")
    chosen = chat.choice("principal", "person", "Ansatt Assistant")
    await chat.presses("principal", "Lagre", person=chosen, reason="Kanarigrunn: følger eleven")


async def writes(chat: Chat, reference: str, button: str, **said: str) -> None:
    await chat.says("principal", f"plan {reference}")
    await chat.presses("principal", "Vis")
    await chat.presses("principal", button)
    if "who" in said:
        said["who"] = _of(chat, "principal", "who", said["who"])
    await chat.presses("principal", "Lagre", **said)


async def test_who_is_cleared_and_carries_out_a_measure_stands_by_name(chat: Chat) -> None:
    await taken_after_naming(chat, "assistant")
    chat.canaries.extend([*CANARIES, "Kanariproblem", "Kanaritiltak", "Kanariord", "Kanarihjem"])
    reference = "2026-001"
    await lifts_and_lets_in(chat, reference)
    problem = "Kanariproblem: er alene i alle friminutt og blir holdt utenfor"
    await writes(chat, reference, "Skriv problem og funn", problem=problem)
    measure = {
        "what": "Kanaritiltak for alle friminutt",
        "for_pupil": "Kanariord: en voksen er ute",
        "who": "Assistant",
    }
    await writes(chat, reference, "Nytt tiltak", **measure, end="2026-12-18", evaluate_on="2026-11-30")
    for_home = "Kanarihjem: hun har det ikke trygt nå på skolen sin"
    await writes(chat, reference, "Skriv til hjemmet og eleven", problem_for_home=for_home)
    read = await pdf(chat, reference, PLAN, HOME, who="principal")
    assert "Ansatt Assistant" in read[read.index("Kanaritiltak") :]
    assert "Hvem: Ansatt Assistant." in await pdf(chat, reference, "Min plan", HOME, who="principal")


async def test_what_was_done_by_one_who_is_kept_off_since_is_not_said_to_be_the_principals(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.forward(days=7)
    await evaluates(chat, reference)
    before = await pdf(chat, reference, "Kort plan", HOME)
    assert "Skrevet av: Ansatt Social" in before
    await steps_aside(chat, reference)
    read = await pdf(chat, reference, "Kort plan", HOME, who="line")
    assert "Versjon: 1, satt i verk 23.11.2026 kl. 12.41 Neste" in read
    assert "Ansatt Teacher" in read
    for never in ("Ansatt Social", "rektor", "Skrevet av"):
        assert never not in read


async def steps_aside(chat: Chat, reference: str) -> None:
    await opens(chat, "social", reference)
    await chat.presses("social", "Hvem er med?")
    await chat.presses("social", "Jeg er inhabil")
    chat.canaries.append(REASON)
    await chat.presses("social", "Lagre", reason=REASON)


async def test_nobody_is_told_to_ring_one_who_is_kept_off(chat: Chat) -> None:
    reference = await received(chat)
    await takes(chat, "social", reference, CALL)
    await steps_aside(chat, reference)
    assert "spør etter rektor" in await pdf(chat, reference, INVITATION, HOME, who="line")


async def test_a_measure_of_one_who_has_left_is_the_others_who_carry_it_out(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    await plan(chat, "social", reference)
    await chat.presses("social", "Endre")
    both = ",".join(_of(chat, "social", "who", name) for name in ("Ansatt Teacher", "Ansatt Base"))
    await chat.presses("social", "Lagre", who=both)
    await chat.presses("social", "Sett planen i verk")
    assert "Hvem: Ansatt Base og Ansatt Teacher." in await pdf(chat, reference, "Min plan", HOME)
    chat.clock.forward(days=1)
    _leaves(chat, "teacher")
    assert "Hvem: Ansatt Base." in await pdf(chat, reference, "Min plan", HOME)
    assert "Ansatt Teacher" not in await pdf(chat, reference, "Kort plan", HOME)
    chat.clock.forward(days=1)
    _leaves(chat, "teacher", "base")
    await opens(chat, "social", reference)
    await chat.presses("social", "Dokumenter")
    await chat.presses("social", "Min plan")
    assert "Velg først noen til å gjøre hvert tiltak." in chat.sees("social")


def _leaves(chat: Chat, *who: str) -> None:
    staff = [person for key, person in STAFF.items() if key not in who]
    with chat.database.begin() as unit:
        unit.school(SCHOOL).people.replace(staff)
