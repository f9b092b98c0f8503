"""The pages for those who use the bot (docs/bruk): all are in the navigation, and what they name is there."""

import ast
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from bot.cli.commands import app
from bot.language.commands import parse
from bot.language.plan_search import index_of
from bot.settings.settings import Settings
from domain.handbook.sections import handbook_of
from domain.text.lix import FOR_A_CHILD, lix
from storage.files.school_plan_file import SCHEMA, read_school_plan

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/bruk"
PAGES = {page.name: page.read_text("utf-8") for page in sorted(FOLDER.glob("*.md"))}
FOR_STAFF = ("laerer.md", "sosiallaerer.md", "leder.md", "aks.md", "kanal.md")
ADMINISTRATOR = PAGES["skoleadministrator.md"]
PICTURE = re.compile(r'<img src="(?P<path>[^"]+)" alt="(?P<alt>[^"]*)" width="\d+">')
LINK = re.compile(r"\]\((?!http)([^)#]*)[^)]*\)")
COMMAND = re.compile(r"«`([^`]+)`»")
EMPHASISED = re.compile(r"\*\*([^*]+)\*\*")
NAMED = re.compile(r"`(\w+)`")
VALUE = re.compile(r"\{\w+\}")
OWN_WORD = re.compile(r"\w\w")
OF_ITSELF = {("Question", "id"), ("SchoolRole", "is_a")}
"""Fields that a plan file may leave out, for another says the same."""


def test_every_page_is_in_the_navigation_once() -> None:
    project = tomllib.loads((FOLDER / "zensical.toml").read_text("utf-8"))["project"]
    named = [page for entry in project["nav"] for page in entry.values()]
    assert sorted(named) == sorted(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_every_picture_is_there_and_says_what_it_shows(page: str) -> None:
    pictures = [*PICTURE.finditer(PAGES[page])]
    assert len(pictures) == PAGES[page].count("<img ") + PAGES[page].count("![")
    assert [one["path"] for one in pictures if not re.fullmatch(r"\.\./screenshots/[a-z0-9-]+\.png", one["path"])] == []
    assert [one["path"] for one in pictures if not (FOLDER / one["path"]).is_file()] == []
    assert [one["path"] for one in pictures if len(one["alt"]) < 20] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_another_of_the_pages(page: str) -> None:
    """The site has no others."""
    assert set(LINK.findall(PAGES[page])) <= PAGES.keys()


@pytest.mark.parametrize("page", PAGES)
def test_every_word_to_write_is_one_the_bot_knows(page: str) -> None:
    plan = index_of(handbook_of(read_school_plan(ROOT / "plans/rosenholm.yaml")))
    typed = [one.removeprefix("@Skolemiljø ") for one in COMMAND.findall(PAGES[page])]
    assert [one for one in typed if parse(one).word is None and not plan.search(one).sure] == []


def test_the_teacher_is_told_what_to_write() -> None:
    told = COMMAND.findall(PAGES["laerer.md"])
    assert {"varsle", "logg", "mine", "saker", "årshjul", "veiledning", "hvem kan jeg ringe", "hjelp"} <= {*told}


def said_by_cards() -> list[re.Pattern[str]]:
    """Every message of the cards with words of its own, and anything in the place of its values."""
    calls = (
        node
        for folder in ("cards", "domain")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "n_", "N_"}
    )
    said = {str(one.value) for call in calls for one in call.args if isinstance(one, ast.Constant)}
    ours = [one for one in said if OWN_WORD.search(VALUE.sub("", one))]
    return [re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(one))) for one in ours]


@pytest.mark.parametrize("page", FOR_STAFF)
def test_every_button_that_is_named_is_on_a_card(page: str) -> None:
    """What is emphasised and is no button is a sentence, or leads one in, and ends so."""
    said, named = said_by_cards(), [one for one in EMPHASISED.findall(PAGES[page]) if one[-1] not in ".:"]
    assert named
    assert [one for one in named if not any(known.fullmatch(one) for known in said)] == []


