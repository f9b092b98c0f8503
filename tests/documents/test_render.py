"""The PDF by a reader that is not ours: tags, language, conformance, fonts, and every letter."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from documents.parts.model import Document, Facts, Paragraph, Piece, Quote, Section, Sub, Table
from documents.render import fingerprint, pdf

NASTY = '#let x = 1; $y$ *fet* _kursiv_ @sitat \\n <b>"hei"</b> é'


def document(*texts: str) -> Document:
    pieces: tuple[Piece, ...] = (
        *(Paragraph(text) for text in texts),
        Facts((("Elev", "Kari"),)),
        Quote("Jeg er redd"),
        Sub("Versjon 1"),
        Table(("Når", "Hva"), tuple((f"{n}.11.2026", "Noe skjedde " * 9) for n in range(60))),
    )
    made = datetime(2026, 11, 23, 9, 0, 1, 234567, tzinfo=UTC)
    sections = (Section("Saken", pieces), Section("Tom", ()))
    return Document("Kronologi", "2026-001", "Rosenholm skole", "kapittel 12", made, "Ansatt Rektor", sections)


def test_it_is_tagged_norwegian_and_says_what_it_conforms_to() -> None:
    reader: Any = PdfReader(BytesIO(pdf(document())))
    root = reader.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root) == ("nb", True, True)
    xmp = root["/Metadata"].get_object().get_data().decode()
    for claim in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert claim in xmp
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    kinds = [descendant.get_object() for font in fonts for descendant in font["/DescendantFonts"]]
    assert all({"/FontFile2", "/FontFile3"} & kind["/FontDescriptor"].keys() for kind in kinds)


def test_every_word_is_there_letter_for_letter_and_pages_are_counted() -> None:
    reader = PdfReader(BytesIO(pdf(document(NASTY))))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert NASTY in text
    assert "Ingenting registrert." in text
    assert f"Side 1 av {len(reader.pages)}" in text
    assert fingerprint(document(NASTY)) in text.replace("\n", "")


@pytest.mark.parametrize("text", ["👨\u200d👩\u200d👧 og 👍🏽", "\ue000x", "漢字 אב", "\ud800 ok", "x" * 3000])
def test_what_no_font_draws_does_not_stop_a_document(text: str) -> None:
    assert pdf(document(text)).startswith(b"%PDF")


def test_the_same_document_is_the_same_bytes() -> None:
    assert pdf(document(NASTY)) == pdf(document(NASTY))
    assert fingerprint(document("a")) != fingerprint(document("b"))
