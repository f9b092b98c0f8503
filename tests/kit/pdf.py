"""A PDF as its tags tell it to whoever does not see it: the elements in order, what they say, and what is wrong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import Any

import page as validator
import pikepdf
from pikepdf import Object

HEADING = re.compile(r"H(\d)")
MAPPED = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>\n")
STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*?stream\n")
LENGTHS = "STREAM-LENGTH"
"""A rule the validator misreads when a stream's own last byte is a line end: it is looked at here."""
Marked = Mapping[tuple[int, int], str]
"""What stands under a mark, by the number of its page's object and its own."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the tree, in reading order. `inside`: what it is within, from the outermost."""

    kind: str
    inside: tuple[str, ...]
    lang: str
    alt: str
    scope: str
    text: str
    kids: tuple["Tag", ...] = field(repr=False)

    def all(self) -> Iterator["Tag"]:
        yield self
        for kid in self.kids:
            yield from kid.all()


def tags(body: bytes) -> Tag:
    """The outermost element."""
    with pikepdf.open(BytesIO(body)) as pdf:
        marked = {key: text for one in pdf.pages for key, text in _marked(one.obj)}
        return _tag(pdf.Root.StructTreeRoot.K[0], (), marked)


def faults(body: bytes) -> list[str]:
    """What two validators find: one that is not ours, and what that one does not look at."""
    reports = {profile: validator.validate_pdf_bytes(body, profile=profile) for profile in ("2a", "ua1")}
    failures = [(name, one) for name, report in reports.items() for one in report.failures]
    found = [f"{name} {one.rule_id}: {one.message}" for name, one in failures if LENGTHS not in one.rule_id]
    streams = [(int(one[1]), one.end()) for one in STREAM.finditer(body)]
    found += [f"a stream at {at}" for length, at in streams if not body[at + length :].startswith(b"\nendstream")]
    every = list(tags(body).all())
    levels = [int(level[1]) for tag in every if (level := HEADING.fullmatch(tag.kind))]
    if levels[:1] != [1] or levels.count(1) != 1 or any(b > a + 1 for a, b in pairwise(levels)):
        found.append(f"headings {levels}")
    for tag in every:
        within = {one.kind for one in tag.all()}
        if tag.kind == "Table" and not {"THead", "TH"} <= within:
            found.append("a table without a header")
        if tag.kind == "TH" and not tag.scope:
            found.append(f"of what «{tag.text}» is the header")
        if tag.kind == "Figure" and not tag.alt:
            found.append("a figure without words")
    return found


def _tag(element: Object, inside: tuple[str, ...], marked: Marked, page: Any = None) -> Tag:  # noqa: ANN401  (any type)
    kind, page = str(element.S)[1:], element.get("/Pg", page)
    kids, text = [], ""
    for one in _many(element.get("/K")):
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            kids.append(_tag(one, (*inside, kind), marked, page))
            text += kids[-1].text
        elif isinstance(one, pikepdf.Dictionary):
            text += marked.get((one.get("/Pg", page).objgen[0], int(one.MCID)), "")
        else:
            text += marked[page.objgen[0], int(one)]
    scope = next((str(a.Scope) for a in _many(element.get("/A")) if "/Scope" in a), "")
    lang, alt = (str(element.get(name, "")) for name in ("/Lang", "/Alt"))
    return Tag(kind, inside, lang, alt, scope, text, tuple(kids))


def _many(value: Object | None) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]


def _marked(page: Object) -> Iterator[tuple[tuple[int, int], str]]:
    """Each mark of a page with its text; a run that is shown from the right is turned back."""
    fonts = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    open_: list[list[Any]] = []
    letters: Mapping[bytes, str] = {}
    for step in pikepdf.parse_content_stream(page):
        operands, operator = step.operands, str(step.operator)
        if operator in {"BMC", "BDC"}:
            open_.append([str(operands[0]), operands[1] if len(operands) > 1 else {}, ""])
        elif operator == "EMC":
            name, properties, text = open_.pop()
            text = str(properties["/ActualText"]) if "/ActualText" in properties else text
            text = text[::-1] if name == "/ReversedChars" else text
            if "/MCID" in properties:
                yield (page.objgen[0], int(properties["/MCID"])), text
            elif open_:
                open_[-1][2] += text
        elif operator == "Tf":
            letters = fonts[str(operands[0])]
        elif operator in {"Tj", "TJ"}:
            shown = b"".join(bytes(one) for one in _many(operands[0]) if isinstance(one, pikepdf.String))
            open_[-1][2] += "".join(letters.get(shown[at : at + 2], "") for at in range(0, len(shown), 2))


def _letters(font: Object) -> Mapping[bytes, str]:
    """What each glyph of a font stands for."""
    found = MAPPED.findall(font.ToUnicode.read_bytes())
    return {bytes.fromhex(glyph.decode()): bytes.fromhex(code.decode()).decode("utf-16-be") for glyph, code in found}
