"""When somebody has left for so long, by what a text tells of them, and what is kept then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.people.person import Person, Pupil
from domain.retention.left import emptied, emptied_pupil, left_long_ago, told_by, words
from tests.kit.people.cast import person, pupil
from tests.kit.school import TODAY

YEAR = 365
LEFT_ON = TODAY - timedelta(days=YEAR)
SOCIAL = replace(person("social"), active=False, left_on=LEFT_ON)
GONE = replace(pupil(), active=False, left_on=LEFT_ON, earlier_names=("Kanariane Måkeberg",))


@pytest.mark.parametrize("one", [SOCIAL, GONE])
def test_it_is_the_day_they_left_that_counts(one: Person | Pupil) -> None:
    assert left_long_ago(one, YEAR, TODAY)
    assert not left_long_ago(one, YEAR + 1, TODAY)


@pytest.mark.parametrize("one", [SOCIAL, GONE])
def test_not_of_who_is_here_of_whom_nobody_knows_when_nor_of_whom_nothing_is_left(one: Person | Pupil) -> None:
    assert not left_long_ago(replace(one, active=True), YEAR, TODAY)
    assert not left_long_ago(replace(one, left_on=None), YEAR, TODAY)
    assert not left_long_ago(replace(one, name=""), YEAR, TODAY)


def test_a_text_tells_of_somebody_by_the_id_or_by_one_of_their_names() -> None:
    assert told_by(SOCIAL) >= {"social", "ansatt"}
    for text in ("Kanariane sa det selv.", "i FUGLESANGS mappe", '{"pupil":"pupil0"}', "Måkeberg, Kanariane"):
        assert words(text) & told_by(GONE), text
    for text in ("Kanaribert sa det", "fuglesanger"):
        assert not words(text) & told_by(GONE), text


def test_nothing_is_kept_but_that_there_was_someone() -> None:
    nobody, no_pupil = emptied(SOCIAL), emptied_pupil(GONE)
    assert (nobody.id, nobody.school_id, nobody.active) == (SOCIAL.id, SOCIAL.school_id, False)
    assert (nobody.name, nobody.upn, nobody.roles, nobody.kin, nobody.left_on) == (
        "",
        "",
        frozenset(),
        frozenset(),
        None,
    )
    assert nobody.called == "Tidligere ansatt"
    assert nobody.entra_object_id == nobody.id, "two such are not one"
    assert (no_pupil.id, no_pupil.external_id, no_pupil.active) == (GONE.id, GONE.id, False)
    assert (no_pupil.names, no_pupil.school_class, no_pupil.been, no_pupil.left_on) == (("",), "", (), None)
