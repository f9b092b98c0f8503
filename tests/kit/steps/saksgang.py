"""A case walked through the procedure in chat: every step by its button, with something said to all it asks."""

import re
from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader

from tests.kit.school import ANSWER, Chat, Json, by_input, walk

CANARIES = ("Kanarifunn", "Kanarisitat", "Kanarideltakere", "Kanaristed", "Kanarisyn", "Kanariveien", "Kanarigrunn")
SAID = {
    "sitat": "Kanarisitat",
    "til_stede": "Kanarideltakere",
    "sted": "Kanaristed",
    "grunn": "Kanarigrunn",
    "reason": "Kanarigrunn",
    "nummer": "17",
    "veien_videre": "Kanariveien videre",
}
"""What is said to some questions; to the others, something that was found."""
EVALUATED = {
    "safe_now": "ja",
    "pupil_words": "Kanarisitat",
    "present": "Kanarideltakere",
    "guardians_view": "Kanarisyn",
    "first": "ofte",
    "next_on": "2026-12-18",
}


async def opens(chat: Chat, who: str, reference: str) -> str:
    """The case as this person sees it."""
    await chat.says(who, f"sak {reference}")
    await chat.presses(who, "Vis")
    return chat.sees(who)


async def tells_the_owner(chat: Chat, who: str, document: str = "") -> None:
    """From the case: where there is a choice it is made, else there is only the button that says so."""
    await chat.presses(who, "Meld fra til skoleeier")
    if "notice" in chat.sees_inputs(who):
        await chat.presses(who, "Lagre", notice="meldt_skoleeier", document=document)
    else:
        await chat.presses(who, "Jeg har meldt fra til skoleeier", document=document)


def answers(chat: Chat, who: str) -> dict[str, str]:
    """Something for every input of the form in sight; the contact teacher of a list of people, all of the checks."""
    found = {}
    for piece in walk(chat.cards[who]):
        name, kind = str(piece.get("id", "")), str(piece.get("type", ""))
        question = name.removeprefix(ANSWER)
        if kind == "Input.Text" and (question in SAID or question != name):
            found[name] = SAID.get(question, "Kanarifunn")
        elif kind == "Input.ChoiceSet" and piece.get("isMultiSelect"):
            found[name] = ",".join(choice["value"] for choice in piece["choices"])
        elif kind == "Input.ChoiceSet":
            named = [choice for choice in piece["choices"] if re.search(r"Ansatt Teacher\b", choice["title"])]
            found[name] = (named or piece["choices"])[0]["value"]
        elif kind == "Input.Date" and not piece.get("value"):
            found[name] = (chat.clock.now + timedelta(days=0)).date().isoformat()
    return found


async def takes(chat: Chat, who: str, reference: str, title: str, **said: str) -> Json:
    """Open the case, press the step, answer what it asks, and press «Ferdig»."""
    await opens(chat, who, reference)
    if title not in chat.titles(who):
        await chat.presses(who, next(t for t in chat.titles(who) if t.startswith("Alle steg")))
    await chat.presses(who, title)
    return await chat.presses(who, "Ferdig", **(answers(chat, who) | by_input(said, chat.inputs(who))))


def next_steps(chat: Chat, who: str) -> list[str]:
    """The buttons of the open steps on the case in sight."""
    usual = {"Alle steg", "Skriv i loggen", "Hvem er med?", "Rett", "Slå sammen", "Eldre", "Vis planen", "Dokumenter"}
    usual |= {"Rett eller avslutt", "Kort fortalt", "Hvem har åpnet saken?"}
    return [title for title in chat.titles(who) if title not in usual and not title.startswith("Alle steg")]


async def received(chat: Chat) -> str:
    chat.canaries.extend(CANARIES)
    reference = await chat.sends()
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    return reference


