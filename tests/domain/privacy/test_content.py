"""What tells of someone, in a text of any length: a name, or what somebody was exposed to; not the mere topic."""

import pytest

from domain.privacy.content import looks_like_content, names_among, tells_of_someone
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
