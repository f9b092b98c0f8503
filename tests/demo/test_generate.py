"""The demo school is what the generator writes, and what the demo needs."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from demo.generate import BOT_ID, CLIENTS, HERE, TENANT_ID, generate
from domain.people.person import Role
from storage.files.people_file import PeopleFile, StaffLine, read_people


@pytest.fixture(scope="module")
def school() -> PeopleFile:
    return read_people(HERE / "people")


def client(name: str) -> dict[str, Any]:
    config: dict[str, Any] = yaml.safe_load((HERE / "playground" / name / ".m365agentsplayground.yml").read_bytes())
    return config


def holders(school: PeopleFile, role: Role) -> list[StaffLine]:
    return [person for person in school.staff if role in person.roles]


@pytest.mark.parametrize("path", generate())
def test_generating_anew_gives_the_same_bytes(path: str) -> None:
    assert (HERE / path).read_bytes() == generate()[path]


def test_nothing_else_lies_there() -> None:
    """Apart from what a Playground leaves behind, which git ignores."""
    kept = [p for folder in ("people", "playground") for p in (HERE / folder).rglob("*") if p.is_file()]
    assert {str(p.relative_to(HERE)) for p in kept if "devTools" not in p.parts} == set(generate())


def test_about_forty_staff_with_every_post_of_the_plan(school: PeopleFile) -> None:
    assert len(school.staff) == 44
    expected = {
        Role.PRINCIPAL: 1,
        Role.DEPUTY: 2,
        Role.LINE_LEADER: 3,
        Role.SOCIAL_TEACHER: 2,
        Role.CONTACT_TEACHER: 21,
        Role.AKS_BASE_LEADER: 4,
        Role.HEALTH_NURSE: 1,
        Role.SCHOOL_OWNER: 1,
    }
    counted = Counter(role for person in school.staff for role in person.roles)
    assert expected.items() <= counted.items()
    assert set(Role) - set(counted) == {Role.OTHER}


def test_every_grade_class_and_base_has_exactly_one_who_answers_for_it(school: PeopleFile) -> None:
    grades = [grade for person in holders(school, Role.LINE_LEADER) for grade in person.grades]
    classes = [name for person in holders(school, Role.CONTACT_TEACHER) for name in person.classes]
    bases = [base for person in holders(school, Role.AKS_BASE_LEADER) for base in person.bases]
    assert sorted(grades) == list(range(1, 8))
    assert sorted(classes) == sorted({pupil.school_class for pupil in school.pupils})
    assert sorted(bases) == sorted({pupil.base for pupil in school.pupils if pupil.base})


def test_450_pupils_in_21_classes_of_nearly_the_same_size(school: PeopleFile) -> None:
    sizes = Counter(pupil.school_class for pupil in school.pupils)
    assert sum(sizes.values()) == 450
    assert len(sizes) == 21
    assert set(sizes.values()) == {21, 22}
    assert [a.school_class <= b.school_class for a, b in pairwise(school.pupils)] == [True] * 449


def test_about_seven_of_ten_in_the_lowest_grades_go_to_aks(school: PeopleFile) -> None:
    low = [pupil for pupil in school.pupils if pupil.grade <= 4]
    assert 0.65 < sum(pupil.aks for pupil in low) / len(low) < 0.75
    assert not any(pupil.aks for pupil in school.pupils if pupil.grade > 4)
    assert all(pupil.base == (f"Base {pupil.grade}" if pupil.aks else None) for pupil in school.pupils)


def test_three_have_a_protected_address_and_no_name_is_used_twice(school: PeopleFile) -> None:
    assert sum(pupil.protected_address for pupil in school.pupils) == 3
    names = {person.name for person in school.staff} | {pupil.name for pupil in school.pupils}
    assert len(names) == 44 + 450


@pytest.mark.parametrize("name", CLIENTS)
def test_a_client_has_what_the_playground_demands(name: str) -> None:
    """All keys and no others, exactly five other users, ids used once, short names."""
    config = client(name)
    keys = {"version", "tenantId", "bot", "currentUser", "users", "personalChat", "groupChat", "team"}
    assert config.keys() == keys
    assert (config["version"], config["tenantId"], config["bot"]["id"]) == ("0.1.1", TENANT_ID, BOT_ID)
    assert len(config["users"]) == 5
    assert config["personalChat"] == {"id": f"personal-{name}"}
    assert [channel["name"] for channel in config["team"]["channels"]] == ["Trygt skolemiljø"]
    places = [config[key] for key in ("personalChat", "groupChat", "team", "bot", "currentUser")]
    ids = [place["id"] for place in (*places, *config["users"], *config["team"]["channels"])]
    assert len(ids) == len(set(ids))


def test_the_two_clients_share_a_cast_that_the_bot_knows(school: PeopleFile) -> None:
    worlds = {name: client(name) for name in CLIENTS}
    casts = [{user["aadObjectId"]: user for user in (w["currentUser"], *w["users"])} for w in worlds.values()]
    assert casts[0] == casts[1]
    known = {person.entra_object_id: person for person in school.staff}
    assert all((known[key].name, known[key].upn) == (u["name"], u["userPrincipleName"]) for key, u in casts[0].items())
    sits = {name: known[world["currentUser"]["aadObjectId"]] for name, world in worlds.items()}
    assert sits["teacher"].classes == {"4B"}
    assert Role.PRINCIPAL in sits["principal"].roles
    others = [known[user["aadObjectId"]] for user in worlds["principal"]["users"]]
    assert [sorted(person.grades | person.bases | person.classes, key=str) for person in others] == [
        [4, "4B"],
        [],
        [3, 4],
        ["Base 4"],
        [],
    ]


def test_nobody_in_the_demo_has_an_address_that_could_be_real(school: PeopleFile) -> None:
    assert all(person.upn.endswith("@rosenholm.example") for person in school.staff)
    assert all(person.upn.isascii() for person in school.staff)


def test_the_files_open_in_excel_as_they_are() -> None:
    for file in Path(HERE / "people").iterdir():
        assert file.read_bytes().startswith(b"\xef\xbb\xbf")
        assert b"\r" not in file.read_bytes()
