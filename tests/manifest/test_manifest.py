"""The package an administrator uploads: what Teams' own schema, and its rules for icons, say of it."""

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft4Validator
from PIL import Image, ImageChops

from bot.carriers import extensions
from bot.cli.package import MANIFEST, Scope, build_package, command_titles
from bot.language.known_words import MEANINGS
from manifest.draw_icons import color, outline

NODE_MODULES = Path(__file__).parents[2] / "node_modules"
APP_ID = "5d3f9a52-9c5e-4b0e-8f5e-1f0f3a1b2c3d"
TEAMS_APP_ID = "0e1d2c3b-4a59-5867-9768-5a4b3c2d1e0f"
SAFE = (36, 36, 156, 156)
"""Left, top, right, bottom of the middle 120 pixels, which no Teams client crops."""


def package(target: Path, **changed: str) -> Path:
    settings = {
        "app_id": APP_ID,
        "teams_app_id": TEAMS_APP_ID,
        "public_url": "https://bot.skole.no/",
        "version": "1.2.3",
    }
    build_package(target, **(settings | changed))
    return target


@pytest.fixture
def manifest(tmp_path: Path) -> dict[str, Any]:
    with ZipFile(package(tmp_path / "app.zip")) as built:
        contents: dict[str, Any] = json.loads(built.read("manifest.json"))
    return contents


def test_it_keeps_the_official_schema_it_names(manifest: dict[str, Any]) -> None:
    version = manifest["manifestVersion"]
    schemas = NODE_MODULES / "@microsoft/app-manifest/build/json-schemas/teams"
    schema = json.loads((schemas / f"v{version}" / "MicrosoftTeams.schema.json").read_text(encoding="utf-8"))
    assert manifest["$schema"].endswith(f"/teams/v{version}/MicrosoftTeams.schema.json")
    assert schema["$schema"] == "http://json-schema.org/draft-04/schema#"
    validator = Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(manifest)] == []


def test_nothing_is_left_to_fill_in(manifest: dict[str, Any]) -> None:
    assert "{{" not in json.dumps(manifest)
    assert (manifest["id"], manifest["bots"][0]["botId"]) == (TEAMS_APP_ID, APP_ID)
    assert manifest["version"] == "1.2.3"
    assert manifest["developer"]["privacyUrl"] == "https://bot.skole.no/personvern"


def test_it_asks_for_no_more_than_it_needs(manifest: dict[str, Any]) -> None:
    bot = manifest["bots"][0]
    assert bot["scopes"] == ["personal", "team", "groupChat"], "what is written of a pupil is met in each"
    assert bot["supportsFiles"] is False
    assert not {"authorization", "webApplicationInfo", "permissions", "devicePermissions"} & set(manifest)


def test_it_may_be_added_to_private_and_shared_channels(manifest: dict[str, Any]) -> None:
    assert (manifest["manifestVersion"], manifest["supportsChannelFeatures"]) == ("1.25", "tier1")


def test_commands() -> None:
    personal = ("varsle", "logg", "mine", "saker", "sak", "plan", "uka", "dokumenter", "årshjul", "hjelp")
    assert command_titles("personal") == personal
    assert command_titles("team") == ("kanal", "årshjul", "hjelp")


def test_the_menu_of_a_message(manifest: dict[str, Any]) -> None:
    """What a command is called on the wire is what the bot knows it by."""
    [extension] = manifest["composeExtensions"]
    commands = {one["title"]: one["id"] for one in extension["commands"]}
    assert extension["botId"] == APP_ID
    assert commands == {"Varsle om denne meldingen": extensions.ALERT, "Loggfør": extensions.LOG}
    assert all(len(title) <= 32 for title in commands)
    for one in extension["commands"]:
        assert (one["type"], one["context"], one["fetchTask"]) == ("action", ["message"], True)


