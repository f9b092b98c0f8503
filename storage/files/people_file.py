"""The school's own lists of staff and pupils (CSV): all of both files, or all that is wrong with them."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, ClassVar, TypeVar

from pydantic import BeforeValidator, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from domain.people.identity_number import holds_identity_number
from domain.people.person import Grade, Role
from domain.text.messages import _
from domain.value import Frozen
from storage.files.csv_table import Problem, Record, read_table

LONGEST = 120
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SPACES = re.compile(r"[ \u00a0\u2007\u2009\u202f]+")
_CLASS = re.compile(r"[0-9]{1,2}(?:[^\W\d_]|-\d)\w{0,5}")
_ROLES = ", ".join(role.replace("_", " ") for role in Role)


class PeopleFileErrors(Exception):  # noqa: N818  (reads as what happened)
    """Everything wrong with the two files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def _wrong(message: str) -> PydanticCustomError:
    return PydanticCustomError("cell", "{message}", {"message": message})


def _filled(cell: str) -> str:
    if not cell:
        raise _wrong(_("mangler"))
    return cell


def _guid(cell: str) -> str:
    if not _GUID.fullmatch(found := _filled(cell).lower()):
        raise _wrong(_("er ikke en objekt-ID fra Entra, slik: 8b0e9a51-… (32 tegn, fire bindestreker)"))
    return found


