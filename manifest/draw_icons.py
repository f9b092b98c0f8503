"""Draws the app's two icons: a grown-up and a child side by side, under an arch that shelters both."""

from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
FINE = 16
"""Drawn this many times larger, and averaged down: that is what makes the edges smooth."""

GROUND = "#17475e"
ARCH = "#ffc95c"
GROWN_UP = "#ffffff"
CHILD = "#8fdcc8"

Point = tuple[float, float]


class Sheet:
    """A large drawing measured in the pixels of the small one."""

    def __init__(self, size: int, mode: str, ground: str | int) -> None:
        self.image = Image.new(mode, (size * FINE, size * FINE), ground)
        self._draw = ImageDraw.Draw(self.image)

    def disc(self, centre: Point, radius: float, ink: str | int) -> None:
        self._draw.ellipse(self._around(centre, radius), fill=ink)

    def ring(self, centre: Point, radius: float, width: float, ink: str | int) -> None:
        """Like all lines here, the radius is to the middle of the line."""
        self._draw.ellipse(self._around(centre, radius + width / 2), outline=ink, width=round(width * FINE))

    def arch(self, centre: Point, radius: float, width: float, ink: str | int, *, leg: float = 0) -> None:
        """The upper half of a ring on two straight legs with round ends."""
        x, y = centre
        self._draw.arc(self._around(centre, radius + width / 2), 180, 360, fill=ink, width=round(width * FINE))
        for side in (x - radius, x + radius):
            self._draw.rectangle(_large(side - width / 2, y, side + width / 2, y + leg), fill=ink)
            self.disc((side, y + leg), width / 2, ink)

    def body(self, left: float, top: float, right: float, foot: float, ink: str | int) -> None:
        """Round shoulders, straight sides, small round corners at the foot."""
        shoulder = (right - left) / 2
        self._draw.pieslice(self._around((left + shoulder, top + shoulder), shoulder), 180, 360, fill=ink)
        sides = _large(left, top + shoulder, right, foot)
        self._draw.rounded_rectangle(sides, 3 * FINE, fill=ink, corners=(False, False, True, True))

    @staticmethod
    def _around(centre: Point, radius: float) -> tuple[float, ...]:
        x, y = centre
        return _large(x - radius, y - radius, x + radius, y + radius)

    def small(self) -> Image.Image:
        return self.image.reduce(FINE)


def _large(*lengths: float) -> tuple[float, ...]:
    return tuple(length * FINE for length in lengths)


def color() -> Image.Image:
    """192 × 192 pixels, the motif inside the middle 120 that Teams never crops."""
    sheet = Sheet(192, "RGB", GROUND)
    sheet.arch((96, 97), 53, 12.5, ARCH)
    sheet.disc((77, 87), 15, GROWN_UP)
    sheet.body(57, 107, 97, 154, GROWN_UP)
    sheet.disc((120, 107), 12.5, CHILD)
    sheet.body(104, 124, 136, 154, CHILD)
    return sheet.small()


def outline() -> Image.Image:
    """32 × 32 pixels, white on nothing: Teams lays its own colour beneath it."""
    sheet = Sheet(32, "L", 0)
    sheet.arch((16, 16), 14, 2, 255)
    sheet.ring((11, 13), 3, 2, 255)
    sheet.arch((11, 23.5), 4, 2, 255, leg=5.5)
    sheet.ring((22, 17), 2.5, 2, 255)
    sheet.arch((22, 25.7), 3, 2, 255, leg=3.3)
    icon = Image.new("RGBA", (32, 32), "white")
    icon.putalpha(sheet.small())
    return icon


def main() -> None:
    color().save(HERE / "color.png", optimize=True)
    outline().save(HERE / "outline.png", optimize=True)


if __name__ == "__main__":
    main()
