"""What the bot says in nynorsk and English: all of it, with the same values, and in words that are real."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.language.catalogues import path_of
from bot.language.known_words import MEANINGS
from domain.translation.plan_in_language import TEXTS, in_language
from tests.kit.school import the_plan
from tests.kit.school_plans import altered, sentences
from tests.test_messages import all_messages

ROOT = Path(__file__).parents[3]
OTHERS = ("nn", "en")
VALUES = re.compile(r"\{(\w+)\}")
QUOTED = {
    "nb": re.compile(r"«([^«»{}]+)»"),
    "nn": re.compile(r"«([^«»{}]+)»"),
    "en": re.compile(r"[“«]([^“”«»{}]+)[”»]"),
}
BOKMAL = re.compile(
    r"(?<![@\w])(ikke|hva|hvem|hvordan|hvorfor|hvilke[tn]?|jeg|noen|noe|mye|fra|bare|være|skolen|skoler|skolens|elever"
    r"|elevene|uke[nr]?|foresatte|ansatte?|rektors|åpne[tr]?|gjøre|oppgaver|velge[rt]?)\b(?!\.csv)"
)
"""Words that are bokmål only."""


@cache
def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def texts(found: object) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found)  # type: ignore[arg-type]  # the types cannot say it


def pairs(language: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(texts(one.id), texts(one.string)) for one in catalogue(path_of(language)) if one.id]


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_there_and_no_other(language: str) -> None:
    said = {tuple(one.templates) if one.name == "n_" else (text,) for one in all_messages() for text in one.templates}
    there = {one for one, told in pairs(language) if all(told)}
    assert sorted(said - there - {one[:1] for one in there}) == []
    assert sorted(there - said) == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("where", ["bot/locale/{}.po", "plans/rosenholm.{}.po"])
def test_each_names_the_same_values(language: str, where: str) -> None:
    found = [
        (texts(one.id), texts(one.string)) for one in catalogue(ROOT / where.format(language)) if one.id and one.string
    ]
    assert len(found) > 500
    assert [
        one for one in found if set(VALUES.findall(" ".join(one[0]))) != set(VALUES.findall(" ".join(one[1])))
    ] == []


def test_nynorsk_is_real() -> None:
    spoken = [told for _, each in pairs("nn") for told in each]
    spoken += [str(one.string) for one in catalogue(ROOT / "plans/rosenholm.nn.po") if one.id]
    assert [one for one in spoken if BOKMAL.search(one.casefold())] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_word_to_type_is_one_the_bot_knows_by_the_same_meaning(language: str) -> None:
    for said, told in pairs(language):
        for one, other in zip(said, told, strict=True):
            typed = [MEANINGS[word] for word in QUOTED["nb"].findall(one) if word in MEANINGS]
            known = [
                MEANINGS[word.casefold()] for word in QUOTED[language].findall(other) if word.casefold() in MEANINGS
            ]
            assert not set(typed) - set(known), (one, other)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_the_schools_plan_is_there(language: str) -> None:
    there = {str(one.id) for one in catalogue(ROOT / f"plans/rosenholm.{language}.po") if one.id and one.string}
    told = {text for path, text in sentences(the_plan().model_dump(mode="json")) if TEXTS.fullmatch(path)}
    assert sorted(told - there) == []


def test_a_plan_without_a_translation_is_told_as_it_was_written() -> None:
    plan = altered(the_plan(), school_id="fjernskole")
    other = in_language(plan, "nn")
    assert (other.language, other.guidance) == ("nn", plan.guidance)
    assert other.calendar is plan.calendar
    assert in_language(plan, "nn") is other
    assert in_language(plan, "") is in_language(plan, "nb") is plan


def test_what_the_bot_goes_by_is_the_same_in_each() -> None:
    plan = the_plan()
    other = in_language(plan, "nn")
    assert [step.id for step in other.procedure.steps] == [step.id for step in plan.procedure.steps]
    assert [step.title for step in other.procedure.steps] != [step.title for step in plan.procedure.steps]
    assert other.routing == plan.routing
    assert other.deadlines == plan.deadlines
