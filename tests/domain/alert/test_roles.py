import pytest

from domain.alert.alert import PupilRole
from domain.alert.roles import FORCE, SOMEBODY_ELSE, force_recorded_in, named_violators, unanswered, with_roles
from domain.errors import Invalid
from tests.kit.people.cast import form, pupil, roles

FIRST, SECOND, THIRD = (pupil(number).id for number in range(3))
SEVERAL = form(pupils=(FIRST, SECOND, THIRD))


def test_each_of_several_is_asked_of_and_one_alone_is_not() -> None:
    assert unanswered(form()) == []
    assert [lack.field for lack in unanswered(SEVERAL)] == [f"roles-{one}" for one in SEVERAL.pupils]
    assert unanswered(with_roles(SEVERAL, dict.fromkeys(SEVERAL.pupils, "usikker"), "")) == []


def test_force_is_asked_of_whoever_is_there_but_not_of_nobody() -> None:
    assert [lack.field for lack in unanswered(form(physical_intervention=True))] == [FORCE]
    assert unanswered(form(pupils=(), unknown_pupil=True, physical_intervention=True)) == []
    said = with_roles(form(physical_intervention=True), {}, SOMEBODY_ELSE)
    assert (unanswered(said), said.force_against) == ([], None)


def test_a_pupil_who_is_not_in_the_alert_any_more_is_let_be() -> None:
    assert with_roles(form(pupils=(FIRST,)), {FIRST: "vitne", SECOND: "krenker"}, "").roles == {
        FIRST: PupilRole.WITNESS
    }


@pytest.mark.parametrize(
    ("said", "against", "field"), [({FIRST: "gjerningsmann"}, "", f"roles-{FIRST}"), ({}, "hvem som helst", FORCE)]
)
def test_what_was_not_on_offer_is_refused(said: dict[str, str], against: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        with_roles(SEVERAL, said, against)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("against", "number"),
    [(FIRST, 0), (SECOND, 0), (THIRD, 1), (None, 0)],
    ids=["first", "violator", "last", "unknown"],
)
def test_force_is_recorded_in_the_case_of_whom_it_was_used_on_and_else_in_the_first(
    against: str | None, number: int
) -> None:
    said = form(pupils=SEVERAL.pupils, roles=roles(pupil1=PupilRole.VIOLATOR), force_against=against)
    assert said.exposed == (FIRST, THIRD)
    assert force_recorded_in(said) == number


def test_who_may_have_violated_is_named_once() -> None:
    said = form(pupils=SEVERAL.pupils, roles=roles(pupil1=PupilRole.VIOLATOR))
    assert named_violators([said, form(), said]) == [SECOND]
