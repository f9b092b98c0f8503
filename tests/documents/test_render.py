"""The PDF by readers that are not ours: tags, language, conformance, fonts, and every letter."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from documents.fonts import bounds, families
from documents.parts.model import Document, Facts, Paragraph, Piece, Quote, Section, Sub, Table
from documents.parts.plan import signatures
from documents.render import Unrenderable, compiled, fingerprint, pdf
from tests.documents.test_my_plan import material
from tests.kit.pdf import Tag, faults, tags
from tests.kit.steps.journey import Journey

NASTY = '#let x = 1; $y$ *fet* _kursiv_ @sitat \\n <b>"hei"</b> é'
SCRIPTS = {
    "nb": "Ikke vær redd, sa læreren: «Vi passer på deg.» Áhkku, č, đ, ŋ, ž",
    "ru": "Мой сын боится идти в школу.",
    "uk": "Мій син боїться йти до школи, ґанок.",
    "el": "Ο γιος μου φοβάται να πάει στο σχολείο.",
    "vi": "Con trai tôi sợ đến trường vì bị đánh mỗi ngày.",
    "ar": "قال الولد: «أنا خائف من الذهاب إلى المدرسة» (في 12.11.2026).",
    "fa": "پسرم از رفتن به مدرسه می‌ترسد.",
    "ps": "زما زوی ښوونځي ته له تګ څخه وېرېږي.",
    "ckb": "کوڕەکەم دەترسێت بچێتە قوتابخانە.",
    "ur": "میرا بیٹا اسکول جانے سے ڈرتا ہے۔",
    "he": "הבן שלי מפחד ללכת לבית הספר (כיתה 4B).",
    "hi": "मेरा बेटा स्कूल जाने से डरता है।",
    "ta": "என் மகன் பள்ளிக்கு செல்ல பயப்படுகிறான்.",
    "th": "ลูกชายของฉันกลัวที่จะไปโรงเรียน",
    "am": "ልጄ ወደ ትምህርት ቤት መሄድ ይፈራል።",
    "zh-Hans-CN": "我的儿子害怕去学校。",
    "ja": "息子は学校に行くのを怖がっています。",
    "ko": "제 아들은 학교에 가는 것을 무서워합니다.",
    "": "Jeg er lei meg 😢😭 👨‍👩‍👧 👍🏽 🇸🇪 ❤️ 1️⃣ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🤷🏽‍♀️ ☀️ ✓ ☐ ■ → ≥ 2 𝓗𝓮𝓲",
}
FROM_RIGHT = {"ar", "fa", "ps", "ckb", "ur", "he"}
SIGNS_A_CHUNK = 4000


def document(*texts: str, pieces: tuple[Piece, ...] = ()) -> Document:
    pieces = pieces or (
        *(Paragraph(text) for text in texts),
        Facts((("Elev", "Kari"),)),
        Quote("Jeg er redd"),
        Sub("Versjon 1"),
        Table(("Når", "Hva"), tuple((f"{n}.11.2026", "Noe skjedde " * 9) for n in range(60))),
    )
    made = datetime(2026, 11, 23, 9, 0, 1, 234567, tzinfo=UTC)
    sections = (Section("Saken", pieces), Section("Tom", ()))
    return Document("Kronologi", "2026-001", "Rosenholm skole", "kapittel 12", made, "Ansatt Rektor", sections)


def said(body: bytes, kind: str) -> list[Tag]:
    return [tag for tag in tags(body).all() if tag.kind == kind]


def plain(text: str) -> str:
    """Without what only parts lines."""
    return "".join(text.replace("\u200b", "").replace("\xad", "").split())


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


@pytest.mark.parametrize("lang", SCRIPTS)
def test_each_script_is_valid_wherever_it_stands_and_its_language_is_said(lang: str) -> None:
    words = SCRIPTS[lang]
    table = Table(("Når", words), (("1.11.2026", words), (words, words * 20)))
    pieces = (
        Paragraph(words, lang),
        Facts(((words, words), ("Syn", words * 9))),
        Sub(words),
        Quote(words, lang),
        table,
    )
    body = pdf(document(pieces=pieces))
    assert faults(body) == []
    quote, paragraph = said(body, "BlockQuote")[0], said(body, "P")[0]
    assert (quote.lang, paragraph.lang) == ((lang.replace("-Hans", ""),) * 2 if lang not in {"", "nb"} else ("", ""))
    if lang in FROM_RIGHT:
        assert set(plain(words)) <= set(paragraph.text)
    else:
        assert "Tegn som ikke kunne skrives ut" not in tags(body).text
        assert lang == "th" or plain(words) == plain(paragraph.text)


def test_words_that_are_read_from_the_right_are_told_in_the_order_they_stand_on_the_line() -> None:
    """As docs/documents.md says; each Hebrew word is right, and what is Norwegian around it."""
    words = "הבן שלי מפחד ללכת"
    told = said(pdf(document(f"Mor skrev: {words}. Så ringte vi.")), "P")[0].text
    last = words.split()[::-1]
    assert told.split() == ["Mor", "skrev:", *last[:-1], f"{last[-1]}.", "Så", "ringte", "vi."]


def test_the_tags_tell_all_of_it_in_order_and_tables_have_headers_on_each_page() -> None:
    asked = document(NASTY, "Linje én\r\nlinje to")
    body = pdf(asked)
    assert faults(body) == []
    rows = "".join(f"{n}.11.2026" + "Noe skjedde " * 9 for n in range(60))
    told = (
        f"Kronologi Sak 2026-001 · Rosenholm skole kapittel 12 Laget 23.11.2026 kl. 10.00 av Ansatt Rektor Saken "
        f"{NASTY} Linje én linje to Elev: Kari «Jeg er redd» Versjon 1 Når Hva {rows} Tom Ingenting registrert. "
        f"Innholdets kontrollsum (SHA-256): {fingerprint(asked)}"
    )
    assert plain(tags(body).text) == plain(told)
    pages = [page.extract_text() for page in PdfReader(BytesIO(body)).pages]
    assert all("Når" in page and "Hva" in page for page in pages[:-1])


def test_what_no_font_draws_is_one_sign_with_a_note() -> None:
    body = pdf(document("Mor skrev 𓀀𓀁 og 𓀀 igjen"))
    assert faults(body) == []
    assert said(body, "P")[0].text == "Mor skrev ¤1¤2 og ¤1 igjen"
    assert "¤1: U+13000 EGYPTIAN HIEROGLYPH A001¤2: U+13001 EGYPTIAN HIEROGLYPH A002" in tags(body).text


@pytest.mark.parametrize(
    "text", ["\ue000x", "\ud800 ok", "x" * 3000, "\u202eabc\u202c", "a\x00b\x1fc", "\ufffe\uffff", "!" * 999, "ه" * 999]
)
def test_what_cannot_be_seen_and_what_has_no_end_stop_no_document(text: str) -> None:
    assert faults(pdf(document(text))) == []


@pytest.mark.parametrize("lang", ["", "nonsens", "EN", "x", '"', "nb-NO-x-a", "en-GB"])
def test_a_language_that_is_none_is_not_said(lang: str) -> None:
    assert said(pdf(document(pieces=(Quote("Hei", lang),))), "BlockQuote")[0].lang == (
        "en-GB" if lang == "en-GB" else ""
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=[])), min_size=3, max_size=3))
def test_any_text_can_be_printed(texts: list[str]) -> None:
    one, two, three = texts
    pieces = (Paragraph(one), Quote(two), Sub(f"Om {three}"), Facts(((one, two),)), Table((one, "B"), ((two, three),)))
    assert faults(compiled(document(pieces=pieces))) == []


def test_signs_that_cannot_be_joined_are_set_apart() -> None:
    """Nobody writes so: a Hebrew accent joined to a picture."""
    text = "\ufb21\u2181\u05c2\u05a8\u200d\U0001f547\ufb1e"
    with pytest.raises(Unrenderable):
        compiled(document(text))
    assert faults(pdf(document(text))) == []


def test_documents_may_be_made_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(pdf, [document(f"nummer {n % 2}") for n in range(8)]))
    assert made == [made[0], made[1]] * 4


@pytest.mark.slow
def test_whatever_a_font_is_said_to_have_it_has() -> None:
    codes = sorted({code for family in families() for first, end in _pairs(family) for code in range(first, end)})
    for at in range(0, len(codes), SIGNS_A_CHUNK):
        assert pdf(document(" ".join(map(chr, codes[at : at + SIGNS_A_CHUNK])))).startswith(b"%PDF")


def _pairs(family: str) -> list[tuple[int, int]]:
    found = bounds(family)
    return list(zip(found[::2], found[1::2], strict=True))


def test_the_same_document_is_the_same_bytes() -> None:
    assert pdf(document(NASTY)) == pdf(document(NASTY))
    assert fingerprint(document("a")) != fingerprint(document("b"))


@pytest.mark.parametrize("lines", range(24, 40, 3))
def test_lines_to_sign_on_stand_together_on_a_page(lines: int) -> None:
    before = tuple(Paragraph("Kanarifunn") for _line in range(lines))
    body = pdf(document(pieces=(*before, *signatures(material(Journey(), 4)))))
    assert faults(body) == []
    pages = [page.extract_text() for page in PdfReader(BytesIO(body)).pages]
    assert [text.count("Foresatt") for text in pages if "Foresatt" in text] == [2]
    assert [text.count("Elev, hvis eleven vil") for text in pages if "Foresatt" in text] == [1]
