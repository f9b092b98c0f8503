"""A CSV file as a school's spreadsheet saves it, and what is wrong with it by file, row and column."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from domain.text.messages import _, n_, quoted
from domain.value import Frozen

LARGEST = 5_000_000
"""Bytes: a list of fifty thousand people."""
_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]")
"""æ, ø, å, é, ü and the like. In Windows-1252 it is «Ã» and a sign, which no name has."""


class Problem(Frozen):
    """`row` is the spreadsheet's: the heading is row 1, an empty row counts. The message never repeats a whole cell."""

    file: str
    row: int | None = None
    column: str | None = None
    message: str

    def __str__(self) -> str:
        where = (self.file, _("rad {row}", row=self.row) if self.row else None, self.column)
        return f"{', '.join(filter(None, where))}: {self.message}"


class Record(NamedTuple):
    """A filled row, its cells by column."""

    row: int
    cells: dict[str, str]


class _Unreadable(Exception):  # noqa: N818  (reads as what happened)
    """The rest of the file cannot be read."""

    def __init__(self, message: str, row: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.row = row


def read_table(path: Path, columns: Mapping[str, bool]) -> tuple[list[Record], list[Problem]]:
    """The filled rows, and what is wrong with the form of the file. The columns may stand in any order; `columns` says
    whether each must be there.
    """
    try:
        heading, *rows = _rows(_text(path))
        names = _names(heading, columns)
    except _Unreadable as why:
        return [], [Problem(file=path.name, row=why.row, message=why.message)]
    filled = [(number, _fit(row, len(names))) for number, row in enumerate(rows, 2) if any(map(str.strip, row))]
    problems = [Problem(file=path.name, row=n, message=m) for n, m in _ragged(filled, len(names))]
    if not filled:
        problems.append(Problem(file=path.name, message=_("filen har ingen rader under overskriften")))
    whole = [Record(n, dict(zip(names, row, strict=True))) for n, row in filled if len(row) == len(names)]
    return whole, problems


def _text(path: Path) -> str:
    """UTF-8, or what Excel saves when it is not asked (Windows-1252); letters composed as one."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise _Unreadable(_("finner ikke filen, eller får ikke lest den")) from None
    if len(data) > LARGEST:
        raise _Unreadable(_("er for stor til å være en liste over folk"))
    if not data.strip(b"\xef\xbb\xbf \t\r\n;"):
        raise _Unreadable(_("filen er tom"))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252" and _UTF_8.search(data):
            raise _Unreadable(_("er ødelagt: noe er UTF-8 og noe ikke. Lagre regnearket på nytt"))
        if "\0" not in text:
            return unicodedata.normalize("NFC", _whole(text))
    raise _Unreadable(_("er ikke en CSV-fil. Lagre regnearket som «CSV UTF-8 (semikolondelt)»"))


def _whole(text: str) -> str:
    """A spreadsheet ends every row with a line break; a file that was cut off seldom has one."""
    if not text.endswith(("\n", "\r")):
        raise _Unreadable(_("slutter midt i en rad. Er hele filen med? Etter siste rad skal det være et linjeskift"))
    return text


def _rows(text: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    except csv.Error:
        message = _("et anførselstegn mangler eller står feil, så resten av filen kan ikke leses")
        raise _Unreadable(message, len(rows) + 1) from None
    return rows


def _fit(row: list[str], width: int) -> list[str]:
    """Without the empty cells that a spreadsheet may add at the end."""
    return row if any(cell.strip() for cell in row[width:]) else row[:width]


def _ragged(rows: list[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, str]]:
    for number, row in rows:
        if len(row) != width:
            message = n_(
                "har {count} felt, men skal ha {wanted}",
                "har {count} felter, men skal ha {wanted}",
                len(row),
                wanted=width,
            )
            yield number, message


def _names(heading: list[str], columns: Mapping[str, bool]) -> list[str]:
    """The heading's names. Raises `_Unreadable` unless they are `columns`, each once."""
    names = [name.strip().casefold() for name in heading]
    while names and not names[-1]:
        names.pop()
    missing = [column for column, required in columns.items() if required and column not in names]
    extra = [_said(n, name) for n, name in enumerate(names, 1) if name not in columns or name in names[: n - 1]]
    if not missing and not extra:
        return names
    faults = (
        _("overskriften stemmer ikke."),
        _("Mangler: {columns}.", columns=", ".join(missing)) if missing else "",
        _("Ukjent: {columns}.", columns=", ".join(extra)) if extra else "",
        _("Den skal være: {columns}", columns=";".join(column for column, required in columns.items() if required)),
    )
    raise _Unreadable(" ".join(filter(None, faults)), 1)


def _said(number: int, name: str) -> str:
    """A column as it is called, unless that may be a row of people where the heading should be."""
    plain = 0 < len(name) <= 30 and name.isprintable() and not any(map(str.isdecimal, name))
    return quoted(name) if plain else _("kolonne {number}", number=number)
