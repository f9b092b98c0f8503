"""Counts to look at. Each stands there as a number too: a colour or a length says nothing alone."""

from collections.abc import Sequence

from cards.kit.elements import Piece, columns, said, text

IN_ROW = 3
"""Months side by side on a narrow phone: what stands on a colour has an edge of it around."""
SHADES = ("emphasis", "accent", "warning", "attention")
"""From none to the most."""
Counts = Sequence[tuple[str, int]]


def bars(counts: Counts) -> list[Piece]:
    """A line for each, and a bar as long as the number is big."""
    most = max([count for _label, count in counts], default=0)
    return [piece for label, count in counts for piece in _bar(label, count, most)]


def _bar(label: str, count: int, most: int) -> list[Piece]:
    line = said(f"{label}: {count}", small=True)
    if not count:
        return [line]
    rest = [most - count] if count < most else []
    bar = [[text(" ", small=True)], *([] for _none in rest)]
    return [line, columns(*bar, weights=[count, *rest], shades=["accent"])]


def heat(counts: Counts) -> list[Piece]:
    """In rows, each on a colour of its own the more there are."""
    most = max([count for _label, count in counts], default=0)
    rows = [counts[at : at + IN_ROW] for at in range(0, len(counts), IN_ROW)]
    return [
        columns(
            *([said(f"{label} {count}", small=True)] for label, count in row),
            shades=[shade(count, most) for _label, count in row],
        )
        for row in rows
    ]


def shade(count: int, most: int) -> str:
    """The warmest for the most; a grey for none, so that all are of one height."""
    return SHADES[-(-count * (len(SHADES) - 1) // most)] if count else SHADES[0]
