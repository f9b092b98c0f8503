"""What is pointed out before an alert or a log is sent, and what is let be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Unsure
from domain.privacy.coach import Advice, advice_on, require_looked_over


@pytest.mark.parametrize(
    ("text", "judging", "diagnoses"),
    [
        ("Han var aggressiv og slem", ("aggressiv", "slem"), ()),
        ("Ho er umogleg og frekk", ("umogleg", "frekk"), ()),
        ("She was rude, and an impossible child", ("rude", "impossible"), ()),
        ("Han har ADHD. Adhd igjen", (), ("ADHD",)),
        ("en autist", (), ("autist",)),
        ("Han tok ADHD-medisin, og var kjempeaggressiv", ("kjempeaggressiv",), ("ADHD-medisin",)),
        ("a boy with autism", (), ("autism",)),
        ("en vanskelig elev", ("vanskelig elev",), ()),
        ("Det var vanskelig å se", (), ()),
        ("Han slo to ganger med flat hånd", (), ()),
        ("«Du er dum», sa han", (), ()),
        ('Hun sa: "du er umulig"', (), ()),
        ("", (), ()),
    ],
)
def test_what_is_pointed_out(text: str, judging: tuple[str, ...], diagnoses: tuple[str, ...]) -> None:
    assert advice_on(text) == Advice(judging=judging, diagnoses=diagnoses)


def test_each_sort_has_a_line_that_says_what_to_write_instead() -> None:
    lines = advice_on("Han er slem og har ADHD", ["Ola"]).lines
    assert len(lines) == 3
    assert all("Skriv heller" in line for line in lines)
    assert ["«slem»" in lines[0], "«ADHD»" in lines[1], "«Ola»" in lines[2]] == [True] * 3


def test_the_second_time_it_goes_through() -> None:
    advice = advice_on("slem")
    with pytest.raises(Unsure) as asked:
        require_looked_over("text", advice, frozenset())
    require_looked_over("text", advice, frozenset({asked.value.sure}))
    require_looked_over("text", Advice(), frozenset())


@given(st.text(max_size=300))
def test_whatever_is_written_is_advised_on(text: str) -> None:
    assert all(line for line in advice_on(text).lines)