def rows(text: str) -> list[list[str]]:
    """The tables of a page, each as its rows."""
    blocks = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    return [block.splitlines()[2:] for block in blocks]


def first_names(table: Iterable[str]) -> set[str]:
    """What the first column names."""
    return {found[1] for row in table if (found := re.match(r"\| `(\w+)` \|", row))}


def schema() -> Mapping[str, Mapping[str, Any]]:
    """The parts of a plan file by name, and the file itself."""
    told = json.loads((ROOT / SCHEMA).read_text("utf-8"))
    return {**told["$defs"], "SchoolPlan": told}


def kind_of(part: Mapping[str, Any]) -> str:
    """What a rule of the årshjul is called; nothing of other parts."""
    return str(part.get("properties", {}).get("kind", {}).get("const", ""))


PARTS = {name: part for name, part in schema().items() if "properties" in part}


@pytest.mark.parametrize("part", [name for name in PARTS if not kind_of(PARTS[name])])
def test_every_field_of_a_plan_file_is_explained(part: str) -> None:
    fields = set(PARTS[part]["properties"])
    assert any(fields <= first_names(table) for table in rows(ADMINISTRATOR)), fields


@pytest.mark.parametrize("part", [name for name in PARTS if kind_of(PARTS[name])])
def test_every_rule_of_the_year_is_explained_with_its_fields(part: str) -> None:
    kind = kind_of(PARTS[part])
    told = [{*NAMED.findall(row)} for row in chain(*rows(ADMINISTRATOR)) if row.startswith(f"| `{kind}` |")]
    assert any(set(PARTS[part]["properties"]) - {"kind"} <= named for named in told)


def test_every_value_to_choose_among_is_named_and_nothing_that_is_no_more() -> None:
    values = {one for part in schema().values() for one in part.get("enum", ())}
    named = {*NAMED.findall(ADMINISTRATOR)}
    assert values - named == set()
    fields = {field for part in PARTS.values() for field in part["properties"]}
    kinds = {*map(kind_of, PARTS.values())}
    assert {name for table in rows(ADMINISTRATOR) for name in first_names(table)} - fields - values - kinds == set()


def test_every_field_that_must_be_there_is_said_to_be() -> None:
    """By its row in a table that has all fields of the part."""
    for name, part in PARTS.items():
        fields = set(part["properties"])
        must = {one for one in part.get("required", ()) if (name, one) not in OF_ITSELF}
        if kind_of(part):
            continue
        tables = [table for table in rows(ADMINISTRATOR) if fields <= first_names(table)]
        told = [{found[1] for row in table if (found := re.match(r"\| `(\w+)` \| \*\*må", row))} for table in tables]
        assert must in [one & fields for one in told], name


def test_every_setting_and_command_of_the_operator_is_there() -> None:
    page = PAGES["it-administrator.md"]
    settings = {found for found in re.findall(r"`([A-Z][A-Z_]{4,})(?:=\w+)?`", page) if "-" not in found}
    assert settings
    assert settings <= {name.upper() for name in Settings.model_fields}
    commands = {one.name or one.callback.__name__.replace("_", "-") for one in app.registered_commands if one.callback}
    commands |= {str(one.name or one.typer_instance.info.name) for one in app.registered_groups if one.typer_instance}
    named = {found for text in PAGES.values() for found in re.findall(r"python -m bot ([a-z-]+)", text)}
    assert named
    assert named <= commands


def test_what_pupils_and_guardians_read_is_easy() -> None:
    plain = {page: re.sub(r"<img [^>]*>|[*#|-]|\]\([^)]*\)", "", PAGES[page]) for page in ("elev.md", "foresatte.md")}
    assert lix(plain["elev.md"]) <= FOR_A_CHILD
    assert lix(plain["foresatte.md"]) <= FOR_A_CHILD + 10