def test_the_zip_is_flat_and_holds_what_the_manifest_names(manifest: dict[str, Any], tmp_path: Path) -> None:
    with ZipFile(package(tmp_path / "flat.zip")) as built:
        languages = [one["file"] for one in manifest["localizationInfo"]["additionalLanguages"]]
        assert built.namelist() == ["manifest.json", *manifest["icons"].values(), *languages]


@pytest.mark.parametrize("language", ["nn", "en"])
def test_it_says_all_of_it_in_each_language(manifest: dict[str, Any], language: str) -> None:
    said = json.loads((MANIFEST / f"{language}.json").read_text(encoding="utf-8"))
    schema = (
        NODE_MODULES / "@microsoft/app-manifest/build/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json"
    )
    validator = Draft4Validator(json.loads(schema.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(said)] == []
    assert {*said} == {"$schema", *spoken(manifest)}


@pytest.mark.parametrize("language", ["nn", "en"])
@pytest.mark.parametrize("scope", ["personal", "team"])
def test_what_teams_suggests_in_it_means_the_same(scope: Scope, language: str) -> None:
    meant = [MEANINGS[one] for one in command_titles(scope, language)]
    assert meant == [MEANINGS[one] for one in command_titles(scope)]


def spoken(manifest: dict[str, Any]) -> set[str]:
    """What of it is read, by the names that translations have."""
    lists = enumerate(manifest["bots"][0]["commandLists"])
    commands = {f"bots[0].commandLists[{at}].commands[{n}]" for at, one in lists for n in range(len(one["commands"]))}
    commands |= {
        f"composeExtensions[0].commands[{n}]" for n in range(len(manifest["composeExtensions"][0]["commands"]))
    }
    texts = {f"{part}.{length}" for part in ("name", "description") for length in ("short", "full")}
    return texts | {f"{one}.{part}" for one in commands for part in ("title", "description")}


def test_the_same_settings_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (package(tmp_path / name).read_bytes() for name in ("one.zip", "two.zip"))
    assert first == second


def test_an_address_behind_a_path_is_kept(tmp_path: Path) -> None:
    with ZipFile(package(tmp_path / "app.zip", public_url="https://oslo.no:8443/bot")) as built:
        assert (
            json.loads(built.read("manifest.json"))["developer"]["termsOfUseUrl"] == "https://oslo.no:8443/bot/vilkar"
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"app_id": ""},
        {"teams_app_id": "skole"},
        {"public_url": "http://bot.skole.no"},
        {"public_url": "https:///"},
        {"version": "1.2"},
    ],
)
def test_what_teams_would_not_take_is_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"hexadecimal|https|three numbers"):
        package(tmp_path / "app.zip", **wrong)
    assert not (tmp_path / "app.zip").exists()


@pytest.mark.parametrize(("name", "drawn"), [("color.png", color()), ("outline.png", outline())])
def test_the_icons_are_what_the_script_draws(name: str, drawn: Image.Image) -> None:
    with Image.open(MANIFEST / name) as icon:
        assert (icon.mode, icon.size, icon.tobytes()) == (drawn.mode, drawn.size, drawn.tobytes())


def test_the_colour_icon_is_opaque_with_its_motif_in_the_middle() -> None:
    icon = color()
    assert (icon.mode, icon.size) == ("RGB", (192, 192))
    ground = Image.new("RGB", icon.size, icon.getpixel((0, 0)))
    left, top, right, bottom = ImageChops.difference(icon, ground).getbbox() or (0, 0, 0, 0)
    assert min(left - SAFE[0], top - SAFE[1], SAFE[2] - right, SAFE[3] - bottom) >= 0


def test_the_outline_icon_is_white_on_nothing() -> None:
    icon = outline()
    assert (icon.mode, icon.size) == ("RGBA", (32, 32))
    assert [band.getextrema() for band in icon.split()] == [(255, 255)] * 3 + [(0, 255)]
    assert {icon.getpixel(corner) for corner in ((0, 0), (31, 0), (0, 31), (31, 31))} == {(255, 255, 255, 0)}
