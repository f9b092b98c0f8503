from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.alert.alert import (
    DRAFT_LIFE,
    FACTS_MAX,
    PUPILS_MAX,
    AlertForm,
    Draft,
    PupilRole,
    add_exposed,
    choose_pupils,
    lacking,
)
from domain.errors import Invalid
from domain.ids import DraftId, PersonId, PupilId
from tests.kit.people.cast import form, pupil, roles
from tests.kit.school import MONDAY, SCHOOL

CLASS_4B = (pupil(0), pupil(1), pupil(2))
chosen = st.lists(st.sampled_from([p.id for p in CLASS_4B]), unique=True).map(tuple)


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"pupils": ()}, ["pupils"]),
        ({"kinds": ()}, ["kinds"]),
        ({"facts": "   "}, ["facts"]),
        ({"suspicion": None}, ["suspicion"]),
        ({"pupils": (), "kinds": (), "facts": ""}, ["pupils", "kinds", "facts"]),
    ],
)
def test_all_that_is_missing_is_said(given: dict[str, object], fields: list[str]) -> None:
    assert [problem.field for problem in lacking(form(**given))] == fields


def test_an_alert_is_enough_with_a_pupil_or_an_unknown_one() -> None:
    assert lacking(form()) == []
    assert lacking(form(pupils=(), unknown_pupil=True)) == []


def test_the_exposed_pupil_joins_those_already_named() -> None:
    first, second = pupil(0).id, pupil(1).id
    one = form(pupils=(first,), roles=roles(pupil0=PupilRole.VIOLATOR))
    assert add_exposed(one, second).exposed == (second,)
    with pytest.raises(Invalid) as refusal:
        add_exposed(one, first)
    assert refusal.value.field == "pupil"


def test_an_alert_has_room_for_so_many_pupils() -> None:
    several = tuple(replace(pupil(), id=PupilId(f"p{n}")) for n in range(PUPILS_MAX + 1))
    ids = tuple(p.id for p in several)
    assert len(choose_pupils(AlertForm(), several, ids[:-1]).pupils) == PUPILS_MAX
    with pytest.raises(Invalid):
        choose_pupils(AlertForm(), several, ids)


def test_facts_have_a_limit() -> None:
    assert len(form(facts="æ" * FACTS_MAX).facts) == FACTS_MAX
    with pytest.raises(ValidationError):
        form(facts="æ" * (FACTS_MAX + 1))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError):
        form(occurred_at=datetime(2026, 11, 23, 10))  # noqa: DTZ001  (on purpose)


def test_a_pupil_is_the_exposed_one_until_something_else_is_said() -> None:
    first, second, third = (p.id for p in CLASS_4B)
    several = form(pupils=(first, second, third), roles=roles(pupil1=PupilRole.VIOLATOR, pupil2=PupilRole.UNSURE))
    assert several.role_of(first) is PupilRole.EXPOSED
    assert several.exposed == (first, third)
    assert form(roles=roles(pupil0=PupilRole.WITNESS)).exposed == ()


@given(chosen, chosen)
def test_those_chosen_from_another_class_stay(before: tuple[PupilId, ...], now: tuple[PupilId, ...]) -> None:
    other = pupil(3).id
    kept = choose_pupils(AlertForm(pupils=(*before, other), unknown_pupil=True), CLASS_4B, now)
    assert kept.pupils == (other, *now)
    assert not kept.unknown_pupil


def test_the_role_of_a_pupil_no_longer_chosen_is_forgotten_and_one_alone_has_none() -> None:
    first, second, third = (p.id for p in CLASS_4B)
    said = roles(pupil0=PupilRole.WITNESS, pupil1=PupilRole.VIOLATOR, pupil2=PupilRole.EXPOSED)
    three = form(pupils=(first, second, third), roles=said)
    two = choose_pupils(three, CLASS_4B, (second, third))
    assert two.roles == {second: PupilRole.VIOLATOR, third: PupilRole.EXPOSED}
    assert choose_pupils(two, CLASS_4B, (third, second)).roles == two.roles
    assert choose_pupils(two, CLASS_4B, (second,)).exposed == (second,)


def test_unknown_stays_while_nobody_is_chosen() -> None:
    assert choose_pupils(AlertForm(unknown_pupil=True), CLASS_4B, ()).unknown_pupil


def test_nobody_is_chosen_who_was_not_on_offer() -> None:
    with pytest.raises(Invalid) as refusal:
        choose_pupils(form(), CLASS_4B, (pupil(3).id,))
    assert refusal.value.field == "pupils"


def test_a_draft_lives_for_a_day() -> None:
    draft = Draft(id=DraftId("d"), school_id=SCHOOL, owner=PersonId("teacher"), started_at=MONDAY)
    assert not draft.expired(MONDAY + DRAFT_LIFE)
    assert draft.expired(MONDAY + DRAFT_LIFE + timedelta(seconds=1))
