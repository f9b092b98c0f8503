"""Which language the person is spoken to in."""

from bot.handlers.words.registry import word
from bot.language.commands import Command
from bot.language.known_words import LANGUAGE
from bot.router import Show, router
from cards.kit.elements import Card
from cards.language.actions import ChooseLanguage
from cards.language.language import chosen_card, language_card
from domain.text.messages import language
from services.language.speak import speak
from services.turn import Turn


@word(LANGUAGE)
def which_language(_command: Command, turn: Turn) -> Card:
    return language_card(turn.actor.language)


@router.on(ChooseLanguage)
def choose_language(action: ChooseLanguage, turn: Turn) -> Show:
    """The answer is in it already."""
    chosen = "" if action.language == "as_teams" else action.language
    speak(chosen, turn)
    if chosen:
        language.set(chosen)
    return Show(chosen_card())
