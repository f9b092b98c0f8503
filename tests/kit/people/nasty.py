"""A school of 450 pupils and 60 staff whose names are as hard to tell from words, and from each other, as names are."""

import random
from collections.abc import Iterator
from itertools import cycle, islice

from domain.ids import PersonId, PupilId
from domain.people.person import AKS_GRADES, Person, Pupil, Role
from tests.kit.school import SCHOOL

PUPILS, STAFF, GRADES, CLASSES = 450, 60, 7, "ABC"
_FIRST_NAMES = """
Emma Nora Olivia Ella Maja Sofie Emilie Frida Ingrid Astrid Hedda Tiril Selma Amalie Leah Ida Vilde Mathilde
Aurora Sigrid Kristine Kristina Martine Andrea Julie Thea Anna Hanna Sara Marie Eline Linnea Eva Helene Kaja
Mari Maria Jenny Noah Oskar Oliver Jakob Lucas Filip Emil Aksel William Theodor Mathias Henrik Magnus Kristian
Kristoffer Sander Benjamin Isak Elias Jonas Mohammad Tobias Peder Håkon Sebastian Markus Johannes Martin
Alexander Erik Lars Ole Anders Tor Simen Vetle Gustav August Birk Iver Sondre Trym Adrian
"""
_FIRST = _FIRST_NAMES.split()
_WORDS_NAMES = """
Sol Stein Mai Even Do Per Bjørn Storm Odd Liv Tone Rune Fred Gro Live Alv Signe Ask Iris Viola Hans
"""
_WORDS = _WORDS_NAMES.split()
_LAST_NAMES = """
Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Johnsen Pettersen Eriksen
Berg Haugen Hagen Johannessen Andreassen Jacobsen Dahl Jørgensen Henriksen Lund Halvorsen Sørensen Jakobsen
Moen Gundersen Iversen Strand Solberg Svendsen Eide Knutsen Martinsen Paulsen Bakken Kristoffersen Mathisen
Lie Amundsen Nguyen Rasmussen Solheim Berge Moe Nygård Fredriksen Holm Lien Hauge Andresen Bakke Knudsen Myhre
Aas Aasland Ali Ahmed Nordby Vik
"""
_LAST = _LAST_NAMES.split()
_HARD = (
    "Anne Marie Berg Hansen",
    "Anne-Marie Dahl",
    "Ole Kristian van der Hagen",
    "Nguyen Thi Lan",
    "Tran Van Do",
    "Pham Minh Anh",
    "محمد الحسن",
    "فاطمة علي",
    "Omar al-Hassan",
    "Fatima Al Masri",
    "Abdullah bin Salem",
    "Sean O'Brien",
    "Siobhán O’Connor",
    "N'Golo D'Angelo",
    "Jean-Luc Saint-Pierre",
    "Zoë Müller",
    "Łukasz Wójcik",
    "José García López",
    "Devananda",
    "Sol",
    "Madonna",
    "Leonardo da Silva",
    "Ana de la Cruz",
    "Bjørn Stein",
    "Mai Sol Lie",
    "Even Do",
    "Per Lie",
    "Hansen, Tor Even",
    "Jonas M. Haugland",
    "Maria Aas-Berg Lund",
    "Ka Yan Wong",
    "Yusuf İbrahim Öztürk",
    "Kari Anne Nordmann-Berg",
    "Åse Ås",
)


def nasty_school(seed: int) -> tuple[list[Pupil], list[Person]]:
    """All active, the pupils by number; the same for the same seed. In grades 1 to 7, with three classes and, for those
    of grades 1 to 4, one AKS base each. Some two pupils have one name, and every third employee a pupil's first name;
    the last of the staff is called what a pupil is.
    """
    chance = random.Random(seed)
    names = [*islice(_names(chance), PUPILS - 2)]
    names += [names[0], names[1]]
    chance.shuffle(names)
    pupils = [_pupil(number, name) for number, name in enumerate(names)]
    return pupils, [_employee(number, name) for number, name in enumerate(_staff(pupils, chance))]


def _names(chance: random.Random) -> Iterator[str]:
    """The hard ones, then usual ones, every tenth with a first name that is a word, and every sixth with two names."""
    seen = set(_HARD)
    yield from _HARD
    for number in cycle(range(30)):
        first = chance.choice(_WORDS if number % 10 == 0 else _FIRST)
        middle = f" {chance.choice(_FIRST if number % 12 == 1 else _LAST)}" if number % 6 == 1 else ""
        name = f"{first}{middle} {chance.choice(_LAST)}"
        if name not in seen:
            seen.add(name)
            yield name


def _pupil(number: int, name: str) -> Pupil:
    grade = number % GRADES + 1
    return Pupil(
        id=PupilId(f"pupil{number}"),
        school_id=SCHOOL,
        external_id=f"N{number}",
        name=name,
        grade=grade,
        school_class=f"{grade}{CLASSES[number // GRADES % len(CLASSES)]}",
        aks=grade in AKS_GRADES and number % 2 == 0,
        base=f"Base {grade}" if grade in AKS_GRADES else None,
    )


def _staff(pupils: list[Pupil], chance: random.Random) -> Iterator[str]:
    taken = {pupil.name for pupil in pupils}
    number = 0
    while number < STAFF - 1:
        first = chance.choice(pupils).name.split()[0].strip(",") if number % 3 == 0 else chance.choice(_FIRST)
        name = f"{first} {chance.choice(_LAST)}"
        if name not in taken:
            taken.add(name)
            number += 1
            yield name
    yield next(pupil.name for pupil in pupils if pupil.name.count(" ") == 1 and pupil.name.isascii())


def _employee(number: int, name: str) -> Person:
    roles = (Role.PRINCIPAL, Role.DEPUTY, Role.SOCIAL_TEACHER, *[Role.CONTACT_TEACHER] * (STAFF - 3))
    return Person(
        id=PersonId(f"employee{number}"),
        school_id=SCHOOL,
        entra_object_id=f"00000000-0000-4000-8000-{number:012}",
        upn=f"ansatt{number}@skolen.example",
        name=name,
        roles=frozenset({roles[number]}),
    )
