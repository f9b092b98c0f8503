"""«Min plan»: what the page itself says is easy for those it is for."""

import pytest

from documents.my_plan import VOICES, Voice
from domain.people.person import AKS_GRADES
from domain.text.lix import FOR_A_CHILD, lix
from domain.text.messages import worded

FILLED = {"name": "Kari", "day": "fredag 4. mai"}


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: f"up to {voice.up_to}")
def test_every_fixed_sentence_is_easy(voice: Voice) -> None:
    hard = {said: lix(said) for text in voice.sentences if lix(said := worded(text, FILLED)) > FOR_A_CHILD}
    assert not hard


def test_the_younger_the_shorter_and_the_bigger() -> None:
    indexes = [lix(" ".join(f"{worded(text, FILLED).rstrip('.')}." for text in voice.sentences)) for voice in VOICES]
    assert indexes == sorted(indexes)
    sizes = [voice.size for voice in VOICES]
    assert sizes == sorted(sizes, reverse=True)
    assert [voice.up_to for voice in VOICES] == [2, max(AKS_GRADES), 7, 10]
