"""The school's own lists of staff and pupils (CSV): all of both files, or all that is wrong with them."""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, ClassVar, TypeVar

from pydantic import BeforeValidator, Field, ValidationError, field_validator

from domain.people.person import COMMON_ROLES, Grade, Role
from domain.privacy.identity_number import holds_identity_number
from domain.text.messages import _
from domain.value import Frozen
from storage.files import people_cells as cells
from storage.files.csv_table import Problem, Record, read_table

LONGEST = 120
_FORMULA = re.compile(r"(^|,)\s*[-=+@＝＋－＠−–—]")
"""Also the wide signs and dashes. At the start of a cell, or of one of its values: it may get a cell of its own."""
_SPACES = re.compile(r"[ \u00a0\u2007\u2009\u202f]+")


class PeopleFileErrors(Exception):  # noqa: N818  (reads as what happened)
    """Everything wrong with the two files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


Filled = Annotated[str, BeforeValidator(cells.filled)]
Name = Annotated[str, BeforeValidator(cells.name)]
Class = Annotated[str, BeforeValidator(cells.school_class)]
YesNo = Annotated[bool, BeforeValidator(cells.yes)]


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
            raise cells.wrong(_("ser ut som et fødselsnummer. Det skal ikke stå i filen. Bruk skolens egen id"))
        if any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"} for character in cell):
            raise cells.wrong(_("har linjeskift eller andre tegn som ikke kan vises"))
        if _FORMULA.search(cell):
            raise cells.wrong(
                _("begynner som en formel, med =, +, - eller @. Står det bare en strek, la feltet være tomt")
            )
        if len(cell) > LONGEST:
            raise cells.wrong(_("er for lang (høyst {longest} tegn)", longest=LONGEST))
        return cell

    @abstractmethod
    def faults(self) -> Iterator[tuple[str, str]]:
        """What does not go together: column and message."""


class StaffLine(_Row):
    """One of the staff, or the school owner's contact. The directory id is in lower case; `kin` are pupils' `elev_id`,
    and a file may be without them: what is known of them stands.
    """

    file: ClassVar[str] = "ansatte.csv"
    unique: ClassVar[tuple[str, ...]] = ("entra_object_id", "upn")

    entra_object_id: Annotated[str, BeforeValidator(cells.guid)]
    upn: Annotated[str, BeforeValidator(cells.upn)]
    name: Name = Field(alias="navn")
    roles: Annotated[frozenset[str], BeforeValidator(cells.roles)] = Field(alias="roller")
    grades: Annotated[frozenset[Grade], BeforeValidator(cells.grades)] = Field(alias="trinn")
    classes: Annotated[frozenset[str], BeforeValidator(cells.classes)] = Field(alias="klasser")
    bases: Annotated[frozenset[str], BeforeValidator(cells.bases)] = Field(alias="base")
    kin: Annotated[frozenset[str] | None, BeforeValidator(cells.ids)] = Field(alias="pårørende", default=None)

    def faults(self) -> Iterator[tuple[str, str]]:
        if Role.CONTACT_TEACHER in self.roles and not self.classes:
            yield "klasser", _("rollen må ha en klasse")
        if Role.LINE_LEADER in self.roles and not self.grades:
            yield "trinn", _("rollen må ha minst ett trinn")
        if Role.AKS_BASE_LEADER in self.roles and not self.bases:
            yield "base", _("rollen må ha en base")
        for school_class in sorted(self.classes):
            if _grade_of(school_class) not in (self.grades or range(1, 11)):
                yield "klasser", _other_grade(school_class)


class PupilLine(_Row):
    """A pupil. `external_id` is the school's own number."""

    file: ClassVar[str] = "elever.csv"
    unique: ClassVar[tuple[str, ...]] = ("elev_id",)

    external_id: Filled = Field(alias="elev_id")
    name: Name = Field(alias="navn")
    grade: Annotated[Grade, BeforeValidator(cells.grade)] = Field(alias="trinn")
    school_class: Class = Field(alias="klasse")
    aks: YesNo
    base: Annotated[str | None, BeforeValidator(cells.base)]
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


def read_people(folder: Path, roles: Mapping[str, Role] = COMMON_ROLES) -> PeopleFile:
    """`ansatte.csv` and `elever.csv` of a folder; `roles` are those of the school's plan. Raises `PeopleFileErrors`."""
    staff, problems = _read(folder, StaffLine, roles)
    pupils, of_pupils = _read(folder, PupilLine, roles)
    if not problems and not any(Role.PRINCIPAL in row.roles for row in staff):
        problems.append(Problem(file=StaffLine.file, column="roller", message=_("ingen har rollen rektor")))
    if problems or of_pupils:
        raise PeopleFileErrors([*problems, *of_pupils])
    return PeopleFile(staff=tuple(staff), pupils=tuple(pupils))


def _read(folder: Path, model: type[R], roles: Mapping[str, Role]) -> tuple[list[R], list[Problem]]:
    columns = {field.alias or name: field.is_required() for name, field in model.model_fields.items()}
    records, problems = read_table(folder / model.file, columns)
    rows = []
    for record in records:
        try:
            rows.append(row := model.model_validate(record.cells, context=roles))
            faults = list(row.faults())
        except ValidationError as error:
            faults = [(str(one["loc"][0]), one["msg"]) for one in error.errors(include_url=False)]
        problems += [Problem(file=model.file, row=record.row, column=c, message=m) for c, m in faults]
    return rows, sorted([*problems, *_repeated(model, records)], key=lambda problem: problem.row or 0)


def _repeated(model: type[_Row], records: list[Record]) -> Iterator[Problem]:
    for column in model.unique:
        first: dict[str, int] = {}
        for row, told in records:
            known = first.setdefault(cell := told[column].strip().casefold(), row)
            if cell and known != row:
                same = _("er den samme som i rad {row}", row=known)
                yield Problem(file=model.file, row=row, column=column, message=same)


def _other_grade(school_class: str) -> str:
    return _("klassen {school_class} hører ikke til trinnet i raden", school_class=school_class)


def _grade_of(school_class: str) -> int:
    return int(re.split(r"\D", school_class)[0])
