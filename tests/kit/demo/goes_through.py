"""One who has a case alone takes it from step to step, as its card leads, until it is closed."""

from tests.kit.demo.colleague import Colleague
from tests.kit.demo.said import CLOSING, EVALUATION, MEASURES, PROBLEM, SAID
from tests.kit.school import buttons, walk

OPENS_A_STEP = "step.open"
END = "Avslutt, eller undersøk på nytt"
PLANNED = ("Evaluer tiltakene", "Følg opp etter at det har stoppet")
NO_NEED = "Ikke behov for tiltak"
TOMORROW = "2026-12-02"
ANYTHING = "Det er snakket om, og skrevet ned."


async def goes_through(worker: Colleague, reference: str, outcome: str, *, rounds: int = 1) -> None:
    """Until it is closed, or that is refused; `outcome` of the start meeting. `rounds`: how many times the pupil is
    heard anew.
    """
    await worker.opens(reference)
    if "Ta imot" in titles(worker):
        await worker.presses("Ta imot")
    for number in range(rounds):
        await _takes_what_waits(worker, reference, outcome)
        for title in PLANNED if outcome != NO_NEED else ():
            await opens_step(worker, reference, title)
            await _takes(worker, title, outcome)
        if number + 1 < rounds:
            await opens_step(worker, reference, END)
            await worker.presses("Undersøk på nytt")
            await worker.presses("Undersøk på nytt", reason="Det har begynt igjen.")
    await closes(worker, reference)


async def closes(worker: Colleague, reference: str) -> None:
    await opens_step(worker, reference, END)
    await worker.presses("Avslutt saken", **CLOSING, safe_now="Ja, eleven sier det selv")


def titles(worker: Colleague) -> list[str]:
    return [button["title"] for button in buttons(worker.card)]


async def opens_step(worker: Colleague, reference: str, title: str) -> None:
    """From the case, or from all its steps."""
    await worker.opens(reference)
    if title not in titles(worker):
        await worker.presses(next(one for one in titles(worker) if one.startswith("Alle steg")))
    await worker.presses(title)


async def _takes_what_waits(worker: Colleague, reference: str, outcome: str) -> None:
    """Each step once, as the card offers them."""
    taken = {END, *PLANNED}
    while True:
        await worker.opens(reference)
        offered = [button["title"] for button in buttons(worker.card) if button["verb"] == OPENS_A_STEP]
        if not (new := [title for title in offered if title not in taken]):
            return
        taken.add(new[0])
        await worker.presses(new[0])
        await _takes(worker, new[0], outcome)


async def _takes(worker: Colleague, title: str, outcome: str) -> None:
    """The form in sight, whatever it is."""
    offered = titles(worker)
    if "Ferdig" in offered:
        await worker.presses("Ferdig", **_answers(worker, title, outcome))
        assert "Ferdig" not in titles(worker), worker.sees()
        return None
    if "Lagre evalueringen" in offered:
        said = EVALUATION | worker.each("worked", "Virker") | {"safe_now": "Ja"}
        return await worker.presses("Lagre evalueringen", **said)
    if "Skriv problem og funn" in offered:
        return await _plans(worker)
    message = f"{title}: {sorted(offered)}"
    raise AssertionError(message)


def _answers(worker: Colleague, title: str, outcome: str) -> dict[str, str]:
    """What the demo's people say of a step; of others, something. Of a choice, what the meeting came to, or the first:
    of people, one who is on the case.
    """
    said = dict(SAID.get(title, {}))
    for piece in walk(worker.card):
        name, kind = str(piece.get("id", "")).removeprefix("answers-"), piece.get("type")
        if kind == "Input.Text" and name not in said:
            said[name] = ANYTHING
        elif kind == "Input.Date" and not piece.get("value") and name != "tatt_opp":
            said[name] = TOMORROW
        elif kind == "Input.ChoiceSet" and (outcome in {one["title"] for one in piece["choices"]}):
            said[name] = outcome
        elif kind == "Input.ChoiceSet" and piece["choices"]:
            said[name] = piece["choices"][0]["title"]
    return said


async def _plans(worker: Colleague) -> None:
    if "Sett planen i verk" not in titles(worker):
        await worker.presses("Skriv problem og funn")
        await worker.presses("Lagre", **PROBLEM)
        await worker.presses("Nytt tiltak")
        who = next(piece for piece in walk(worker.card) if piece.get("id") == "who")["choices"][0]["title"]
        await worker.presses("Lagre", what=MEASURES[0]["what"], who=who)
    await worker.presses("Sett planen i verk")
