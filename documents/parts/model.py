"""What a document is made of. Text is data: nothing in it is ever read as markup."""

from dataclasses import dataclass
from datetime import datetime

SIZE = 10.0
"""Of letters, in points."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A person's words, letter for letter. `lang` (BCP 47) when it is known to be another language."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with values; a label without a value is left out."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sub:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What the pupil said, in the pupil's own words; `lang` as a paragraph's."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Greeting:
    """Who a letter is from, with room above."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header that repeats on every page. `whole`: they stand together on one page."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A count that is drawn: at least, at most (as long as it is so far known), and as it is said."""

    least: int
    most: int
    said: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts to look at. The table with the same numbers stands after it, for whoever does not see: `alt` says so.

    `rows`: what each is called, and a mark for each of `series`; bars, or when `heat` a field of colours. `most`: the
    highest there is.
    """

    alt: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Drawn, ...]], ...]
    most: int
    heat: bool = False


Piece = Paragraph | Facts | Sub | Quote | Greeting | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; when that is nothing, the page says so."""

    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `made_at` is a moment in UTC; `reference` is the case's, `made_by` the one who asked;
    `edition` says whom it is for, and `note` what that means. `plain`: for a pupil, or a letter,
    without law; `checksum`: it says by what two can be compared; `size` of its letters in points.
    """

    title: str
    reference: str
    school: str
    law: str
    made_at: datetime
    made_by: str
    sections: tuple[Section, ...]
    edition: str = ""
    note: str = ""
    plain: bool = False
    checksum: bool = True
    size: float = SIZE
