"""What `make run` says last."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.demo.box import boxed, welcome
from bot.demo.demo import SITS_AT
from bot.demo.playground import PRINCIPAL, TEACHER, Client, Playgrounds


def said(*running: Client) -> str:
    playgrounds = Playgrounds(3978, Path("logs"), running)
    playgrounds.running += running
    return welcome(3978, Path("var/demo"), playgrounds, SITS_AT)


def test_a_box_is_as_wide_as_its_longest_line() -> None:
    assert boxed([["én"], ["tre fire"]]).splitlines() == [
        "┌──────────┐",
        "│ én       │",
        "│          │",
        "│ tre fire │",
        "└──────────┘",
    ]


def test_the_addresses_stand_in_both_languages() -> None:
    lines = [line.strip("│ ") for line in said(TEACHER, PRINCIPAL).splitlines()]
    for norwegian, english, address in (
        ("Åpne Teams som kontaktlærer i 4B:", "Open Teams as the form teacher of 4B:", "http://127.0.0.1:56150"),
        ("Åpne Teams som rektor:", "Open Teams as the principal:", "http://127.0.0.1:56151"),
    ):
        at = lines.index(norwegian)
        assert lines[at + 1 : at + 3] == [english, address]
    assert "Stopp med Ctrl-C." in lines[-2 - 1]
    assert "Stop with Ctrl-C." in lines[-2]


@pytest.mark.parametrize(("running", "there"), [((), 0), ((replace(PRINCIPAL, port=4),), 1)])
def test_a_client_that_does_not_answer_is_not_in_it(running: tuple[Client, ...], there: int) -> None:
    assert said(*running).count("Åpne Teams som") == there
    assert ("varsle" in said(*running)) is bool(running)
