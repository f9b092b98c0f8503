"""What of a text is set: all that can be seen, and only that."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from documents.fonts import FAMILIES, families, fonts, undrawn
from documents.legible import Legible, Note, wrapped

WITHOUT_CJK = """
import json, sys
sys.modules["manimgx_fonts_cjk"] = None
from documents.legible import Legible
print(json.dumps(Legible("学校 og skole").said))
"""
WITH_ONE_MORE = """
import json, sys
from datetime import datetime, UTC
from pathlib import Path
from documents.fonts import add_fonts
add_fonts(Path(sys.argv[1]))
from documents.legible import Legible
from documents.parts.model import Document, Paragraph, Section
from documents.render import pdf
sections = (Section("S", (Paragraph("𓀀 og"),)),)
made = pdf(Document("T", "1", "S", "L", datetime(2026, 11, 23, tzinfo=UTC), "A", sections))
print(json.dumps([Legible("𓀀 og 𓀁").said, made.startswith(b"%PDF")]))
"""


def legible(said: Any) -> tuple[Any, list[Note]]:  # noqa: ANN401  (any type)
    found = Legible(said)
    return found.said, found.notes


def test_every_family_of_the_list_is_there() -> None:
    assert families() == FAMILIES


def test_chinese_is_a_sign_and_a_note_where_its_font_is_not_installed() -> None:
    assert legible("学校 og skole") == ("学校 og skole", [])
    told = subprocess.run([sys.executable, "-c", WITHOUT_CJK], capture_output=True, check=True).stdout  # noqa: S603  (our own words)
    assert json.loads(told) == "¤1¤2 og skole"


def test_a_font_of_the_operators_draws_what_none_of_ours_does(tmp_path: Path) -> None:
    laotian = next(one.path for one in fonts().fonts() if one.family == "Noto Sans Lao")
    with TTFont(laotian) as font:
        wide = CmapSubtable.newSubtable(12)
        wide.platformID, wide.platEncID, wide.language = 3, 10, 0
        wide.cmap = {0x13000: font.getGlyphOrder()[5]}
        font["cmap"].tables = [wide]
        for record in font["name"].names:
            record.string = str(record).replace("Noto Sans Lao", "Kanarifont")
        font.save(tmp_path / "kanari.ttf")
    told = subprocess.run(  # noqa: S603  (our own words)
        [sys.executable, "-c", WITH_ONE_MORE, str(tmp_path)], capture_output=True, check=True
    ).stdout
    assert json.loads(told) == ["𓀀 og ¤1", True]


def test_a_character_has_one_sign_in_all_the_texts_and_a_note_in_their_order() -> None:
    said, notes = legible({"a": ["x𓀁", ("𓀀",)], "b": "𓀁", "c": 3, "d": None})
    assert said == {"a": ["x¤1", ["¤2"]], "b": "¤1", "c": 3, "d": None}
    assert notes == [
        Note("¤1", "U+13001", "EGYPTIAN HIEROGLYPH A002"),
        Note("¤2", "U+13000", "EGYPTIAN HIEROGLYPH A001"),
    ]


def test_a_sign_newer_than_the_names_we_know_is_told_by_its_code() -> None:
    assert legible("\U0001faff")[1] == [Note("¤1", "U+1FAFF", "")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\nb\rc\u2028d\x85e\n", "a\nb\nc\nd\ne"),
        ("a\tb", "a b"),
        ("a\x00\x1b\x7f\x9cb", "ab"),
        ("\u202eabc\u202c\u2067x\u2069", "abc\u2067x\u2069"),
        ("\ue000\U0010fffd\ud800\ufffe\U0001ffff\ufdd0a", "a"),
        ("👨\u200d👩\u200d👧 ❤\ufe0f می\u200cترسد", "👨\u200d👩\u200d👧 ❤\ufe0f می\u200cترسد"),
        ("🇳🇴 🇸🇪", "🇳\u200c🇴 🇸🇪"),
        ("\ufeffa\xadb", "ab"),
        ("e\u0301 बि \u0301\n\u0301", "e\u0301 बि \u0301\n\xa0\u0301"),
    ],
)
def test_what_cannot_be_seen_is_left_out_and_what_joins_is_kept(text: str, shown: str) -> None:
    assert legible(text) == (shown, [])


@pytest.mark.parametrize(
    "run", ["x" * 300, "https://eksempel.no/" + "a1b2" * 30, "!" * 99, "ه" * 99, "n" + "e" * 50 + "i"]
)
def test_what_has_no_space_may_be_parted(run: str) -> None:
    parts = wrapped(run).split("\u200b")
    assert "".join(parts) == run
    assert max(map(len, parts)) <= 12


@pytest.mark.parametrize(
    "run",
    [
        "«Handlingsplanarbeidsgruppemedlemmene»,",
        "👨\u200d👩\u200d👧" * 30,
        "ลูกชายของฉันกลัวที่จะไปโรงเรียนเพราะถูกเพื่อนตี",
        "e\u0301" * 40,
    ],
)
def test_words_that_are_hyphenated_pictures_and_scripts_without_spaces_are_not_parted_here(run: str) -> None:
    assert "".join(wrapped(run).split("\u200b")) == run
    assert "\u200b\u0301" not in wrapped(run)
    assert wrapped(run) == run or "\u0301" in run


def test_only_what_is_installed_counts() -> None:
    assert undrawn("aжאش😢☐𓀀") == {"𓀀"}


def test_a_mark_that_no_font_has_together_with_its_letter_is_a_sign() -> None:
    assert legible("ב\u05b7 a\u05b7")[0] == "ב\u05b7 a¤1"
