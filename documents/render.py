"""From a document to PDF/A-2a that is also PDF/UA-1. The same document gives the same bytes."""

import hashlib
import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from documents.fonts import families, fonts
from documents.legible import Legible
from documents.parts.model import Chart, Document, Facts, Greeting, Paragraph, Piece, Quote, Sub, Table
from documents.tongues import tongue_of
from domain.text.messages import _, language
from domain.text.moments import moment

TEMPLATE = Path(__file__).with_name("document.typ").read_bytes()
FORGOTTEN_AFTER = 10
"""So many compilations typst keeps what it has set, in memory."""
SHORT, LONG = 26, 100
WORD, ROOM = 20, 3
"""A word so long stands in one piece, in a column with so much room for each of its letters."""
LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-([A-Z]{2}))?", re.ASCII)
"""As BCP 47 has it: language, script and region."""
_ONE_AT_A_TIME = Lock()
_KINDS: dict[type[Piece], str] = {
    Paragraph: "paragraph",
    Facts: "facts",
    Sub: "sub",
    Quote: "quote",
    Greeting: "greeting",
    Table: "table",
    Chart: "chart",
}


class Unrenderable(Exception):  # noqa: N818  (reads as what happened)
    """A document typst cannot set. Holds nothing of what it says."""


def fingerprint(document: Document) -> str:
    """SHA-256 of what the document says, as hex: whoever has two can see whether they are the same."""
    return hashlib.sha256(json.dumps(_content(document), sort_keys=True).encode()).hexdigest()


def pdf(document: Document) -> bytes:
    """The document as PDF, in one go. Fonts come with the bot; text is passed as data, never as markup.

    Where typst cannot join signs that nobody writes together, they are set apart, once. Raises `Unrenderable`.
    """
    try:
        return compiled(document)
    except Unrenderable:
        return compiled(document, apart=True)


def as_json(document: Document) -> bytes:
    """The same as the PDF says, for a machine to read; nothing of how it is set."""
    said = asdict(document) | {"made_at": document.made_at.isoformat()}
    told = {name: said[name] for name in ("title", "school", "law", "made_at", "made_by")}
    sections = [{"heading": one.heading, "pieces": [*map(_said, one.pieces)]} for one in document.sections]
    return json.dumps(told | {"sections": sections}, ensure_ascii=False, indent=2).encode()


def _said(piece: Piece) -> dict[str, Any]:
    return {"kind": _KINDS[type(piece)]} | {name: said for name, said in asdict(piece).items() if name != "whole"}


def compiled(document: Document, *, apart: bool = False) -> bytes:
    """One compilation. Raises `Unrenderable`."""
    inputs = {"document": _inputs(document, apart=apart)}
    made_at = document.made_at.replace(microsecond=0)
    with _ONE_AT_A_TIME:
        try:
            made = _compiler().compile(
                TEMPLATE, format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"], timestamp=made_at
            )
        except typst.TypstError:
            raise Unrenderable("the template does not compile") from None
        finally:
            _forget()
    if not isinstance(made, bytes):
        raise Unrenderable("no file was made")
    return made


@cache
def _compiler() -> typst.Compiler:
    """Kept, with its fonts: the first page takes fifty times as long as the next."""
    return typst.Compiler(font_paths=fonts())


def _forget() -> None:
    """What a case says is not kept longer than it is needed, nor its memory: three times the bot's, after long ones."""
    for _time in range(FORGOTTEN_AFTER):
        _compiler().compile(b"", format="pdf", sys_inputs={})


def _inputs(document: Document, *, apart: bool) -> str:
    """The template's data: what the document says, as it can be set, and how."""
    checksum = fingerprint(document)
    legible = Legible(_content(document) | {"words": _words(document, checksum)}, apart=apart)
    told = {
        "language": language.get().partition("_")[0],
        "fonts": families(),
        "plain": document.plain,
        "size": document.size,
        "notes": [asdict(note) for note in legible.notes],
        "checksum": _("Innholdets kontrollsum (SHA-256): {checksum}", checksum=checksum) if document.checksum else "",
    }
    return json.dumps(legible.said | told)


def _words(document: Document, checksum: str) -> dict[str, str]:
    """What the template itself says. It knows the number of the page, and puts it in."""
    return {
        "of_case": _of_case(document),
        "case": _case(document),
        "made": _("Laget {moment} av {who}", moment=moment(document.made_at), who=document.made_by),
        "content": _("Innhold (SHA-256): {beginning} …", beginning=checksum[:16]),
        "page": _("Side {page} av {pages}", page="{page}", pages="{pages}"),
        "nothing": _("Ingenting registrert."),
        "undrawn": _("Tegn som ikke kunne skrives ut"),
    }


def _case(document: Document) -> str:
    """What is of a person is of no case."""
    if not document.reference:
        return document.school
    return _("Sak {reference} · {school}", reference=document.reference, school=document.school)


def _of_case(document: Document) -> str:
    """At the head of every page, with whom it is for."""
    if not document.reference:
        return document.title
    named = _("{title}, sak {reference}", title=document.title, reference=document.reference)
    return f"{named} · {document.edition}" if document.edition and not document.plain else named


def _content(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "reference": document.reference,
        "school": document.school,
        "law": document.law,
        "made_at": moment(document.made_at),
        "made_by": document.made_by,
        "edition": document.edition,
        "note": document.note,
        "sections": [
            {"heading": s.heading, "pieces": [_piece(piece) for piece in s.pieces]} for s in document.sections
        ],
    }


def _piece(piece: Piece) -> dict[str, Any]:
    data = {"kind": _KINDS[type(piece)], **asdict(piece)}
    if isinstance(piece, Paragraph | Quote):
        return data | {"lang": _tongue(piece.lang or tongue_of(piece.text))}
    return data | {"widths": _widths(piece)} if isinstance(piece, Table) else data


def _tongue(lang: str) -> dict[str, str]:
    """A BCP 47 tag as typst takes it; one it does not understand says nothing."""
    found = LANGUAGE.fullmatch(lang)
    return {name: part for name, part in zip(("lang", "region"), found.groups(), strict=True) if part} if found else {}


def _widths(table: Table) -> list[int]:
    """Days and short words get the room they need (0); the other columns share the rest by how much they hold, with
    room for a word in one piece.
    """
    columns = [*zip(table.columns, *table.rows, strict=True)]
    held = [max(len(line) for cell in cells for line in [*cell.splitlines(), ""]) for cells in columns]
    words = [min(WORD, max(len(word) for cell in cells for word in [*cell.split(), ""])) for cells in columns]
    widths = [
        0 if longest <= SHORT else max(min(longest, LONG), word * ROOM)
        for longest, word in zip(held, words, strict=True)
    ]
    return widths if any(widths) else [*widths[:-1], 1]
