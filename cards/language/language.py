"""Which language one is spoken to in. Each is called what it is called in itself."""

from cards.case.actions import SayWord
from cards.kit.elements import Card, buttons, card, heading, text
from cards.language.actions import ChooseLanguage
from domain.text.messages import LANGUAGES, _


def language_card(chosen: str) -> Card:
    """`chosen`: what the person has chosen, if anything."""
    now = _("Jeg følger språket i Teams hos deg, når det er bokmål, nynorsk eller engelsk.")
    return card(
        heading(_("Språk")),
        text(_("Du har valgt {language}.", language=LANGUAGES[chosen]) if chosen else now),
        text(_("Kanaler og dokumenter er på skolens målform."), subtle=True),
        buttons(*[ChooseLanguage.button(name, language=code) for code, name in LANGUAGES.items()]),
        actions=[ChooseLanguage.button(_("Som i Teams"), language="as_teams") if chosen else None],
    )


def chosen_card() -> Card:
    return card(
        heading(_("✓ Språket er valgt")),
        text(_("Fra nå av skriver jeg slik til deg, også i varsler og morgenmeldinger.")),
        actions=[SayWord.button(_("Hjelp"), word="hjelp"), SayWord.button(_("Språk"), word="språk")],
    )
