"""The first things people see: help, and what to say to someone the bot does not know."""

from collections.abc import Sequence

from cards.actions import SayWord, ShowUnreachable
from cards.elements import Card, card, heading, points, problem, stamp, text
from domain.access import Permission, may
from domain.people import Person

OLD_CLIENT = "Teams-appen din er for gammel for dette kortet. Oppdater Teams, og prøv igjen."
DELETE_IT = "Chatten er ikke et trygt sted for det som gjelder elever. Slett meldingen din, og bruk knappen i stedet."

LABELS = {
    "varsle": "Varsle rektor",
    "logg": "Ny logg",
    "mine": "Mine",
    "saker": "Åpne saker",
    "hjelp": "Hjelp",
}


def welcome_or_help(person: Person, school: str, words: Sequence[tuple[str, str]], *, new: bool = False) -> Card:
    """What the bot can do, in the words a person may type."""
    law = "opplæringslova kapittel 12, før: 9 A"
    return card(
        heading("Hei!" if new else "Dette kan jeg hjelpe deg med"),
        text(f"Jeg hjelper deg og {school} med å følge opp at elevene har det trygt og godt ({law})."),
        points([f"**{word}** – {meaning}" for word, meaning in words]),
        text("Skriv aldri navn eller det som har skjedd rett i chatten. Bruk knappene.", subtle=True),
        actions=[
            *[_say(word) for word in ("varsle", "logg", "mine", "saker")],
            ShowUnreachable.button("Ikke nåbare") if may(person, Permission.SEE_UNREACHABLE) else None,
        ],
    )


def channel_help() -> Card:
    """In a channel others read along: nothing of a case is said there."""
    return card(
        heading("Skolemiljø"),
        text("Jeg svarer ikke om saker i kanaler. Skriv til meg i 1:1-chat: «varsle», «logg», «mine» eller «saker»."),
        text("Her kan du skrive «årshjul», eller «kanal»: da ser du hva kanalen får, og en leder kan velge det."),
    )


def not_understood(likely: Sequence[str], *, wrote_content: bool) -> Card:
    """The three most likely buttons; who wrote about a pupil is helped to take it back (law 1)."""
    return card(
        heading("Hva vil du gjøre?"),
        problem(DELETE_IT) if wrote_content else text("Det ordet kjenner jeg ikke. Mente du en av disse?"),
        actions=[_say(word) for word in likely],
    )


def unknown_person() -> Card:
    return card(
        heading("Jeg finner deg ikke"),
        text(
            "Du står ikke i skolens liste over ansatte, så jeg kan ikke hjelpe deg her. Si fra til rektor eller "
            "den som har ansvar for Skolemiljø på skolen. **Haster det, si fra til rektor muntlig nå.**"
        ),
    )


def choose_school(word: str, schools: Sequence[tuple[str, str]]) -> Card:
    """For someone who works at several schools (id, name): the word again, with the school in the button."""
    actions = [SayWord.button(name, word=word) for _, name in schools]
    for action, (school_id, _) in zip(actions, schools, strict=True):
        stamp(action, school_id)
    return card(heading("Hvilken skole gjelder det?"), actions=actions)


def say(words: str) -> Card:
    """A plain answer to a typed word."""
    return card(text(words))


def old_client() -> Card:
    return card(problem(OLD_CLIENT))


def _say(word: str) -> Card:
    return SayWord.button(LABELS[word], word=word)
