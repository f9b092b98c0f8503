"""What tells of someone, in a text of any length: a name, or what somebody was exposed to; not the mere topic."""

import pytest

from domain.privacy.content import first_names, looks_like_content, names_among, names_someone, tells_of_someone
from domain.privacy.near_names import full_name
from tests.kit.school import NAMES, the_plan

KNOWN = names_among(NAMES)


def test_no_task_of_the_plan_tells_of_someone() -> None:
    texts = [text for task in the_plan().year for text in (task.title, task.text)]
    assert [text for text in texts if tells_of_someone(text, KNOWN)] == []


@pytest.mark.parametrize("text", [f"Husk {NAMES[0]}", f"møte om {NAMES[1].split()[0]}s plan", "Ola ble slått i går"])
def test_a_name_or_what_happened_does(text: str) -> None:
    assert tells_of_someone(text, KNOWN)


@pytest.mark.parametrize(
    "text", ["Temauke om mobbing med elever og foresatte, på alle trinn fra første til sjuende", ""]
)
def test_a_topic_does_not_however_long(text: str) -> None:
    assert not tells_of_someone(text, KNOWN)


def test_a_word_like_a_name_beside_a_topic_is_content() -> None:
    assert looks_like_content("I dag er det mobbing av Pelle")
    assert not looks_like_content("I dag er det mobbing på planen")


PUPILS = names_among(["Kasper Moe", "Martin Dahl", "Ella By"])
COLLEAGUES = first_names(["Kasper Lie", "Martine Dahl", "Ella Strand"])


@pytest.mark.parametrize("text", ["Kasper er syk i dag", "Martine er vikar i dag", "Ella i kantina har ferie"])
def test_a_first_name_that_a_colleague_has_too_names_no_pupil(text: str) -> None:
    assert looks_like_content(text, PUPILS)
    assert not looks_like_content(text, PUPILS, COLLEAGUES)


@pytest.mark.parametrize("text", ["Kasper ble slått", "Kasper Moe er her", "Ella er trist", "Ella gråt"])
def test_but_beside_something_bad_or_the_last_name_it_does(text: str) -> None:
    assert looks_like_content(text, PUPILS, COLLEAGUES)
    assert names_someone(text, PUPILS, COLLEAGUES)


def test_a_letter_wrong_is_nearly_a_name() -> None:
    assert names_someone("Kaspr Moe gråt", PUPILS, nearly=True)
    assert not names_someone("Kaspr Moe gråt", PUPILS)


def test_two_first_names_before_the_last_are_a_full_name_turned_round_too() -> None:
    known = names_among(["Ola Per Moe"])
    assert names_someone("Moe Ola Per kom", known)
    assert names_someone("Per Moe Ola", known)
    assert not names_someone("Ola Berg Moe", frozenset({"ola per moe"}))
    assert full_name(["moe", "ola", "per"], frozenset({"ola per moe"}))