def _upn(cell: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", _filled(cell)):
        raise _wrong(_("er ikke et brukernavn, slik: fornavn.etternavn@skolen.no"))
    return cell


def _parts(cell: str) -> list[str]:
    return [part for part in map(str.strip, cell.split(",")) if part]


def _roles(cell: str) -> frozenset[Role]:
    return frozenset(map(_role, _parts(_filled(cell))))


def _role(part: str) -> Role:
    try:
        return Role(re.sub(r"[\s_-]+", "_", part.casefold()))
    except ValueError:
        if any(map(str.isdecimal, part)):
            raise _wrong(_("ukjent rolle. Rollene er: {roles}", roles=_ROLES)) from None
        raise _wrong(_("ukjent rolle «{role}». Rollene er: {roles}", role=part, roles=_ROLES)) from None


def _grade(part: str) -> int:
    if not part.isdecimal() or not 1 <= int(part) <= 10:
        raise _wrong(_("må være et tall fra 1 til 10") if part else _("mangler"))
    return int(part)


def _grades(cell: str) -> frozenset[int]:
    return frozenset(map(_grade, _parts(cell)))


def _class(part: str) -> str:
    if not _CLASS.fullmatch(found := "".join(_filled(part).upper().split())):
        raise _wrong(_("må være trinn og bokstav, slik: 4B"))
    return found


def _classes(cell: str) -> frozenset[str]:
    return frozenset(map(_class, _parts(cell)))


def _base(part: str) -> str | None:
    """A base is told from a class by its first character."""
    if part[:1].isdecimal():
        raise _wrong(_("navnet på en base kan ikke begynne med et tall"))
    return part or None


def _bases(cell: str) -> frozenset[str | None]:
    return frozenset(map(_base, _parts(cell)))


def _yes(cell: str) -> bool:
    if cell.casefold() not in {"ja", "nei"}:
        raise _wrong(_("må være ja eller nei"))
    return cell.casefold() == "ja"


Filled = Annotated[str, BeforeValidator(_filled)]
Class = Annotated[str, BeforeValidator(_class)]
YesNo = Annotated[bool, BeforeValidator(_yes)]


class _Row(Frozen, ABC):
    """A row of a file. The aliases are the file's columns, the names the domain's."""

    file: ClassVar[str]
    unique: ClassVar[tuple[str, ...]]

    @field_validator("*", mode="before")
    @classmethod
    def _clean(cls, cell: str) -> str:
        """A message must never repeat an identity number, so these checks come before all others."""
        cell = _SPACES.sub(" ", cell.strip())
        if holds_identity_number(cell):
            raise _wrong(_("ser ut som et fødselsnummer. Det skal ikke stå i filen. Bruk skolens egen id"))
        if any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"} for character in cell):
            raise _wrong(_("har linjeskift eller andre tegn som ikke kan vises"))
        if len(cell) > LONGEST:
            raise _wrong(_("er for lang (høyst {longest} tegn)", longest=LONGEST))
        return cell

    @abstractmethod
    def faults(self) -> Iterator[tuple[str, str]]:
        """What does not go together: column and message."""


class StaffLine(_Row):
    """One of the staff, or the school owner's contact. The directory id is in lower case."""

    file: ClassVar[str] = "ansatte.csv"
    unique: ClassVar[tuple[str, ...]] = ("entra_object_id", "upn")

    entra_object_id: Annotated[str, BeforeValidator(_guid)]
    upn: Annotated[str, BeforeValidator(_upn)]
    name: Filled = Field(alias="navn")
    roles: Annotated[frozenset[Role], BeforeValidator(_roles)] = Field(alias="roller")
    grades: Annotated[frozenset[Grade], BeforeValidator(_grades)] = Field(alias="trinn")
    classes: Annotated[frozenset[str], BeforeValidator(_classes)] = Field(alias="klasser")
    bases: Annotated[frozenset[str], BeforeValidator(_bases)] = Field(alias="base")

    def faults(self) -> Iterator[tuple[str, str]]:
        if Role.CONTACT_TEACHER in self.roles and not self.classes:
            yield "klasser", _("en kontaktlærer må ha en klasse")
        if Role.LINE_LEADER in self.roles and not self.grades:
            yield "trinn", _("en trinnleder må ha minst ett trinn")
        if Role.AKS_BASE_LEADER in self.roles and not self.bases:
            yield "base", _("en baseleder må ha en base")
        for school_class in sorted(self.classes):
            if _grade_of(school_class) not in (self.grades or range(1, 11)):
                yield "klasser", _other_grade(school_class)


class PupilLine(_Row):
    """A pupil. `external_id` is the school's own number."""

    file: ClassVar[str] = "elever.csv"
    unique: ClassVar[tuple[str, ...]] = ("elev_id",)

    external_id: Filled = Field(alias="elev_id")
    name: Filled = Field(alias="navn")
    grade: Annotated[Grade, BeforeValidator(_grade)] = Field(alias="trinn")
    school_class: Class = Field(alias="klasse")
    aks: YesNo
    base: Annotated[str | None, BeforeValidator(_base)]
    protected_address: YesNo = Field(alias="fortrolig_adresse")

    def faults(self) -> Iterator[tuple[str, str]]:
        if _grade_of(self.school_class) != self.grade:
            yield "klasse", _other_grade(self.school_class)
        if self.aks and not self.base:
            yield "base", _("en elev på AKS må ha en base")


class PeopleFile(Frozen):
    """Both lists, without fault."""

    staff: tuple[StaffLine, ...]
    pupils: tuple[PupilLine, ...]


R = TypeVar("R", bound=_Row)


def read_people(folder: Path) -> PeopleFile:
    """`ansatte.csv` and `elever.csv` of a folder. Raises `PeopleFileErrors`."""
    staff, problems = _read(folder, StaffLine)
    pupils, of_pupils = _read(folder, PupilLine)
    if not problems and not any(Role.PRINCIPAL in row.roles for row in staff):
        problems.append(Problem(file=StaffLine.file, column="roller", message=_("ingen har rollen rektor")))
    if problems or of_pupils:
        raise PeopleFileErrors([*problems, *of_pupils])
    return PeopleFile(staff=tuple(staff), pupils=tuple(pupils))


def _read(folder: Path, model: type[R]) -> tuple[list[R], list[Problem]]:
    columns = [field.alias or name for name, field in model.model_fields.items()]
    records, problems = read_table(folder / model.file, columns)
    rows = []
    for record in records:
        try:
            rows.append(row := model.model_validate(record.cells))
            faults = list(row.faults())
        except ValidationError as error:
            faults = [(str(one["loc"][0]), one["msg"]) for one in error.errors(include_url=False)]
        problems += [Problem(file=model.file, row=record.row, column=c, message=m) for c, m in faults]
    return rows, sorted([*problems, *_repeated(model, records)], key=lambda problem: problem.row or 0)


def _repeated(model: type[_Row], records: list[Record]) -> Iterator[Problem]:
    for column in model.unique:
        first: dict[str, int] = {}
        for row, cells in records:
            known = first.setdefault(cell := cells[column].strip().casefold(), row)
            if cell and known != row:
                same = _("er den samme som i rad {row}", row=known)
                yield Problem(file=model.file, row=row, column=column, message=same)


def _other_grade(school_class: str) -> str:
    return _("klassen {school_class} hører ikke til trinnet i raden", school_class=school_class)


def _grade_of(school_class: str) -> int:
    return int(re.split(r"\D", school_class)[0])
