"""The two people files of a school as small as it can be, to be changed by a test."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from domain.people.person import Person

STAFF_HEADING = "entra_object_id;upn;navn;roller;trinn;klasser;base"
PUPIL_HEADING = "elev_id;navn;trinn;klasse;aks;base;fortrolig_adresse"
GUIDS = tuple(f"8b0e9a51-0000-4000-8000-00000000000{number}" for number in range(4))
STAFF = (
    f"{GUIDS[0]};rektor@skole.test;Ansatt Rektor;rektor;;;",
    f"{GUIDS[1]};larer@skole.test;Ansatt Lærer;kontaktlærer,lærer;4;4B;",
    f"{GUIDS[2]};base@skole.test;Ansatt Base;baseleder;;;Base 4",
)
PUPILS = ("E1;Kanariane Fuglesang;4;4B;ja;Base 4;nei", "E2;Kanaribert Fuglevik;6;6A;nei;;ja")


def lines(heading: str, rows: Sequence[str]) -> bytes:
    return "\n".join((heading, *rows, "")).encode()


def write_people(folder: Path, staff: Sequence[str] = STAFF, pupils: Sequence[str] = PUPILS) -> Path:
    (folder / "ansatte.csv").write_bytes(lines(STAFF_HEADING, staff))
    (folder / "elever.csv").write_bytes(lines(PUPIL_HEADING, pupils))
    return folder


def rows_of(people: Iterable[Person]) -> list[str]:
    """Staff as lines of their file."""
    return [
        ";".join((p.entra_object_id, p.upn, p.name, _cell(p.roles), _cell(p.grades), _cell(p.classes), _cell(p.bases)))
        for p in people
    ]


def _cell(values: frozenset[str] | frozenset[int]) -> str:
    return ",".join(sorted(map(str, values)))


def refusal_of(read: Callable[[], object], refused: type[Exception]) -> list[str]:
    """What the administrator is told, a line each; empty when nothing is wrong."""
    try:
        read()
    except refused as errors:
        return str(errors).splitlines()
    return []


def many(number: int, *, start: int = 0, leading: str = "00") -> list[str]:
    """Pupils of a school that is not small, whose numbers begin with zeros. The last tenth is the top grade."""
    top = start + number - number // 10
    grades = (7 if one >= top else 4 for one in range(start, start + number))
    return [f"{leading + str(one)};Kanari Fugle{one};{g};{g}A;nei;;nei" for one, g in enumerate(grades, start)]


def many_staff(number: int) -> list[str]:
    """A principal and teachers."""
    rows = ((one, "rektor" if not one else "lærer") for one in range(number))
    return [f"8b0e9a51-0000-4000-8000-{one:012};nr{one}@skole.test;Ansatt Nr{one};{role};;;" for one, role in rows]
