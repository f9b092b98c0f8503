"""The page that shows the pictures: plain HTML, no script, light or dark as the reader has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from domain.text.messages import SOURCE
from tests.gallery.shown import MESSAGES

STYLE = """
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 110rem; padding: 1rem; }
  nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; padding: 0; }
  section { border-top: 1px solid; margin-top: 2rem; }
  section > div { align-items: start; display: flex; flex-wrap: wrap; gap: 1.5rem; }
  figure { margin: 0; max-width: 100%; }
  figcaption { font-size: 0.875rem; max-width: 20rem; overflow-wrap: anywhere; }
  img { border: 1px solid; height: auto; max-width: 100%; }
"""
PAGES = "pages"
ROOMS = {PAGES: "Pages of documents", MESSAGES: "Messages: what Teams itself keeps"}
"""What the others are called is their room in cards/."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`name`: its path without an ending, the room first; `title`: the first heading of what it shows."""

    name: str
    title: str
    size: tuple[int, int]

    @property
    def room(self) -> str:
        return self.name.split("/")[0]


def page(pictures: Sequence[Picture], how: str, language: str) -> str:
    """`pictures` in order of rooms; `how`: their width and theme, in words; `language`: of the cards."""
    rooms = [(room, [*found]) for room, found in groupby(pictures, key=lambda one: one.room)]
    ways = "".join(f'<li><a href="#{room}">{_called(room)}</a> ({len(found)})</li>\n' for room, found in rooms)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Gallery of Skolemiljø</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>Every card and every page</h1>
<p>{how} Made by <code>make gallery</code> from the walk of the tests, where everyone and everything has a long name;
what a person has written holds markdown and HTML, which shall stand as written.</p>
<nav aria-label="Rooms"><ul>
{ways}</ul></nav>
{"".join(_room(room, found, SOURCE if room == PAGES else language) for room, found in rooms)}</main>
</body>
</html>
"""


def _called(room: str) -> str:
    return ROOMS.get(room, f"cards/{room}")


def _room(room: str, pictures: Sequence[Picture], language: str) -> str:
    shown = "".join(_figure(one, language) for one in pictures)
    return (
        f'<section aria-labelledby="{room}">\n<h2 id="{room}">{_called(room)}</h2>\n<div>\n{shown}</div>\n</section>\n'
    )


def _figure(one: Picture, language: str) -> str:
    width, height = one.size
    said = escape(one.title)
    image = (
        f'<img src="{one.name}.webp" alt="{said}" lang="{language}" width="{width}" height="{height}" loading="lazy">'
    )
    return f"<figure>{image}<figcaption><code>{one.name.split('/')[1]}</code></figcaption></figure>\n"
