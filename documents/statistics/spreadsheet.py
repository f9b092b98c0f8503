"""The tables of a document for a spreadsheet: a line for each number."""

import csv
import io
import re
from collections.abc import Iterator

from documents.parts.model import Document, Table
from domain.text.messages import _

FORMULA = re.compile(r"[\s\x00-\x1f]*[-=+@＝＋－＠−–—|%]")
"""How a cell begins that a spreadsheet may reckon with, or run."""


def as_csv(document: Document) -> bytes:
    """UTF-8 with the sign that Excel knows it by, and semicolons. No cell is a formula: such get an apostrophe."""
    written = io.StringIO()
    sheet = csv.writer(written, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    sheet.writerow((_("Skole"), _("Del"), _("Hva"), _("Når"), _("Verdi")))
    sheet.writerows([*map(disarmed, (document.school, *line))] for line in _lines(document))
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def disarmed(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell


def _lines(document: Document) -> Iterator[tuple[str, ...]]:
    for section in document.sections:
        for table in (piece for piece in section.pieces if isinstance(piece, Table)):
            for name, *cells in table.rows:
                yield from ((section.heading, name, *one) for one in zip(table.columns[1:], cells, strict=True))
