"""What the school's plan says, for whoever asks for it: by a word, in their own words, or by a button."""

import re
from functools import lru_cache

from bot.handlers.words.registry import word
from bot.language.commands import REFERENCE, Command
from bot.language.known_words import CONTACTS, GUIDANCE, WHO_SEES
from bot.language.plan_search import Index, index_of
from bot.language.stems import asks, stems
from bot.router import Show, router
from cards.handbook import contacts as contacts_cards
from cards.handbook import guidance as cards
from cards.handbook.actions import OpenEntry, OpenSection, ShowWhoIs
from cards.kit.elements import Card
from cards.protection import privacy
from domain.checks.school_plan import by_when
from domain.errors import NotFound
from domain.handbook.sections import handbook_of
from domain.people.person import ROLE_LABELS
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_
from services.people.staff import who_has
from services.turn import Turn

_WHO_IS = re.compile(r"(?:hvem|kven|who) (?:er|is) (?:min |vår |skolens |skulens |the |our |my )?([\w .-]+?)\W*")
_GONE = N_("Skolens plan sier ikke noe om dette lenger. Skriv «veiledning».")


@word(CONTACTS)
def contacts(_command: Command, turn: Turn) -> Card:
    return contacts_cards.contacts_card(turn.school_plan, turn.actor)


@word(GUIDANCE)
def guidance(_command: Command, turn: Turn) -> Card:
    return cards.guidance_card(turn.school_plan, handbook_of(turn.school_plan), turn.actor)


@word(WHO_SEES)
def who_sees(_command: Command, _turn: Turn) -> Card:
    return privacy.who_sees_card()


@router.on(OpenSection)
def open_section(action: OpenSection, turn: Turn) -> Show:
    section = handbook_of(turn.school_plan).sections.get(action.section)
    if section is None:
        raise NotFound(_GONE)
    return Show(cards.section_card(section, turn.school_plan))


@router.on(OpenEntry)
def open_entry(action: OpenEntry, turn: Turn) -> Show:
    entry = handbook_of(turn.school_plan).entries.get(action.entry)
    if entry is None:
        raise NotFound(_GONE)
    return Show(cards.entry_card(entry, turn.actor))


@router.on(ShowWhoIs)
def show_who_is(action: ShowWhoIs, turn: Turn) -> Show:
    return Show(contacts_cards.who_is_card(action.role, who_has(action.role, turn)))


def asked_of_the_plan(command: Command, turn: Turn) -> Card | None:
    """What the plan says of it, when it is a question, or means nothing else here."""
    if stems(command.said) == stems("frist"):
        return cards.deadlines_card([*by_when(turn.school_plan, turn.now)])
    if role := _role_asked_for(command.said):
        return contacts_cards.who_is_pointer(role)
    if REFERENCE.search(command.said) or (command.word is not None and not (command.rest and asks(command.said))):
        return None
    found = _index(turn.school_plan).search(command.said)
    if not found.entries or not (command.word is None or found.named):
        return None
    entries = handbook_of(turn.school_plan).entries
    first, *others = [entries[one] for one in found.entries]
    if found.sure:
        return cards.entry_card(first, turn.actor, others)
    return cards.found_card([first, *others], turn.actor)


@lru_cache(maxsize=32)
def _index(plan: SchoolPlan) -> Index:
    """Worked out once for a plan: it is in the plan's own words, whoever reads."""
    return index_of(handbook_of(plan))


def _role_asked_for(said: str) -> str:
    """The role a question is about, by the school's own name for it."""
    asked = _WHO_IS.fullmatch(said)
    named = {label.casefold(): role for role, label in ROLE_LABELS.items()}
    return named.get(asked[1], "") if asked else ""