async def to_the_outcome(chat: Chat, outcome: str, reference: str = "", **said: str) -> str:
    """All that comes before the measures, by those whose it is; of a new case when none is given. `said` in the start
    meeting.
    """
    reference = reference or await received(chat)
    for who, title in (
        ("line", "Hold avklaringssamtale"),
        ("social", "Ring foresatte"),
        ("social", "Kall inn til oppstartsmøte"),
        ("teacher", "Finn elevens trygghetsperson"),
        ("teacher", "Observer eleven"),
        ("base", "Spør eleven om AKS"),
        ("social", "Hold oppstartsmøte"),
        ("teacher", "Hold kartleggingssamtale"),
        ("teacher", "Hold elevsamtale"),
    ):
        await takes(chat, who, reference, title, **({"valg": outcome, **said} if title == "Hold oppstartsmøte" else {}))
    return reference


async def agrees_on_a_short_plan(chat: Chat, reference: str) -> None:
    """The steps from the start meeting to a short plan that can be written."""
    await takes(chat, "line", reference, "Utform tiltak i oppstartsmøtet")
    await takes(chat, "line", reference, "Bli enige om tiltak")


async def short_plan_in_effect(chat: Chat) -> str:
    reference = await to_the_outcome(chat, "kort_plan")
    await agrees_on_a_short_plan(chat, reference)
    await writes_the_plan(chat, reference)
    await chat.presses("social", "Sett planen i verk")
    return reference


def link_in_sight(chat: Chat, who: str) -> str:
    """The path of the link on the card."""
    url = next(piece["url"] for piece in walk(chat.cards[who]) if piece.get("type") == "Action.OpenUrl")
    return str(url).removeprefix("https://skolemiljo.test")


async def pdf(
    chat: Chat, reference: str, title: str, edition: str = "Til saken", *, who: str = "social", **said: str
) -> str:
    """The text of a document, as one long line."""
    await opens(chat, who, reference)
    await gets(chat, who, title, edition, **said)
    answer = await chat.client.post(link_in_sight(chat, who))
    pages = PdfReader(BytesIO(await answer.read())).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


async def gets(chat: Chat, who: str, title: str, edition: str = "Til saken", **said: str) -> None:
    """A link to a document, from the card of the case. `edition`: as it is called in the document."""
    await chat.presses(who, "Dokumenter")
    await chat.presses(who, title)
    await chat.presses(who, edition.replace("Til ", "Lag for "), **said)


async def evaluates(chat: Chat, reference: str, who: str = "social", **said: str) -> None:
    """Every measure works and goes on, unless something else is said."""
    await opens(chat, who, reference)
    await chat.presses(who, "Evaluer tiltakene")
    await chat.presses(who, "Lagre evalueringen", **(answers(chat, who) | EVALUATED | said))


async def plan(chat: Chat, who: str, reference: str) -> str:
    """The activity plan as this person sees it."""
    await opens(chat, who, reference)
    await chat.presses(who, "Vis planen")
    return chat.sees(who)


async def writes_the_plan(
    chat: Chat, reference: str, who: str = "social", *, end: str = "2026-12-18", evaluate_on: str = "2026-11-30"
) -> None:
    chat.canaries.extend(["Kanariproblem", "Kanaritiltak", "Kanariforslag", "Kanariord"])
    await opens(chat, who, reference)
    await chat.presses(who, "Vis planen")
    assert "Skriv hvilket problem tiltakene skal løse (§ 12-4 a)." in chat.sees(who)
    assert "Sett planen i verk" not in chat.titles(who)
    await chat.presses(who, "Skriv problem og funn")
    await chat.presses(who, "Lagre", problem="Kanariproblem: er alene i alle friminutt og blir holdt utenfor leken")
    await chat.presses(who, "Nytt tiltak")
    staff = chat.choice(who, "who", "Ansatt Teacher")
    await chat.presses(
        who,
        "Lagre",
        what="Kanaritiltak for alle friminutt",
        for_pupil="Kanariord: en voksen er ute",
        who=staff,
        end=end,
        evaluate_on=evaluate_on,
    )
