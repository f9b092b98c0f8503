import copy

from bot.carriers.buttons import DATA, MESSAGE, TEAMS, VERB, opening_dialogs, within_dialog
from cards.kit.elements import FRESH, Card, card, execute, open_url, row, stamp, text, text_input
from cards.kit.forms import Action
from tests.kit.cards.card_schema import schema_problems
from tests.kit.cards.dialogs import OF_DIALOGS, OF_MESSAGES, OPENS

IDS = {"case_id": "k1", "school": "rosenholm"}


def shown() -> Card:
    """Buttons of every kind in every place."""
    opens = execute("Åpne", "case.open", IDS)
    actions = [execute(f"Knapp nummer {n}", "case.log", IDS, style="positive", blank=True) for n in range(9)]
    return card(row(text("Sak 2026-001"), opens=opens), actions=[*actions, open_url("Hent", "https://s.test/d/x")])


def of(made: Card, kind: str) -> list[dict[str, object]]:
    """The buttons of a kind, and what can be pressed, in order."""
    found, left = [], [made]
    while left:
        piece = left.pop(0)
        found += [piece] if piece.get("type") == kind else []
        for value in piece.values():
            left += [value] if isinstance(value, dict) else []
            left += [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
    return found


def test_in_a_message_each_button_opens_a_dialog() -> None:
    before = shown()
    made, kept = opening_dialogs(before), copy.deepcopy(before)
    assert before == kept, "the card itself stays as it was"
    assert schema_problems(made, OF_MESSAGES) == []
    for is_now, was in zip(of(made, "Action.Submit"), of(before, "Action.Execute"), strict=True):
        assert is_now[DATA] == {TEAMS: OPENS, VERB: was[VERB], DATA: IDS}
        looks = {"type", VERB, DATA}
        assert {k: v for k, v in is_now.items() if k not in looks} == {k: v for k, v in was.items() if k not in looks}
    assert of(made, "Action.OpenUrl") == of(before, "Action.OpenUrl")
    assert {k: v for k, v in made.items() if k not in ("body", "actions")} == {
        k: v for k, v in before.items() if k not in ("body", "actions")
    }


def test_in_a_dialog_each_button_sends_and_says_where_it_was_opened() -> None:
    form = card(text_input("text", "Hva skjedde?", limit=200), actions=[execute("Lagre", "case.log", IDS)])
    made = within_dialog(form, "m1")
    assert schema_problems(made, OF_DIALOGS) == []
    assert made["body"] == form["body"]
    assert [button[DATA] for button in of(made, "Action.Submit")] == [{VERB: "case.log", DATA: IDS, MESSAGE: "m1"}]
    [unsaid] = of(within_dialog(form, None), "Action.Submit")
    assert unsaid[DATA] == {VERB: "case.log", DATA: IDS}


def test_a_dialog_covers_no_message_so_a_receipt_is_never_taken_back() -> None:
    receipt = card(actions=[execute("Vis", "case.open", {"case_id": "k1"})])
    stamp(receipt, "rosenholm", fresh=True)
    assert FRESH in receipt["actions"][0][DATA]
    [button] = of(within_dialog(receipt, "m1"), "Action.Submit")
    assert button[DATA] == {VERB: "case.open", DATA: IDS, MESSAGE: "m1"}


def test_no_input_has_a_name_that_the_button_needs() -> None:
    """Teams puts the answers beside what the button carries."""
    asked = {name for action in Action.by_verb.values() for name in action.asks()}
    assert asked & {VERB, DATA, MESSAGE, TEAMS} == set()
