"""A document's tables for a spreadsheet: every cell is text, whatever it begins with."""

import csv
import io
from dataclasses import replace

import pytest

from documents.parts.model import Paragraph, Section, Table
from documents.statistics.spreadsheet import as_csv, disarmed
from tests.documents.test_render import document


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+47", "-5", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", "＝1", "−5", "–5", "|x", "%0A", "=cmd|x"],
)
def test_a_formula_is_disarmed(cell: str) -> None:
    assert disarmed(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "5–9", "færre enn 5", "Mobbing", "a=b", "04.01.2027", "'=1"])
def test_other_words_stand_as_they_are(cell: str) -> None:
    assert disarmed(cell) == cell


def test_each_number_is_a_line_and_every_cell_is_disarmed() -> None:
    table = Table(("Hva", "=nå", "før"), (("Kødd; «bare»", "5–9", "-1"), ('@"x"', "færre enn 5", "5–9")))
    asked = replace(document(), school="+Skole", sections=(Section("=Del", (Paragraph("Ikke med"), table)),))
    rows = [*csv.reader(io.StringIO(as_csv(asked).decode("utf-8-sig")), delimiter=";")]
    assert rows == [
        ["Skole", "Del", "Hva", "Når", "Verdi"],
        ["'+Skole", "'=Del", "Kødd; «bare»", "'=nå", "5–9"],
        ["'+Skole", "'=Del", "Kødd; «bare»", "før", "'-1"],
        ["'+Skole", "'=Del", '\'@"x"', "'=nå", "færre enn 5"],
        ["'+Skole", "'=Del", '\'@"x"', "før", "5–9"],
    ]
