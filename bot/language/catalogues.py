"""The languages the bot speaks, beside bokmål: `locale` holds what translators have made of each message."""

from functools import cache
from pathlib import Path

from domain.text.messages import LANGUAGES, SOURCE, add_catalogue
from domain.translation.catalogue import read_catalogue

FOLDER = Path(__file__).parents[1] / "locale"


def path_of(language: str) -> Path:
    return FOLDER / f"{language}.po"


@cache
def learn_languages() -> None:
    """Once, before anyone is spoken to."""
    for language in LANGUAGES:
        if language != SOURCE:
            add_catalogue(language, read_catalogue(path_of(language).read_text(encoding="utf-8")))
