"""From a document to PDF/A-2a that is also PDF/UA-1. The same document gives the same bytes."""

import hashlib
import json
import re
import unicodedata
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from documents.parts.model import Document, Facts, Paragraph, Piece, Quote, Sub, Table
from domain.text.messages import _, language
from domain.text.moments import moment

TEMPLATE = Path(__file__).with_name("document.typ")
UNDRAWN = re.compile(r'(?:the text|the codepoint) `"(.+?)"`', re.DOTALL)
MOST_UNDRAWN = 200
SHORT, LONG = 23, 100
LAST_BASIC = 0xFFFF
UNSEEN = {"Cf", "Co", "Cs", "Cn"}
_KINDS: dict[type[Piece], str] = {
    Paragraph: "paragraph",
    Facts: "facts",
    Sub: "sub",
    Quote: "quote",
    Table: "table",
}


class Unrenderable(Exception):  # noqa: N818  (reads as what happened)
    """A document typst cannot set. Holds nothing of what it says."""


def fingerprint(document: Document) -> str:
    """SHA-256 of what the document says, as hex: whoever has two can see whether they are the same."""
    return hashlib.sha256(json.dumps(_content(document), sort_keys=True).encode()).hexdigest()


def pdf(document: Document) -> bytes:
    """The document as PDF. Fonts come with the library; text is passed as data, never as markup.

    What no font of ours can draw (an emoji, a script) is written by its Unicode name: PDF/A allows no missing glyph.
    Raises `Unrenderable`.
    """
    template, content = TEMPLATE.read_bytes(), _inputs(document)
    for _attempt in range(MOST_UNDRAWN):
        try:
            return typst.compile(
                template,
                sys_inputs={"document": content},
                ignore_system_fonts=True,
                timestamp=document.made_at.replace(microsecond=0),
                pdf_standards=["a-2a", "ua-1"],
            )
        except typst.TypstError as error:
            content = _named(content, error)
    raise Unrenderable(f"more than {MOST_UNDRAWN} kinds of characters cannot be drawn")


def _named(content: str, error: typst.TypstError) -> str:
    """The content with the characters the error is about written by name. Raises `Unrenderable` for another error."""
    found = UNDRAWN.search(error.message)
    if found is None:
        raise Unrenderable("the template does not compile") from None
    undrawn = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), found[1])
    for character in {letter: None for letter in undrawn if not letter.isascii()}:
        name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
        content = content.replace(character, "" if unicodedata.combining(character) else f"[{name}]")
    return content


def _inputs(document: Document) -> str:
    """The template's data. What cannot be seen (joiners, private use) is left out: no font draws it."""
    told = {"fingerprint": fingerprint(document), "language": language.get().partition("_")[0]}
    looks = {"plain": document.plain, "size": document.size}
    content = json.dumps(
        _content(document) | told | looks | {"words": _words(document, told["fingerprint"])}, ensure_ascii=False
    )
    return "".join(_drawn(letter) for letter in content)


def _words(document: Document, checksum: str) -> dict[str, str]:
    """What the template itself says. It knows the number of the page, and puts it in."""
    return {
        "of_case": _("{title}, sak {reference}", title=document.title, reference=document.reference),
        "case": _("Sak {reference} · {school}", reference=document.reference, school=document.school),
        "made": _("Laget {moment} av {who}", moment=moment(document.made_at), who=document.made_by),
        "content": _("Innhold (SHA-256): {beginning} …", beginning=checksum[:16]),
        "checksum": _("Innholdets kontrollsum (SHA-256): {checksum}", checksum=checksum),
        "page": _("Side {page} av {pages}", page="{page}", pages="{pages}"),
        "nothing": _("Ingenting registrert."),
    }


def _drawn(letter: str) -> str:
    """Pictures (all beyond the basic plane) by their name."""
    if unicodedata.category(letter) in UNSEEN:
        return ""
    if ord(letter) <= LAST_BASIC:
        return letter
    name = unicodedata.name(letter, _("tegn")).lower()
    return f"[{name}]"


def _content(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "reference": document.reference,
        "school": document.school,
        "law": document.law,
        "made_at": moment(document.made_at),
        "made_by": document.made_by,
        "sections": [
            {"heading": s.heading, "pieces": [_piece(piece) for piece in s.pieces]} for s in document.sections
        ],
    }


def _piece(piece: Piece) -> dict[str, Any]:
    data = {"kind": _KINDS[type(piece)], **asdict(piece)}
    return data | {"widths": _widths(piece)} if isinstance(piece, Table) else data


def _widths(table: Table) -> list[int]:
    """Days and short words get the room they need (0); the other columns share the rest by how much they hold."""
    held = [max(map(len, cells)) for cells in zip(table.columns, *table.rows, strict=True)]
    widths = [0 if longest <= SHORT else min(longest, LONG) for longest in held]
    return widths if any(widths) else [*widths[:-1], 1]
