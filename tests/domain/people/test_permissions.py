from dataclasses import replace

import pytest

from domain.people.permissions import GRANTS, Permission, above, may
from domain.people.person import Role
from tests.kit.people.cast import everyone, person

EVERYONE = {p.id for p in everyone()}
HEADS = {"principal", "deputy"}
LEADERS = HEADS | {"line", "line6"}


@pytest.mark.parametrize(
    ("permission", "who"),
    [
        (Permission.ASK, EVERYONE),
        (Permission.RAISE_ALERT, EVERYONE - {"owner"}),
        (Permission.WRITE_LOG, EVERYONE),
        (Permission.READ_CASE, EVERYONE),
        (Permission.COORDINATE_CASE, LEADERS | {"social", "owner"}),
        (Permission.LEAD_CASE, LEADERS | {"owner"}),
        (Permission.DECIDE_ENHANCED, HEADS),
        (Permission.BREAK_GLASS, LEADERS),
        (Permission.SEE_UNREACHABLE, LEADERS),
        (Permission.SEE_OVERSIGHT, LEADERS | {"owner"}),
        (Permission.FOLLOW_YEAR, EVERYONE - {"owner"}),
        (Permission.HAVE_OWN, EVERYONE),
        (Permission.LET_IN_SUBSTITUTE, LEADERS),
    ],
)
def test_each_role_may_what_the_plan_gives_it(permission: Permission, who: set[str]) -> None:
    assert {p.id for p in everyone() if may(p, permission)} == who


def test_every_permission_is_granted_to_someone() -> None:
    assert GRANTS.keys() == set(Permission)
    assert all(GRANTS.values())


@pytest.mark.parametrize("permission", Permission)
def test_someone_who_has_left_may_nothing(permission: Permission) -> None:
    assert not may(replace(person("principal"), active=False), permission)


def test_one_role_of_several_is_enough() -> None:
    both = replace(person("assistant"), roles=frozenset({Role.ASSISTANT, Role.DEPUTY}))
    assert may(both, Permission.DECIDE_ENHANCED)


@pytest.mark.parametrize(
    ("over", "under"), [("owner", "principal"), ("principal", "deputy"), ("deputy", "line"), ("line", "social")]
)
def test_in_doubt_the_nearest_superior_decides_never_a_subordinate(over: str, under: str) -> None:
    assert above(person(over), person(under))
    assert not above(person(under), person(over))
    assert not above(person(over), person(over))
    assert not above(replace(person(over), active=False), person(under))
