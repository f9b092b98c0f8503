"""The harness that judges cards must itself be judged: a good card is silent, and every fault is named."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.kit.cards.card_schema import SIZE_MAX, schema_problems
from tests.kit.cards.cards_page import CardChecker

PIXEL = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LOGO = {"type": "Image", "url": PIXEL, "altText": "Skolens merke", "size": "Small"}
WHAT = {
    "type": "Input.Text",
    "id": "what",
    "label": "Hva har skjedd?",
    "isMultiline": True,
    "isRequired": True,
    "errorMessage": "Fyll ut dette feltet.",
    "placeholder": "Skriv kort",
}
URGENT = {"type": "Input.Toggle", "id": "urgent", "title": "Det haster", "wrap": True}
CHOICES = [{"title": "Skolegården, ved den store eika bak gymsalen", "value": "yard"}, {"title": "AKS", "value": "aks"}]
PLACE = {
    "type": "Input.ChoiceSet",
    "id": "place",
    "label": "Hvor?",
    "style": "expanded",
    "wrap": True,
    "choices": CHOICES,
}
SEND = {
    "type": "Action.Execute",
    "title": "Send varselet",
    "verb": "alert.send",
    "data": {"draft": "d1"},
    "style": "positive",
}
CANCEL = {"type": "Action.Execute", "title": "Avbryt", "verb": "alert.cancel", "associatedInputs": "none"}
WIDE = {"type": "Column", "width": "400px", "items": [{"type": "TextBlock", "text": "Bred", "wrap": True}]}
SHADED = {
    "type": "Column",
    "width": 1,
    "style": "emphasis",
    "items": [{"type": "TextBlock", "text": "nov 18", "wrap": True}],
}
NARROW = {"type": "Column", "width": "auto", "items": [{"type": "ActionSet", "actions": [CANCEL]}]}
PRESSABLE = {"type": "Container", "items": [], "selectAction": CANCEL}
COLOURS = ("Default", "Attention", "Good", "Warning", "Accent")


def words(text: str, **more: object) -> dict[str, Any]:
    return {"type": "TextBlock", "text": text, "wrap": True, **more}


def card(*body: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"type": "AdaptiveCard", "version": "1.5", "lang": "nb", "body": list(body), **more}


GOOD = card(
    words("Varsle rektor", style="heading", size="Large", weight="Bolder"),
    words("Steg **1 av 3** – [slik gjør du](https://example.org)", isSubtle=True),
    words("- Er eleven i fare nå? Bli hos eleven til en annen voksen kommer.\n- Si fra til rektor muntlig."),
    *[words(f"Farge {colour}", color=colour) for colour in COLOURS],
    {
        "type": "Container",
        "style": "emphasis",
        "items": [words(f"Farge {colour}", color=colour) for colour in COLOURS]
        + [{"type": "FactSet", "facts": [{"title": "Frist", "value": "tirsdag 24. november"}]}],
    },
    {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "Ordrett *som skrevet*"}]},
    LOGO,
    WHAT,
    PLACE,
    URGENT,
    {"type": "Input.Date", "id": "day", "label": "Når?"},
    {"type": "ActionSet", "actions": [{"type": "Action.OpenUrl", "title": "Les loven", "url": "https://example.org"}]},
    actions=[SEND, CANCEL, SEND | {"title": "Lagre utkastet", "mode": "secondary"}],
)


def without(part: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name != key}


def test_a_good_card_keeps_the_schema() -> None:
    assert schema_problems(GOOD) == []


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (card(without(LOGO, "altText")), "body[0] (Image): an image needs altText"),
        (card(without(WHAT, "label")), "body[0] (Input.Text): an input needs a label"),
        (card(without(URGENT, "title")), "body[0] (Input.Toggle): an input needs a label"),
        (card(WHAT, WHAT), "card: 2 inputs have the id 'what'"),
        (card(actions=[without(SEND, "verb")]), "actions[0] (Action.Execute): a button needs a verb"),
        (card(actions=[{"type": "Action.Submit"}]), "Action.Submit would write its values into the chat"),
        (card(actions=[SEND | {"fallback": {"type": "Action.Submit"}}]), "actions[0].fallback (Action.Submit)"),
        (
            card(actions=[SEND | {"data": {"msteams": {"type": "messageBack"}}}]),
            "msteams may only set the width, and name the staff",
        ),
        (card(msteams={"width": "Full", "feed": {}}), "card (AdaptiveCard): msteams may only set the width, and name"),
        (card({"type": "Container", "items": [{"type": "Rating"}]}), "body[0].items[0].type: 'Rating' is not one of"),
        (card({"type": "ColumnSet", "columns": [{"items": [{"text": "x"}]}]}), "'type' is a required property"),
        (card(words("x", color="blue")), "body[0].color: 'blue' is not one of accent, attention"),
        (card(words("x", colour="good")), "body[0]: Additional properties are not allowed ('colour'"),
        (card(words("x"), version="1.6"), "card: version is '1.6', not '1.5'"),
        (card(words("x"), lang="no"), "card: lang is 'no', not 'nb'"),
        (card(words("ø" * SIZE_MAX)), f"bytes of JSON, more than {SIZE_MAX}"),
        (card(actions=[CANCEL] * 4), "card (AdaptiveCard): a row has room for three short buttons"),
        (card({"type": "ActionSet", "actions": [SEND] * 3}), "body[0] (ActionSet): a row has room for three short"),
        (card({"type": "ColumnSet", "columns": [NARROW]}), "body[0].columns[0] (Column): no button in a column"),
        (card(without(URGENT, "wrap")), "body[0] (Input.Toggle): a toggle must wrap"),
        (card(PRESSABLE | {"selectAction": SEND}), "body[0] (Container): what can be pressed needs a title, and sends"),
    ],
)
def test_a_fault_in_the_card_is_named(bad: dict[str, Any], expected: str) -> None:
    assert expected in "\n".join(schema_problems(bad))


def test_a_width_is_the_one_thing_asked_of_teams() -> None:
    assert schema_problems(GOOD | {"msteams": {"width": "Full"}}) == []


@pytest.mark.render
def test_a_good_card_is_silent_every_time(checker: CardChecker) -> None:
    assert [checker.check("varsel", GOOD) for _ in range(2)] == [[], []]


@pytest.mark.render
def test_a_long_word_breaks(checker: CardChecker) -> None:
    assert checker.check("varsel", card(words("aktivitetsplanmøteinnkallingsutkast" * 4))) == []


@pytest.mark.render
@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (card(without(LOGO, "altText")), "varsel (light): axe image-alt"),
        (card(without(WHAT, "label") | {"placeholder": ""}), "varsel (light): axe label"),
        (card(without(WHAT, "label")), "RequiredInputsShouldHaveLabel"),
        (card(words("Lyst på lyst", color="Light")), "varsel (light): axe color-contrast"),
        (card(words("Mørkt på mørkt", color="Dark")), "varsel (dark): axe color-contrast"),
        (card(words("Lyst", color="Light", isVisible=False)), "varsel (light): axe color-contrast"),
        (
            card(words("En lang linje som ikke får lov til å bli brutt på en telefon", wrap=False)),
            "wider than the card: En lang linje",
        ),
        (card({"type": "ColumnSet", "columns": [WIDE]}), "wider than the card: Bred"),
        (card({"type": "ColumnSet", "columns": [SHADED] * 6}), "no room for its words: nov 18"),
        (
            card(actions=[SEND | {"title": "Send varsel til rektor, til trinnleder og til sosiallærer"}]),
            "wider than the card: Send varsel",
        ),
        (
            card({"type": "ActionSet", "actions": [CANCEL | {"title": "Angre «Resultatene for 5.–7. er kommet»"}]}),
            "varsel (light): wider than the card: Angre «Resultatene",
        ),
        (card(words("Ukjent"), {"type": "Rating"}), "UnknownElementType"),
        (card(actions=[SEND | {"type": "Action.Shout"}]), "UnknownActionType"),
        (card(actions=[SEND] * 7), "TooManyActions"),
        (card(words("24. november")), "read as a numbered list: 24. november"),
        (card(actions=[without(SEND, "title")]), "axe button-name"),
        (card(PRESSABLE | {"items": [words("Sak 7")]}), "axe label-content-name-mismatch"),
    ],
)
def test_what_a_person_could_not_use_is_named(checker: CardChecker, bad: dict[str, Any], expected: str) -> None:
    before = deepcopy(bad)
    found = "\n".join(checker.check("varsel", bad))
    assert expected in found
    assert bad == before


@pytest.mark.render
def test_pressing_gives_the_verb_and_the_answers(checker: CardChecker) -> None:
    pressed = checker.press(GOOD, "Send varselet", {"what": "To ord", "place": "aks", "urgent": "true"})
    answers = {"draft": "d1", "what": "To ord", "place": "aks", "urgent": "true"}
    assert pressed == {"verb": "alert.send", "data": answers}


@pytest.mark.render
def test_a_required_answer_stops_the_press_but_not_the_way_out(checker: CardChecker) -> None:
    assert checker.press(GOOD, "Send varselet") is None
    cancelled = checker.press(GOOD, "Avbryt")
    assert cancelled is not None
    assert cancelled["verb"] == "alert.cancel"


@pytest.mark.render
def test_a_screenshot_is_as_wide_as_asked(checker: CardChecker, tmp_path: Path) -> None:
    for width in (320, 520):
        checker.screenshot(GOOD, tmp_path / "card.png", theme="dark", width=width)
        with Image.open(tmp_path / "card.png") as shot:
            assert shot.width == 2 * width


@pytest.mark.render
async def test_it_stands_beside_an_event_loop(checker: CardChecker) -> None:
    assert checker.check("varsel", card(words("Hei"))) == []


def test_host_configs_differ_in_colours_only() -> None:
    kit = Path(__file__).parents[1] / "kit" / "cards"
    light, dark = (json.loads((kit / f"hostconfig_{theme}.json").read_text("utf-8")) for theme in ("light", "dark"))
    assert without(without(light, "containerStyles"), "separator") == without(
        without(dark, "containerStyles"), "separator"
    )
