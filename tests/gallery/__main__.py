"""`make gallery`: a picture of every card the bot can show and of every page it can print, in docs/gallery.

Those that are kept are of 320 px in light and in bokmål; others are made with
ARGS="--theme contrast --width 1024 --language nn --to /tmp/gallery".
"""

import argparse
import asyncio
import logging
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from domain.text.messages import LANGUAGES, SOURCE
from tests.gallery.index import PAGES, Picture, page
from tests.gallery.pictures import of_cards, of_pages, size
from tests.gallery.sheets import sheets
from tests.gallery.shown import KEPT, Shown, shown_in
from tests.kit.cards.cards_page import WIDTH
from tests.kit.cards.gallery import school_database, walked
from tests.kit.databases import migrated_sqlite

NARROWEST, WIDEST = WIDTH, 1024
IN_WORDS = {"light": "in light", "dark": "in dark", "contrast": "in high contrast"}


def main() -> int:
    asked = _asked()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with TemporaryDirectory() as folder:
        shown = _walked(Path(folder), asked.language)
    shutil.rmtree(asked.to, ignore_errors=True)
    of_cards(shown, asked.to, asked.theme, asked.width)
    pictures = [Picture(one.name, one.title, size(asked.to / f"{one.name}.webp")) for one in shown]
    for name, document in of_pages(sheets(), asked.to / PAGES):
        path = f"{PAGES}/{name}"
        pictures.append(Picture(path, document.title, size(asked.to / f"{path}.webp")))
    how = f"Cards at {asked.width} px, {IN_WORDS[asked.theme]}, in {LANGUAGES[asked.language]}."
    (asked.to / "index.html").write_text(page(pictures, how, asked.language), encoding="utf-8")
    sys.stdout.write(f"{len(pictures)} pictures: {asked.to / 'index.html'}\n")
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make gallery", description=__doc__)
    parser.add_argument("--theme", choices=IN_WORDS, default="light")
    parser.add_argument("--language", choices=LANGUAGES, default=SOURCE, help="of the cards; pages are in bokmål")
    parser.add_argument("--width", type=int, choices=range(NARROWEST, WIDEST + 1), metavar="PX", default=WIDTH)
    parser.add_argument("--to", type=Path, default=KEPT, help="a folder, which is emptied first")
    return parser.parse_args()


def _walked(folder: Path, language: str) -> list[Shown]:
    (folder / "template").mkdir()
    with school_database(migrated_sqlite(folder / "template"), folder) as (database, url):
        return shown_in(asyncio.run(walked(database, url, language)))


if __name__ == "__main__":
    sys.exit(main())
